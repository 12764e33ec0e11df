import type { Plain } from "~/domain/record/canonical";
import { bookProblems, type Entry } from "~/domain/record/chain";
import { type EntryKind, entryKinds } from "~/domain/record/entry-kinds";
import { instantInWords } from "~/domain/time/words";
import { sha256 } from "../commands/log-hashes";
import type { Read } from "../persistence/db";
import { minuteLines } from "./minute-lines";

const pageSize = 50;

export interface MinuteLine {
  number: number;
  when: string;
  at: string;
  heading: string;
  facts: { name: string; words: string; href?: string }[];
  hash: string;
}

/** An entry as it is published and hashed. */
export function toEntry(
  slug: string,
  row: { number: number; at: Date; kind: string; body: unknown; previousHash: string; hash: string },
): Entry {
  return {
    parish: slug,
    number: row.number,
    at: row.at.toISOString(),
    kind: row.kind as EntryKind,
    body: row.body as Plain,
    previousHash: row.previousHash,
    hash: row.hash,
  };
}

/** A page of a parish's minute book, newest first, in words. `before` is the number to read down from. */
export async function listMinutes(db: Read, parish: { id: string; slug: string }, before: number | null) {
  const rows = await db.minuteEntry.findMany({
    where: { parishId: parish.id, ...(before ? { number: { lt: before } } : {}) },
    orderBy: { number: "desc" },
    take: pageSize + 1,
  });
  const page = rows.slice(0, pageSize);
  const lines: MinuteLine[] = page.map((row) => ({
    number: row.number,
    when: instantInWords(row.at),
    at: row.at.toISOString(),
    heading: entryKinds[row.kind as EntryKind] ?? row.kind,
    facts: minuteLines(parish.slug, row.kind as EntryKind, row.body as Record<string, Plain>),
    hash: row.hash,
  }));
  return { lines, next: rows.length > pageSize ? (page.at(-1)?.number ?? null) : null };
}

/** The whole book as it is published. */
export async function readBook(db: Read, parish: { id: string; slug: string }): Promise<Entry[]> {
  const rows = await db.minuteEntry.findMany({ where: { parishId: parish.id }, orderBy: { number: "asc" } });
  return rows.map((row) => toEntry(parish.slug, row));
}

/** Recomputes the chain of a whole book and answers what is wrong with it; empty when it is whole. */
export async function checkBook(db: Read, parish: { id: string; slug: string }): Promise<string[]> {
  return bookProblems(sha256, await readBook(db, parish));
}
