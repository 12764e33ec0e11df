import { addElapsed } from "../time/civil";
import { instantInWords, number, people } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { answerDue } from "./s34-clock";
import { section } from "./section";

/** How long after an answer to a charter was due the Commissioner publishes that none came. */
export const abandonedAfterDays = 60;

/** How long supporters count again when founders put the same charter a second time. */
export const supportersGoodMonths = 12;

export const s09 = section({
  number: 9,
  part: 2,
  title: "The council's review of a charter",
  text: [
    "The council decides on each power that a charter asks for. It gives the power, gives it with conditions, or refuses it on a listed ground (s36) with reasons.",
    "It answers within the same time as it has for a proposal (s34).",
    "If it gives at least one power, the charter goes to a vote. If it gives none, the parish is declined.",
    "If there is still no answer 60 days after it was due, the Commissioner publishes that. The founders may then put the same charter again or withdraw it.",
    "Supporters stay good for a year, so nobody has to be asked twice.",
  ],
  parameters: [],
  resembles:
    "Section 83 of the Localism Act 2011, by which a council accepts or rejects an expression of interest, with reasons, within a time that it has published.",
});

/** How far a council is with a charter, in numbers of powers. */
export interface ReviewFacts {
  powersAsked: number;
  /** Powers given, with or without conditions. */
  granted: number;
  refused: number;
}

/**
 * Whether a charter may go on to its vote. Outcome `granted` when every power is decided and at least one is given;
 * `declined` when every power is refused; `waiting` while a power is undecided.
 */
export function reviewRuling(rules: Rules, facts: ReviewFacts): Ruling {
  const undecided = facts.powersAsked - facts.granted - facts.refused;
  const powers = (count: number) => people(count, "power", "powers");
  const figures = [
    { name: "Powers asked for", value: facts.powersAsked, unit: "powers", how: "The powers that the charter asks for" },
    {
      name: "Powers given",
      value: facts.granted,
      unit: "powers",
      how: "Given by the council, with or without conditions",
    },
    { name: "Powers refused", value: facts.refused, unit: "powers", how: "Refused by the council on a listed ground" },
    {
      name: "Powers not decided",
      value: undecided,
      unit: "powers",
      how: `${number(facts.powersAsked)} asked for, less ${number(facts.granted)} given and ${number(facts.refused)} refused`,
    },
  ];
  if (undecided > 0) {
    return refuse(rules, {
      sections: ["s9"],
      outcome: "waiting",
      figures,
      sentence: `The council has still to decide on ${powers(undecided)} of the ${number(facts.powersAsked)} asked for.`,
      wouldChange: "The charter goes on when the council has decided on every power.",
    });
  }
  if (facts.granted === 0) {
    return refuse(rules, {
      sections: ["s9"],
      outcome: "declined",
      figures,
      sentence: "The council has given none of the powers asked for, so this parish is declined.",
      wouldChange: "One power given would be enough. The founders may put a different charter.",
    });
  }
  return allow(rules, {
    sections: ["s9"],
    outcome: "granted",
    figures,
    sentence: `The council has given ${powers(facts.granted)} of the ${number(facts.powersAsked)} asked for, so the charter goes to a vote.`,
  });
}

/** When a charter reached the council, and how long the parish is to last. */
export interface ReviewTiming {
  receivedAt: Date;
  termDays?: number;
}

/** When the council's decision on a charter is due: the time that s34 gives for an answer. */
export function reviewDue(rules: Rules, facts: ReviewTiming): Date {
  return answerDue(rules, facts);
}

/** When the founders of an unanswered charter may put it again: `abandonedAfterDays` after the answer was due. */
export function reviewAbandonedAt(rules: Rules, facts: ReviewTiming): Date {
  return addElapsed(reviewDue(rules, facts), { days: abandonedAfterDays });
}

/** Until when supporters count again for the same charter, given the instant at which they were enough. */
export function supportersGoodUntil(metAt: Date): Date {
  return addElapsed(metAt, { months: supportersGoodMonths });
}

/** Whether the founders of an unanswered charter may put it again. Refuses before the council's time and 60 days more are over. */
export function charterPutAgainRuling(rules: Rules, facts: ReviewTiming & { now: Date }): Ruling {
  const due = reviewDue(rules, facts);
  const abandonedAt = reviewAbandonedAt(rules, facts);
  const figures = [
    {
      name: "Answer due",
      value: instantInWords(due),
      unit: "",
      how: "The time that the council has for an answer (s34)",
    },
    {
      name: "Unanswered charter may be put again",
      value: instantInWords(abandonedAt),
      unit: "",
      how: `${number(abandonedAfterDays)} days after the answer was due`,
    },
  ];
  if (facts.now < abandonedAt) {
    return refuse(rules, {
      sections: ["s9", "s34"],
      figures,
      sentence: "The council still has this charter.",
      wouldChange: `If there is no answer by ${instantInWords(abandonedAt)}, the founders may put it again.`,
    });
  }
  return allow(rules, {
    sections: ["s9", "s34"],
    figures,
    sentence: "The council has not answered, so the founders may put the same charter again or withdraw it.",
  });
}
