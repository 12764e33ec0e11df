import { createHash } from "node:crypto";
import { type Choice, choices } from "~/domain/voting/yes-no-abstain";
import { checkRecord, type Finding } from "~/live/check-record";
import type { Read, Vote } from "../persistence/db";
import { ballotLines, getVoteRecord, logLines, stepLines } from "./vote-record";

/** A vote counted again from its public files. */
export interface RecountedVote {
  /** Whether everything that was checked holds. */
  agrees: boolean;
  /** What was checked, in plain words: the lines that the page for checking shows. */
  report: Finding[];
  counts: Record<Choice, number>;
  /** The root of the log by its last step, and the SHA-256 of the ballot file. */
  root: string;
  ballotFile: string;
}

/**
 * Counts a closed vote again from the files that everybody can download, with the code of the page on which anybody checks it. `recount.mjs`,
 * which shares no code with it, must come to the same.
 */
export async function recountVote(db: Read, vote: Vote): Promise<RecountedVote> {
  const record = JSON.stringify(await getVoteRecord(db, vote));
  const steps = await textOf(stepLines(db, vote.id));
  const log = await textOf(logLines(db, vote.id));
  const ballots = await textOf(ballotLines(db, vote.id));
  const checked = await checkRecord({ record, steps, log, ballots });
  // Those lines were written for a reader whose own browser has just counted.
  const report = checked.map((one) => ({ ...one, words: one.words.replace(" in this browser", "") }));
  const lines = ballots.split("\n").filter((line) => line !== "");
  const chosen = lines.map((line) => (JSON.parse(line) as { choice: string }).choice);
  const last = steps.trimEnd().split("\n").at(-1);
  return {
    agrees: report.every(({ verdict }) => verdict === "holds"),
    report,
    counts: Object.fromEntries(
      choices.map((choice) => [choice, chosen.filter((one) => one === choice).length]),
    ) as Record<Choice, number>,
    root: last ? (JSON.parse(last) as { step: { root: string } }).step.root : "",
    ballotFile: createHash("sha256").update(ballots).digest("hex"),
  };
}

async function textOf(lines: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const part of lines) text += part;
  return text;
}
