import { isSlug } from "~/domain/parish/slug";
import { lockParish, type Tx } from "../persistence/db";
import { type FoundParish, findParishById } from "../queries/find-parish";

/**
 * Locks the parish at an address for the rest of the transaction and reads it as it stands at the instant after the lock.
 * Answers null when there is no such parish.
 */
export async function lockParishAt(tx: Tx, slug: string): Promise<{ found: FoundParish; now: Date } | null> {
  if (!isSlug(slug)) return null;
  const row = await tx.parish.findUnique({ where: { slug }, select: { id: true } });
  if (!row) return null;
  const now = await lockParish(tx, row.id);
  const found = now && (await findParishById(tx, row.id, now));
  return found ? { found, now } : null;
}

/** What is said where there is no parish. */
export const noSuchParish = "There is no parish at this address.";
