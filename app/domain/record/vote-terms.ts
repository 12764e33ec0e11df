import { parameters } from "../act/act";
import type { Rules } from "../act/ruling";
import { parameterValue } from "../act/section";
import { choices } from "../voting/yes-no-abstain";
import { canonical } from "./canonical";

export interface OpenedVote {
  id: string;
  parish: string;
  question: string;
  class: string;
  method: string;
  publicity: string;
  tallyStepBallots: number;
  tieRule: string;
  seed: string;
  opensAt: Date;
  closesAt: Date;
  paperDueAt: Date | null;
  rollSize: number;
  rules: Rules;
}

/** What was fixed when a vote opened, as it is published: the beginning of the chain of its steps. */
export function voteTerms(vote: OpenedVote) {
  return {
    vote: vote.id,
    parish: vote.parish,
    question: vote.question,
    class: vote.class,
    method: vote.method,
    options: [...choices],
    publicity: vote.publicity,
    stepBallots: vote.tallyStepBallots,
    tieRule: vote.tieRule,
    seed: vote.seed,
    opensAt: vote.opensAt.toISOString(),
    closesAt: vote.closesAt.toISOString(),
    // A vote without paper has no such field, so that its terms are spelled as they always were.
    ...(vote.paperDueAt && { paperDueAt: vote.paperDueAt.toISOString() }),
    roll: vote.rollSize,
    rules: {
      ...vote.rules,
      parameters: Object.fromEntries(parameters.map((one) => [one.name, parameterValue(vote.rules, one)])),
    },
  };
}

/** The one spelling of the terms, which is hashed. */
export function termsText(vote: OpenedVote): string {
  return canonical(voteTerms(vote));
}
