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
    "Within 5 working days of closing, anybody may challenge the count before the Commissioner.",
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
    sentence: `Anybody may challenge this count before the Commissioner until the end of ${dayInWords(lastDay)}.`,
  });
}
