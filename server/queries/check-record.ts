import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Ruling } from "~/domain/act/ruling";
import { canonical } from "~/domain/record/canonical";
import { bookProblems, type Entry } from "~/domain/record/chain";
import { sha256 } from "../commands/log-hashes";
import { projectRoot } from "../env";
import type { Read, Vote } from "../persistence/db";
import { readBook } from "./list-minutes";
import { ballotLines, getVoteRecord, logLines, stepLines } from "./vote-record";

/** The part of public/recount.mjs that is used here. */
interface Recounting {
  recount(files: Record<string, Buffer>): { lines: string[]; problems: number };
}

/** What working the whole record out again came to. */
export interface CheckedRecord {
  books: number;
  votes: number;
  /** In plain words, each naming the book or the vote. */
  problems: string[];
}

/**
 * Works the whole record out again: the chain of every minute book, and of every vote that has opened what anybody can recount, with
 * the program that anybody would use. What stands beside the record in the tables has to agree with it.
 */
export async function checkRecord(db: Read): Promise<CheckedRecord> {
  const { recount } = (await import(pathToFileURL(join(projectRoot, "public", "recount.mjs")).href)) as Recounting;
  const parishes = await db.parish.findMany({ orderBy: { slug: "asc" } });
  const found: CheckedRecord = { books: 0, votes: 0, problems: [] };
  for (const parish of parishes) {
    const book = await readBook(db, parish);
    const last = book.at(-1);
    const inBook = bookProblems(sha256, book);
    if (book.length !== parish.minuteCount || (last?.hash ?? "") !== parish.minuteHead) {
      inBook.push("It does not end with the entry that was written last.");
    }
    found.problems.push(...inBook.map((problem) => `The minute book of ${parish.slug}: ${problem}`));
    found.books += 1;

    const minutes = Buffer.from(book.map((entry) => `${canonical({ ...entry })}\n`).join(""));
    const votes = await db.vote.findMany({
      where: { parishId: parish.id, openedAt: { not: null } },
      orderBy: [{ opensAt: "asc" }, { id: "asc" }],
    });
    for (const vote of votes) {
      const files = await filesOf(db, vote);
      const report = recount({ ...files, "minutes.ndjson": minutes });
      const wrong = report.lines.filter((line) => /^(WRONG| {2,}-)/.test(line)).map((line) => line.trim());
      const inVote = [...wrong, ...tableProblems(vote, book)];
      found.problems.push(...inVote.map((problem) => `The vote ${vote.id} of ${parish.slug}: ${problem}`));
      found.votes += 1;
    }
  }
  return found;
}

/** What the table of votes says otherwise than the minute book. */
function tableProblems(vote: Vote, book: readonly Entry[]): string[] {
  if (!vote.closedAt) return [];
  const entry = book.find(({ kind, body }) => kind === "vote_closed" && fieldOf(body, "vote") === vote.id);
  const { outcome } = vote.ruling as unknown as Ruling;
  const agrees =
    entry !== undefined &&
    fieldOf(entry.body, "ballots") === vote.cast &&
    fieldOf(entry.body, "step") === vote.stepHash &&
    fieldOf(entry.body, "outcome") === outcome;
  return agrees ? [] : ["Its row says otherwise than the minute book."];
}

function fieldOf(body: Entry["body"], name: string): unknown {
  return (body as { [name: string]: unknown } | null)?.[name];
}

async function filesOf(db: Read, vote: Vote): Promise<Record<string, Buffer>> {
  return {
    "record.json": Buffer.from(JSON.stringify(await getVoteRecord(db, vote))),
    "steps.ndjson": await bytesOf(stepLines(db, vote.id)),
    "log.txt": await bytesOf(logLines(db, vote.id)),
    ...(vote.closedAt && { "ballots.ndjson": await bytesOf(ballotLines(db, vote.id)) }),
  };
}

async function bytesOf(lines: AsyncIterable<string>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of lines) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}
