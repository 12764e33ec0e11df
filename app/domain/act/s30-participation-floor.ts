import { addDays, civilDateOf, endOfDay } from "../time/civil";
import { dayInWords, number, people } from "../time/words";
import { percentOfPeople, roundUpPeople } from "./percent-of-people";
import { allow, type Figure, type Rules, type Ruling, refuse } from "./ruling";
import type { ProposalClass } from "./s02-interpretation";
import { majorityRuling } from "./s29-majority";
import { parameter, parameterValue, section } from "./section";

export const floorPercent = parameter("floorPercent", {
  default: 5,
  min: 0,
  max: 25,
  unit: "percent",
  meaning: "The share of a vote's roll that must take part in an ordinary or spending vote.",
  precedent:
    "5% of local electors may demand a referendum on how their council is run (Local Government Act 2000, section 9MC).",
});

export const charterFloorPercent = parameter("charterFloorPercent", {
  default: 10,
  min: 0,
  max: 25,
  unit: "percent",
  meaning: "The share of a vote's roll that must take part in a charter vote.",
  precedent: "10% of electors must sign to recall a Member of Parliament (Recall of MPs Act 2015, section 14).",
});

/** The floor is never asked to be below this many people by its percentage alone. */
const leastPeople = 10;
const charterLeastPeople = 21;

/** The floor is never more than one part in this many of the roll. */
const shareOfRoll = 3;
const charterShareOfRoll = 2;

/** How many days must pass before a proposal that too few people voted on may be put once more. */
export const putAgainAfterDays = 28;

export const s30 = section({
  number: 30,
  part: 5,
  title: "How many people must take part",
  text: [
    "A vote counts only if enough people on its roll take part. That number is called the participation floor. People who abstain take part.",
    "For an ordinary or spending proposal the floor is 10 people or {floorPercent}% of the roll, whichever is more, but never more than a third of the roll.",
    "For a charter vote the floor is 21 people or {charterFloorPercent}% of the roll, whichever is more, but never more than half of the roll.",
    "A vote on advice to the council has no floor.",
    "If too few people take part, nothing is decided. The proposal may be put once more after 28 days.",
  ],
  parameters: [floorPercent, charterFloorPercent],
  resembles:
    "Paragraph 18 of Schedule 12 to the Local Government Act 1972: ten electors, or a third of those at the meeting if that is fewer, may demand a parish poll. A real parish poll has no floor.",
});

export interface Floor {
  /** The least number of people who must take part. */
  floor: number;
  ruling: Ruling;
}

/** The participation floor of a vote with `roll` people on its roll. Advisory votes have none, which is 0. */
export function participationFloor(rules: Rules, facts: { class: ProposalClass; roll: number }): Floor {
  const { roll } = facts;
  if (facts.class === "advisory") {
    const how = "A vote on advice to the council has no floor";
    return stated(rules, 0, { name: "Participation floor", value: 0, unit: "people", how });
  }
  const isCharter = facts.class === "charter";
  const percent = parameterValue(rules, isCharter ? charterFloorPercent : floorPercent);
  const least = isCharter ? charterLeastPeople : leastPeople;
  const part = isCharter ? charterShareOfRoll : shareOfRoll;
  const byPercent = percentOfPeople(roll, percent);
  const byShare = roundUpPeople(roll / part);
  const wanted = Math.max(least, byPercent);
  const floor = Math.min(wanted, byShare);
  const ofRoll = `${number(percent)}% of ${number(roll)} on the roll is ${number(byPercent)} (rounded up)`;
  const raised = byPercent < least ? `${ofRoll}, which is raised to ${least}` : ofRoll;
  const share = `${isCharter ? "half" : "a third"} of the roll, which is ${number(byShare)}`;
  const how =
    byShare < wanted ? `${raised}, but never more than ${share}` : `${raised}, and that is not more than ${share}`;
  return stated(rules, floor, { name: "Participation floor", value: floor, unit: "people", how });
}

function stated(rules: Rules, floor: number, figure: Figure): Floor {
  const sentence =
    floor === 0
      ? "This vote counts however many people take part."
      : `This vote counts only if at least ${people(floor)} ${floor === 1 ? "takes" : "take"} part.`;
  return { floor, ruling: allow(rules, { sections: ["s30"], figures: [figure], sentence }) };
}

