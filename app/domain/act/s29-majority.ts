import { number, people } from "../time/words";
import { shareOfPeople } from "./percent-of-people";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import type { ProposalClass } from "./s02-interpretation";
import { parameter, parameterValue, section } from "./section";

export const charterMajorityPercent = parameter("charterMajorityPercent", {
  default: 50,
  min: 50,
  max: 67,
  unit: "percent",
  meaning: "A charter vote passes when more than this share of the For and Against ballots are For.",
  precedent:
    "A neighbourhood plan needs more than half of those voting (Town and Country Planning Act 1990, Schedule 4B, paragraph 14). Clubs and charities often ask for two thirds to change their constitution.",
});

export const s29 = section({
  number: 29,
  part: 5,
  title: "What a majority is",
  text: [
    "A proposal passes when more people vote For than Against.",
    "A tie fails. Nobody has a second or casting vote.",
    "A charter vote passes when more than {charterMajorityPercent}% of the For and Against ballots are For.",
    "To abstain counts as taking part. It does not count as For or Against.",
  ],
  parameters: [charterMajorityPercent],
  resembles:
    "Schedule 12 to the Local Government Act 1972: a question is decided by a majority of those present and voting. There the chair may have a casting vote; here a tie fails.",
});

/** The share of For and Against, in percent, that For must exceed. For all but charter votes that is half. */
export function majorityPercentOf(rules: Rules, of: ProposalClass): number {
  return of === "charter" ? parameterValue(rules, charterMajorityPercent) : 50;
}

export interface MajorityFacts {
  class: ProposalClass;
  for: number;
  against: number;
  abstain: number;
}

/**
 * Whether For has a majority: more than half of For and Against, or for a charter vote more than the council's share.
 * Outcome `passed` or `failed`. Says nothing about whether enough people took part (s30).
 */
export function majorityRuling(rules: Rules, facts: MajorityFacts): Ruling {
  const percent = majorityPercentOf(rules, facts.class);
  const decisive = facts.for + facts.against;
  const share = shareOfPeople(decisive, percent);
  const isPassed = facts.for > share;
  const needed = Math.floor(share) + 1;
  const figures = [
    { name: "For", value: facts.for, unit: "ballots", how: `${number(facts.for)} counted For` },
    { name: "Against", value: facts.against, unit: "ballots", how: `${number(facts.against)} counted Against` },
    {
      name: "Abstained",
      value: facts.abstain,
      unit: "ballots",
      how: `${number(facts.abstain)} abstained, which counts only as taking part`,
    },
    {
      name: "For needed to pass",
      value: needed,
      unit: "ballots",
      how: `${number(facts.for)} For and ${number(facts.against)} Against are ${number(decisive)}; ${number(percent)}% of that is ${number(share)}, and more than that is at least ${number(needed)}`,
    },
  ];
  const counted = `${number(facts.for)} voted For and ${number(facts.against)} Against`;
  if (isPassed) {
    return allow(rules, {
      sections: ["s29"],
      outcome: "passed",
      figures,
      sentence: percent === 50 ? `${counted}.` : `${counted}, which is more than ${number(percent)}% For.`,
    });
  }
  const missing = needed - facts.for;
  return refuse(rules, {
    sections: ["s29"],
    outcome: "failed",
    figures,
    sentence: reasonForFailing(facts, percent, counted),
    wouldChange:
      decisive === 0
        ? "It would pass if more people voted For than Against."
        : `It would pass if ${people(missing, "voter", "voters")} had chosen For instead of Against.`,
  });
}

function reasonForFailing(facts: MajorityFacts, percent: number, counted: string): string {
  if (facts.for + facts.against === 0) return "Nobody voted For or Against, so there is no majority.";
  if (facts.for === facts.against) return `${counted}. A tie fails.`;
  if (facts.for > facts.against) return `${counted}, which is not more than ${number(percent)}% For.`;
  return `${counted}, so there is no majority For.`;
}
