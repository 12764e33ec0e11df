import { civilDateOf, endOfDay } from "../time/civil";
import { dayInWords } from "../time/words";
import { addWorkingDays } from "../time/working-days";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

/** Working days within which a count may be challenged. The Act's own figure; an election petition has 21 days. */
const challengeWorkingDays = 5;

export const s32 = section({
  number: 32,
  part: 5,
  title: "Receipts and the count",
  text: [
    "Everybody who votes gets a receipt. With it they can find their own ballot in the count. Nobody else can tell whose ballot it is.",
    "Once the vote has closed, a file with every ballot and its receipt is published, without names. Anybody may count it again.",
    "Within 5 working days of closing, anybody on the roll of the vote may challenge the count before the Commissioner, with reasons.",
    "The Commissioner may have the count done again from what was published. Once the time to challenge is over, the Commissioner decides on all the challenges together (s50). How the vote came out does not change.",
  ],
  parameters: [],
  resembles:
    "Sections 127 to 129 of the Representation of the People Act 1983: a real election may be questioned by petition within 21 days. No receipt is given in a real election.",
});

/** The first instant at which a count can no longer be challenged: the end of the fifth working day after closing. */
export function challengeUntil(_rules: Rules, closedAt: Date): Date {
  return endOfDay(addWorkingDays(civilDateOf(closedAt), challengeWorkingDays));
}

/** Whether a count may be challenged. Refuses before it exists and once 5 working days have passed. */
export function challengeRuling(rules: Rules, facts: { closedAt: Date; now: Date }): Ruling {
  const lastDay = addWorkingDays(civilDateOf(facts.closedAt), challengeWorkingDays);
  const figures = [
    {
      name: "Last day to challenge",
      value: dayInWords(lastDay),
      unit: "",
      how: `${challengeWorkingDays} working days after ${dayInWords(facts.closedAt)}`,
    },
  ];
  if (facts.now < facts.closedAt) {
    return refuse(rules, {
      sections: ["s32"],
      figures,
      sentence: "This vote has not closed, so there is no count to challenge yet.",
      wouldChange: "It may be challenged once it has closed.",
    });
  }
  if (facts.now >= challengeUntil(rules, facts.closedAt)) {
    return refuse(rules, {
      sections: ["s32"],
      figures,
      sentence: `The last day to challenge this count was ${dayInWords(lastDay)}.`,
    });
  }
  return allow(rules, {
    sections: ["s32", "s50"],
    figures,
    sentence: `Anybody on the roll may challenge this count before the Commissioner until the end of ${dayInWords(lastDay)}.`,
  });
}

/** Whether the Commissioner may decide on the challenges to a count. Refuses while somebody may still challenge it. */
export function challengesHeardRuling(rules: Rules, facts: { closedAt: Date; now: Date }): Ruling {
  const lastDay = dayInWords(addWorkingDays(civilDateOf(facts.closedAt), challengeWorkingDays));
  return facts.now < challengeUntil(rules, facts.closedAt)
    ? refuse(rules, {
        sections: ["s32", "s50"],
        outcome: "not_yet",
        sentence: `This count may be challenged until the end of ${lastDay}, and all challenges are decided together.`,
        wouldChange: "Wait until that day is over. A new count may be ordered now.",
      })
    : allow(rules, { sections: ["s32", "s50"], sentence: "The time to challenge this count is over." });
}
