import type { Plain } from "~/domain/record/canonical";
import { entryHash } from "~/domain/record/chain";
import type { EntryKind } from "~/domain/record/entry-kinds";
import { type Tx, toJson } from "../persistence/db";
import { sha256 } from "./log-hashes";

/**
 * Adds an entry to a parish's minute book, in the transaction of what it records.
 * The parish's row must be locked, or is locked by this; entries are numbered and chained one after the other.
 *
 * @param at the instant of what is recorded, which is the instant that the caller compared its deadline with.
 */
export async function appendMinute(
  tx: Tx,
  parishId: string,
  at: Date,
  kind: EntryKind,
  body: { [key: string]: Plain | undefined },
): Promise<void> {
  const rows = await tx.$queryRaw<{ slug: string; minute_count: number; minute_head: string }[]>`
    SELECT slug, minute_count, minute_head FROM parish WHERE id = ${parishId}::uuid FOR NO KEY UPDATE`;
  const parish = rows[0];
  if (!parish) throw new Error(`no parish ${parishId} to write a minute for`);
  // What the database keeps is what is hashed: keys without a value do not survive JSON.
  const kept = JSON.parse(JSON.stringify(body)) as { [key: string]: Plain };
  const entry = {
    parish: parish.slug,
    number: parish.minute_count + 1,
    at: at.toISOString(),
    kind,
    body: kept,
    previousHash: parish.minute_head,
  };
  const hash = entryHash(sha256, entry);
  await tx.minuteEntry.create({
    data: { parishId, number: entry.number, at, kind, body: toJson(kept), previousHash: entry.previousHash, hash },
  });
  await tx.parish.update({ where: { id: parishId }, data: { minuteCount: entry.number, minuteHead: hash } });
}
