import { isSlug } from "~/domain/parish/slug";
import type { Actor } from "~/domain/permissions/actor";
import { lockParish, type Tx } from "../persistence/db";
import { type FoundParish, findParishById } from "../queries/find-parish";
import { asOf } from "./as-of";

/** A parish that is locked, as it stands at the instant after the lock. */
export interface LockedParish<A extends Actor = Actor> {
  found: FoundParish;
  now: Date;
  /** Whoever asked, with what they hold now that it is locked. */
  actor: A;
}

/**
 * Locks the parish at an address for the rest of the transaction and reads it, and what whoever asks holds, as they stand at the instant after the
 * lock. Answers null when there is no such parish.
 */
export async function lockParishAt<A extends Actor>(tx: Tx, asking: A, slug: string): Promise<LockedParish<A> | null> {
  if (!isSlug(slug)) return null;
  const row = await tx.parish.findUnique({ where: { slug }, select: { id: true } });
  if (!row) return null;
  const now = await lockParish(tx, row.id);
  const found = now && (await findParishById(tx, row.id, now));
  return found ? { found, now, actor: await asOf(tx, asking) } : null;
}

/** What is said where there is no parish. */
export const noSuchParish = "There is no parish at this address.";
