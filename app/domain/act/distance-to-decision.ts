import { number, people } from "../time/words";
import { withoutDust } from "./percent-of-people";
import { allow, type Figure, type Rules, type Ruling, refuse } from "./ruling";
import type { ProposalClass } from "./s02-interpretation";
import { majorityPercentOf, majorityRuling } from "./s29-majority";
import { participationFloor } from "./s30-participation-floor";

export interface DistanceFacts {
  class: ProposalClass;
  /** How many people are on the vote's frozen roll. */
  roll: number;
  /** The running count: what has been counted so far. */
  counted: { for: number; against: number; abstain: number };
  /** How many people have voted so far, counted or not yet counted. */
  cast: number;
}

/**
 * How far an open vote is from a decision, from what has been counted so far. Outcome `would_pass`, `would_fail` or
 * `would_be_inquorate`: what would be decided if the vote closed now with only the counted ballots weighing For or
 * Against, and everybody who has voted weighing for the floor.
 *
 * Every ballot can be changed until closing, so no result is ever final before that: each figure says how many more
 * people it would take if nobody who is counted changes their ballot.
 */
export function distanceToDecision(rules: Rules, facts: DistanceFacts): Ruling {
  const { counted } = facts;
  const countedBallots = counted.for + counted.against + counted.abstain;
  const cast = Math.max(facts.cast, countedBallots);
  const { floor, ruling: floorRuling } = participationFloor(rules, facts);
  const majority = majorityRuling(rules, { class: facts.class, ...counted });
  const percent = majorityPercentOf(rules, facts.class);
  /** Everybody whose choice is not in the running count: not yet counted, or not yet voted. */
  const undecided = Math.max(0, facts.roll - countedBallots);
  const moreVoters = Math.max(0, floor - cast);
  const moreFor = majority.holds ? 0 : forNeeded(percent, counted);
  const moreAgainst = majority.holds ? againstNeeded(percent, counted) : 0;
  const figures = [
    ...floorRuling.figures,
    {
      name: "Voted so far",
      value: cast,
      unit: "people",
      how: `${number(countedBallots)} of ${number(cast)} counted so far`,
    },
    {
      name: "More voters for the floor",
      value: moreVoters,
      unit: "people",
      how: `${number(floor)} needed, ${number(cast)} voted so far`,
    },
    ...majority.figures,
    majority.holds
      ? leadFigure(percent, counted, moreAgainst)
      : {
          name: "More For to pass",
          value: moreFor,
          unit: "people",
          how: `${number(counted.for)} For and ${number(counted.against)} Against so far; ${number(moreFor)} more For would make ${number(counted.for + moreFor)} against ${number(counted.against)}, which is more than ${number(percent)}%`,
        },
  ] satisfies Figure[];

  const waiting = cast - countedBallots;
  const uncounted = waiting === 0 ? "" : ` ${people(waiting, "ballot is", "ballots are")} in but not counted yet.`;
  const left = undecided === 0 ? "nobody" : `only ${people(undecided)}`;
  const ifUnchanged = "if nobody changes their ballot";

  if (moreVoters > 0) {
    const towards = majority.holds
      ? "so far For has the majority"
      : `${number(moreFor)} more For to pass, ${ifUnchanged}`;
    return refuse(rules, {
      sections: ["s30", "s29"],
      outcome: "would_be_inquorate",
      figures,
      sentence: `If it closed now, too few people would have voted: ${people(moreVoters, "more voter", "more voters")} for the floor; ${towards}.${uncounted}`,
      wouldChange: `${people(moreVoters, "more voter", "more voters")} would make this vote count.`,
    });
  }
  if (!majority.holds) {
    return refuse(rules, {
      sections: ["s29", "s30"],
      outcome: "would_fail",
      figures,
      sentence:
        moreFor > undecided
          ? `If it closed now, it would fail: it needs ${number(moreFor)} more For, and ${left} on the roll could still add to the count, so it can pass only if people change their ballots.${uncounted}`
          : `If it closed now, it would fail: ${number(moreFor)} more For to pass, ${ifUnchanged}.${uncounted}`,
      wouldChange: `${number(moreFor)} more For, ${ifUnchanged}, would make it pass.`,
    });
  }
  return allow(rules, {
    sections: ["s29", "s30"],
    outcome: "would_pass",
    figures,
    sentence:
      moreAgainst > undecided
        ? `If it closed now, it would pass: it can fail only if people change their ballots.${uncounted}`
        : `If it closed now, it would pass: ${number(moreAgainst)} more Against would make it fail, ${ifUnchanged}.${uncounted}`,
    wouldChange: `${number(moreAgainst)} more Against, ${ifUnchanged}, would make it fail.`,
  });
}

/** The least number of further For ballots that bring For above `percent` of For and Against. */
function forNeeded(percent: number, counted: { for: number; against: number }): number {
  const short = percent * (counted.for + counted.against) - 100 * counted.for;
  return Math.floor(withoutDust(short / (100 - percent))) + 1;
}

/** The least number of further Against ballots that bring For down to `percent` of For and Against, or below. */
function againstNeeded(percent: number, counted: { for: number; against: number }): number {
  return Math.ceil(withoutDust((100 * counted.for) / percent) - counted.for - counted.against);
}

function leadFigure(percent: number, counted: { for: number; against: number }, moreAgainst: number): Figure {
  return {
    name: "More Against to fail",
    value: moreAgainst,
    unit: "people",
    how: `${number(counted.for)} For and ${number(counted.against)} Against so far; ${number(moreAgainst)} more Against would make ${number(counted.against + moreAgainst)} against ${number(counted.for)} For, and ${number(counted.for)} would not be more than ${number(percent)}%`,
  };
}
