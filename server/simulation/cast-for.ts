import { randomUUID } from "node:crypto";
import type { Choice } from "~/live/contract";
import { growLog } from "../commands/grow-log";
import { must, type Town } from "./town";

/** How a group of voters votes. */
export interface Counts {
  for: number;
  against: number;
  abstain: number;
}

/** Ballots that come in together before the running count takes its next step, in a vote that people can still watch. */
const ballotsAStep = 16;

/**
 * Casts ballots for simulated residents through the same desk as everybody's, in small groups, so that the running count of a vote with
 * open publicity has its steps.
 *
 * @param voters who votes: as many of them as there are ballots
 * @param isStillOpen whether the vote is open at the end of the history; only then its steps matter
 */
export async function castFor(
  town: Town,
  voteId: string,
  voters: readonly string[],
  counts: Counts,
  isStillOpen: boolean,
): Promise<void> {
  const choices = mixed(counts);
  const ballotsTogether = isStillOpen ? ballotsAStep : choices.length;
  if (voters.length < choices.length) throw new Error(`only ${voters.length} people for ${choices.length} ballots`);
  for (let from = 0; from < choices.length; from += ballotsTogether) {
    await Promise.all(
      choices.slice(from, from + ballotsTogether).map(async (choice, index) => {
        const personId = voters[from + index] as string;
        must("a ballot", await town.app.desk.cast(personId, { voteId, choice, request: randomUUID() }));
      }),
    );
    await growLog(town.app.context, voteId);
  }
}

/** The choices spread evenly through the line of voters, as they come in life. */
function mixed(counts: Counts): Choice[] {
  const total = counts.for + counts.against + counts.abstain;
  const line: { choice: Choice; place: number }[] = [];
  for (const choice of ["for", "against", "abstain"] as const) {
    for (let index = 0; index < counts[choice]; index += 1) {
      line.push({ choice, place: ((index + 0.5) * total) / counts[choice] });
    }
  }
  return line.sort((one, other) => one.place - other.place).map(({ choice }) => choice);
}
