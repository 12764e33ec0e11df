import { canonical, type Plain } from "./canonical";
import type { EntryKind } from "./entry-kinds";

/** One entry of a minute book, as it is published. */
export interface Entry {
  parish: string;
  number: number;
  /** Instant of the entry, ISO 8601 in UTC with milliseconds. */
  at: string;
  kind: EntryKind;
  body: Plain;
  /** Hash of the entry before; empty for the first. */
  previousHash: string;
  hash: string;
}

/** SHA-256 of a text, in hexadecimal. Passed in, because the domain does no input or output. */
export type Sha256 = (text: string) => string;

/** The hash of an entry: over its parish, number, instant, kind, body and the hash of the entry before. */
export function entryHash(sha256: Sha256, entry: Omit<Entry, "hash">): string {
  return sha256(
    canonical({
      parish: entry.parish,
      number: entry.number,
      at: entry.at,
      kind: entry.kind,
      body: entry.body,
      previousHash: entry.previousHash,
    }),
  );
}

/**
 * Recomputes a whole minute book.
 *
 * @returns the problems found, in plain words, each naming the entry; empty when the book is whole.
 */
export function bookProblems(sha256: Sha256, entries: readonly Entry[]): string[] {
  const problems: string[] = [];
  let previousHash = "";
  entries.forEach((entry, index) => {
    const number = index + 1;
    if (entry.number !== number) problems.push(`Entry ${number} is missing: the book has entry ${entry.number} there.`);
    if (entry.previousHash !== previousHash)
      problems.push(`Entry ${entry.number} does not follow on the entry before it.`);
    if (entryHash(sha256, entry) !== entry.hash)
      problems.push(`Entry ${entry.number} was changed after it was written.`);
    previousHash = entry.hash;
  });
  return problems;
}
