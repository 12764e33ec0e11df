import type { Count } from "./count";

/** What a ballot may say, in the order in which choices are shown and counted. */
export const choices = ["for", "against", "abstain"] as const;
export type Choice = (typeof choices)[number];

/** Whether a text is one of the three choices, written exactly so. */
export function isChoice(text: unknown): text is Choice {
  return choices.some((one) => one === text);
}

/**
 * Counts ballots that each hold one of the options. The order of the ballots makes no difference.
 * Throws a RangeError on a ballot that is none of the options: such a ballot was never accepted.
 */
export function countYesNoAbstain(ballots: readonly Choice[], options: readonly Choice[] = choices): Count<Choice> {
  const counts: Record<Choice, number> = { for: 0, against: 0, abstain: 0 };
  for (const ballot of ballots) {
    if (!options.includes(ballot)) throw new RangeError(`A ballot must hold one of: ${options.join(", ")}`);
    counts[ballot] += 1;
  }
  return { method: "yes_no_abstain", ballots: ballots.length, counts };
}
