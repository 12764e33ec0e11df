import { pounds } from "../time/words";
import { allow, type Figure, type Rules, type Ruling } from "./ruling";
import type { Tier } from "./s13-tiers";
import { section } from "./section";

/** The kinds of proposal, which differ in notice, publicity, majority and participation floor. */
export const proposalClasses = ["advisory", "ordinary", "spending", "charter"] as const;
export type ProposalClass = (typeof proposalClasses)[number];

/** Each class by the name a resident reads. */
export const classNames: Readonly<Record<ProposalClass, string>> = {
  advisory: "advisory proposal",
  ordinary: "ordinary proposal",
  spending: "spending proposal",
  charter: "charter vote",
};

/** The words that the Act uses in a meaning of its own. */
export const terms: readonly { term: string; meaning: string }[] = [
  {
    term: "Clear days",
    meaning:
      "Whole days between a notice and what it announces. The day of the notice and the day of the event do not count. A vote never opens on a Sunday or a bank holiday.",
  },
  {
    term: "Working days",
    meaning: "Days that are not a Saturday, a Sunday or a bank holiday in England and Wales.",
  },
  {
    term: "Time",
    meaning:
      "All times are those that clocks show in London, also across the changes in March and October. A period that ends on a day runs until midnight at the end of that day.",
  },
  {
    term: "Roll",
    meaning:
      "The parish roll is everybody who is confirmed as living in the parish now. A vote's roll is a copy, frozen when the vote opens.",
  },
  { term: "Term", meaning: "How long a parish lasts, from its start to its sunset." },
  { term: "Sunset", meaning: "The moment at which a parish and all its powers end." },
  {
    term: "Advisory proposal",
    meaning: "A proposal under a tier C power. The council listens and answers, but it decides.",
  },
  { term: "Ordinary proposal", meaning: "A proposal under a tier A or tier B power that costs nothing." },
  { term: "Spending proposal", meaning: "A proposal under a tier A or tier B power that costs money." },
  { term: "Charter vote", meaning: "A vote on the charter itself: to found a parish or to renew it." },
  {
    term: "Rounding",
    meaning: "Where a rule gives a share of people and the share is not a whole number, it is rounded up.",
  },
];

export const s02 = section({
  number: 2,
  part: 1,
  title: "What words mean",
  text: [
    "Clear days are whole days between a notice and what it announces. Neither the day of the notice nor the day of the event counts. A vote never opens on a Sunday or a bank holiday.",
    "Working days leave out Saturdays, Sundays and the bank holidays of England and Wales. All times are London time. A period that ends on a day runs until midnight at the end of that day.",
    "The parish roll is everybody confirmed as living in the parish now. A vote's roll is a copy of it that is frozen. The term is how long a parish lasts.",
    "A proposal under a tier C power is advisory. Any other proposal is a spending proposal if it costs money, and an ordinary proposal if it does not. A vote on a charter is in a class of its own.",
    "A share of people is rounded up to a whole person.",
  ],
  parameters: [],
  resembles:
    "The Interpretation Act 1978, the rules on notice in Schedule 12 to the Local Government Act 1972, and the Banking and Financial Dealings Act 1971 for bank holidays.",
});

/** The class of a proposal under a power of this tier. `costPence` is its cost in pence. Charter votes have a class of their own. */
export function classOf(facts: { tier: Tier; costPence: number }): Exclude<ProposalClass, "charter"> {
  if (facts.tier === "C") return "advisory";
  return facts.costPence > 0 ? "spending" : "ordinary";
}

/** Says which class a proposal is in, and why. Always holds; the outcome is the class. */
export function classRuling(rules: Rules, facts: { tier: Tier; costPence: number }): Ruling {
  const outcome = classOf(facts);
  const figures: Figure[] = [
    { name: "Tier", value: facts.tier, unit: "", how: `The power it relies on is in tier ${facts.tier}` },
    {
      name: "Cost",
      value: facts.costPence,
      unit: "pence",
      how: `The proposal says it costs ${pounds(facts.costPence)}`,
    },
  ];
  const because: Record<typeof outcome, string> = {
    advisory: "This is an advisory proposal, because it relies on a tier C power.",
    spending: `This is a spending proposal, because it costs ${pounds(facts.costPence)}.`,
    ordinary: "This is an ordinary proposal, because it costs nothing.",
  };
  return allow(rules, { sections: ["s2", "s13"], outcome, figures, sentence: because[outcome] });
}
