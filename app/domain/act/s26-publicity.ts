import { people } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import type { ProposalClass } from "./s02-interpretation";
import { parameter, parameterValue, section } from "./section";

export const tallyStepBallots = parameter("tallyStepBallots", {
  default: 5,
  min: 3,
  max: 50,
  unit: "ballots",
  meaning: "How many voters a running count moves by at least, and how many of the newest ballots it leaves out.",
  precedent:
    "Ballot papers of different boxes are mixed before an election count, so that nobody can tell how a small group voted. The figure is the Act's own: with 5, only about 1 step in 11 shows a group that all voted alike.",
});

export const s26 = section({
  number: 26,
  part: 5,
  title: "What is shown while a vote is open",
  text: [
    "A vote is open, turnout only or sealed. Open means that everybody sees a running count. Turnout only means that everybody sees how many people have voted. Sealed means that nobody sees either until the vote has closed.",
    "Which of the three it is, is fixed when the vote opens. Unless the charter says otherwise it is open for an ordinary or advisory proposal, turnout only for a spending proposal, and sealed for a charter vote.",
    "Nobody sees more than anybody else, or sees it earlier: not the convenor, not the council and not the people who run the website.",
    "A running count moves by at least {tallyStepBallots} voters at a time and leaves out the newest {tallyStepBallots}, so that nobody can work out what one neighbour chose.",
  ],
  parameters: [tallyStepBallots],
  resembles:
    "Section 66A of the Representation of the People Act 1983, which forbids publishing how people voted before a poll closes. In a real election no running count would be shown at all.",
});

export const publicities = ["open", "turnout", "sealed"] as const;
export type Publicity = (typeof publicities)[number];

/** The stages of a vote, as far as what may be shown depends on them. */
export type VoteStage = "scheduled" | "open" | "counting" | "closed";

/** The publicity of a vote where the charter does not set another. */
export function defaultPublicity(of: ProposalClass): Publicity {
  if (of === "spending") return "turnout";
  if (of === "charter") return "sealed";
  return "open";
}

/** How many voters a running count moves by at least, and how many of the newest it leaves out. */
export function tallyStepBallotsOf(rules: Rules): number {
  return parameterValue(rules, tallyStepBallots);
}

export interface PublicView {
  mayShowCounts: boolean;
  /** Whether the number of people who have voted may be shown. */
  mayShowTurnout: boolean;
  ruling: Ruling;
}

/**
 * What may be shown to anybody about a vote's count at this stage. The same answer holds for every person and every
 * screen. The ruling holds when at least the turnout may be shown.
 */
export function publicView(
  rules: Rules,
  facts: { publicity: Publicity; state: VoteStage; hasPaper?: boolean },
): PublicView {
  const step = tallyStepBallotsOf(rules);
  const hidden = (sentence: string, wouldChange: string): PublicView => ({
    mayShowCounts: false,
    mayShowTurnout: false,
    ruling: refuse(rules, { sections: ["s26"], outcome: "hidden", sentence, wouldChange }),
  });
  if (facts.state === "scheduled") {
    return hidden("Nothing has been counted, because this vote has not opened yet.", "It opens at its stated time.");
  }
  if (facts.state === "closed") {
    return {
      mayShowCounts: true,
      mayShowTurnout: true,
      ruling: allow(rules, {
        sections: ["s26"],
        outcome: "counts",
        sentence: "This vote has closed, so the whole count is shown.",
      }),
    };
  }
  if (facts.state === "counting" && facts.hasPaper) {
    return hidden(
      "Voting has closed and papers are being counted. Nothing is shown until all of it is.",
      "The whole count is shown when the papers have been counted.",
    );
  }
  if (facts.publicity === "sealed") {
    return hidden(
      "This vote is sealed: nobody sees how many people have voted, or how, until it has closed.",
      "The whole count is shown once the vote has closed and been counted.",
    );
  }
  if (facts.publicity === "turnout") {
    return {
      mayShowCounts: false,
      mayShowTurnout: true,
      ruling: allow(rules, {
        sections: ["s26"],
        outcome: "turnout",
        sentence: "Everybody sees how many people have voted, and nobody sees how until the vote has closed.",
        wouldChange: "The whole count is shown once the vote has closed and been counted.",
      }),
    };
  }
  return {
    mayShowCounts: true,
    mayShowTurnout: true,
    ruling: allow(rules, {
      sections: ["s26"],
      outcome: "running_count",
      figures: [
        {
          name: "Step of the running count",
          value: step,
          unit: "ballots",
          how: `The count moves by at least ${people(step, "voter", "voters")} at a time and leaves out the newest ${step}`,
        },
      ],
      sentence: `Everybody sees a running count. It moves by at least ${people(step, "voter", "voters")} at a time and leaves out the newest ${step}.`,
    }),
  };
}
