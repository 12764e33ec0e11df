import type { Rules } from "~/domain/act/ruling";
import { isLive, parishState } from "~/domain/parish/parish-state";
import { instant, rulesOf, type Tx } from "../persistence/db";
import { appendMinute } from "./minute-book";

/** A claim as it stands once it is locked. */
export interface LockedClaim {
  now: Date;
  claim: NonNullable<Awaited<ReturnType<Tx["residency"]["findUnique"]>>>;
  /** Parishes whose area holds the ward and that are neither over nor refused. */
  liveParishIds: string[];
}

/**
 * Locks every parish of a ward, in one order, and then a claim to live there; then reads the clock. The parishes come first
 * because the confirmation is written into their minute books.
 */
export async function lockClaim(tx: Tx, claimId: string, wardId: string): Promise<LockedClaim | null> {
  await tx.$queryRaw`
    SELECT parish.id FROM parish JOIN parish_ward ON parish_ward.parish_id = parish.id
    WHERE parish_ward.ward_id = ${wardId}::uuid ORDER BY parish.id FOR NO KEY UPDATE OF parish`;
  await tx.$queryRaw`SELECT 1 FROM residency WHERE id = ${claimId}::uuid FOR UPDATE`;
  const now = await instant(tx);
  const claim = await tx.residency.findUnique({ where: { id: claimId } });
  if (!claim) return null;
  const parishes = await tx.parish.findMany({ where: { wards: { some: { wardId } } }, orderBy: { id: "asc" } });
  const liveParishIds = parishes
    .filter((parish) => isLive(parishState({ ...parish, rules: frozenRules(parish.rules) }, now)))
    .map((parish) => parish.id);
  return { now, claim, liveParishIds };
}

function frozenRules(column: Parameters<typeof rulesOf>[0]): Rules | null {
  return column === null ? null : rulesOf(column);
}

/**
 * Writes the confirmation of a locked claim, and counts it in the minute book of every live parish of the ward under the
 * officer's name (section 24). The address is not needed any more and is removed. Nothing in the minute tells who was confirmed.
 */
export async function writeConfirmation(
  tx: Tx,
  locked: LockedClaim,
  by: { way: "officer" | "posted_code"; officerId: string | null; officerName: string },
): Promise<void> {
  const { claim, now } = locked;
  await tx.residency.update({
    where: { id: claim.id },
    data: {
      confirmedAt: now,
      confirmedBy: by.way,
      confirmedById: by.officerId,
      address: null,
      postedCodeHash: null,
      postedCodeExpiresAt: null,
      postedCodeTriesLeft: 0,
    },
  });
  for (const parishId of locked.liveParishIds) {
    await appendMinute(tx, parishId, now, "residents_confirmed", { count: 1, way: by.way, officer: by.officerName });
  }
}
