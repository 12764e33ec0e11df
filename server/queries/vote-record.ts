import { createHash } from "node:crypto";
import { canonical } from "~/domain/record/canonical";
import { voteTerms } from "~/domain/record/vote-terms";
import { type Read, rulesOf, type Vote } from "../persistence/db";

/** The record of a vote that has opened: what was fixed, who signed, and, once it has closed, what the minute book says. Its form is docs/vote-record.md. */
export async function getVoteRecord(db: Read, vote: Vote) {
  const [parish, keys, entries] = await Promise.all([
    db.parish.findUniqueOrThrow({ where: { id: vote.parishId }, select: { slug: true } }),
    db.voteKey.findMany({ where: { voteId: vote.id }, orderBy: [{ from: "asc" }, { keyId: "asc" }] }),
    vote.closedAt
      ? db.minuteEntry.findMany({
          where: { parishId: vote.parishId, kind: "vote_closed", body: { path: ["vote"], equals: vote.id } },
        })
      : [],
  ]);
  const [entry] = entries;
  const { rollSize } = vote;
  if (rollSize === null) throw new Error("a vote has no record before it opens");
  return {
    format: "pop-up-parish vote 1",
    terms: voteTerms({ ...vote, parish: parish.slug, rollSize, rules: rulesOf(vote.rules) }),
    keys: keys.map((key) => ({ id: key.keyId, publicKey: key.publicKey })),
    result: entry
      ? {
          parish: parish.slug,
          number: entry.number,
          at: entry.at.toISOString(),
          kind: entry.kind,
          body: entry.body,
          previousHash: entry.previousHash,
          hash: entry.hash,
        }
      : null,
  };
}

/** Rows read at once, so that a large vote's files need no more memory than a small one's. */
const rowsAtOnce = 5_000;

/** The published steps of a vote: one line each, spelled as they were signed. */
export async function* stepLines(db: Read, voteId: string): AsyncGenerator<string> {
  for (let number = 0; ; ) {
    const steps = await db.voteStep.findMany({
      where: { voteId, number: { gt: number } },
      orderBy: { number: "asc" },
      take: rowsAtOnce,
    });
    yield steps
      .map(({ keyId, signature, step }) => `{"key":"${keyId}","signature":"${signature}","step":${step}}\n`)
      .join("");
    if (steps.length < rowsAtOnce) return;
    number = steps.at(-1)?.number ?? number;
  }
}

/** The published log of a vote: one line a leaf. */
export async function* logLines(db: Read, voteId: string): AsyncGenerator<string> {
  for (let first = -1; ; ) {
    const stretch = await db.voteLog.findFirst({ where: { voteId, first: { gt: first } }, orderBy: { first: "asc" } });
    if (!stretch) return;
    yield `${stretch.lines}\n`;
    first = stretch.first;
  }
}

/** The ballot file of a closed vote: one line a ballot, in the order of receipts. */
export async function* ballotLines(db: Read, voteId: string): AsyncGenerator<string> {
  for (let receipt = ""; ; ) {
    const ballots = await db.ballot.findMany({
      where: { voteId, receipt: { gt: receipt } },
      orderBy: { receipt: "asc" },
      take: rowsAtOnce,
    });
    yield ballots
      .map(({ receipt, nonce, choice }) => canonical({ receipt, nonce: Buffer.from(nonce).toString("hex"), choice }))
      .map((line) => `${line}\n`)
      .join("");
    if (ballots.length < rowsAtOnce) return;
    receipt = ballots.at(-1)?.receipt ?? receipt;
  }
}

/** SHA-256 of the ballot file as it is published. */
export async function ballotFileHash(db: Read, voteId: string): Promise<string> {
  const sum = createHash("sha256");
  for await (const lines of ballotLines(db, voteId)) sum.update(lines);
  return sum.digest("hex");
}