/** Whether enough people took part. `cast` counts every ballot, abstentions too. Outcome `met` or `inquorate`. */
export function participationRuling(rules: Rules, facts: { class: ProposalClass; roll: number; cast: number }): Ruling {
  const { floor, ruling } = participationFloor(rules, facts);
  const figures = [
    ...ruling.figures,
    {
      name: "Took part",
      value: facts.cast,
      unit: "people",
      how: `${number(facts.cast)} of ${number(facts.roll)} on the roll voted or abstained`,
    },
  ];
  if (facts.cast < floor) {
    return refuse(rules, {
      sections: ["s30"],
      outcome: "inquorate",
      figures,
      sentence: `Too few people took part: ${number(facts.cast)} of the ${number(floor)} needed.`,
      wouldChange: `It would have counted if ${people(floor - facts.cast, "more person", "more people")} had taken part. It may be put once more after ${putAgainAfterDays} days.`,
    });
  }
  return allow(rules, {
    sections: ["s30"],
    outcome: "met",
    figures,
    sentence:
      floor === 0
        ? `${people(facts.cast)} took part; no number is needed.`
        : `Enough people took part: ${number(facts.cast)}, and ${number(floor)} ${floor === 1 ? "was" : "were"} needed.`,
  });
}

/** The first instant at which a proposal that too few people voted on may be put again: after 28 whole days. */
export function mayBePutAgainAt(closedAt: Date): Date {
  return endOfDay(addDays(civilDateOf(closedAt), putAgainAfterDays));
}

/** Whether a proposal that was inquorate may be put again. Refuses before 28 days have passed, and a second time. */
export function putAgainRuling(rules: Rules, facts: { closedAt: Date; now: Date; timesPutAgain: number }): Ruling {
  const from = mayBePutAgainAt(facts.closedAt);
  const figures = [
    {
      name: "May be put again from",
      value: dayInWords(from),
      unit: "",
      how: `${putAgainAfterDays} whole days after ${dayInWords(facts.closedAt)}`,
    },
  ];
  if (facts.timesPutAgain > 0) {
    return refuse(rules, {
      sections: ["s30"],
      figures,
      sentence: "This proposal was put to a vote again once already, and once is all that the Act allows.",
      wouldChange: "Somebody may make a new proposal.",
    });
  }
  if (facts.now < from) {
    return refuse(rules, {
      sections: ["s30"],
      figures,
      sentence: `Too few people voted on this proposal, so it may be put again from ${dayInWords(from)}.`,
      wouldChange: "Wait until that day.",
    });
  }
  return allow(rules, { sections: ["s30"], figures, sentence: "This proposal may be put to a vote once more." });
}

export interface DecisionFacts {
  class: ProposalClass;
  /** How many people are on the vote's frozen roll. */
  roll: number;
  counts: { for: number; against: number; abstain: number };
}

/**
 * What a closed vote decided: enough people (s30), then a majority (s29). Outcome `passed`, `failed` or `inquorate`;
 * holds only when passed. Both sections' figures are listed whatever the outcome.
 */
export function decisionRuling(rules: Rules, facts: DecisionFacts): Ruling {
  const { counts } = facts;
  const cast = counts.for + counts.against + counts.abstain;
  const participation = participationRuling(rules, { class: facts.class, roll: facts.roll, cast });
  const majority = majorityRuling(rules, { class: facts.class, ...counts });
  const figures = [...participation.figures, ...majority.figures];
  if (!participation.holds) {
    return refuse(rules, {
      sections: ["s30", "s29"],
      outcome: "inquorate",
      figures,
      sentence: `Nothing was decided. ${participation.sentence}`,
      wouldChange: participation.wouldChange,
    });
  }
  if (!majority.holds) {
    return refuse(rules, {
      sections: ["s29", "s30"],
      outcome: "failed",
      figures,
      sentence: `This did not pass. ${majority.sentence} ${participation.sentence}`,
      wouldChange: majority.wouldChange,
    });
  }
  return allow(rules, {
    sections: ["s29", "s30"],
    outcome: "passed",
    figures,
    sentence: `This passed. ${majority.sentence} ${participation.sentence}`,
  });
}
