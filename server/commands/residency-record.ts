import { isLive, type ParishState } from "~/domain/parish/parish-state";
import { instant, type Tx } from "../persistence/db";
import { countParishRoll, parishStateOf } from "../queries/find-parish";
import { appendMinute } from "./minute-book";

/**
 * Whether a parish's minute book goes on telling how many are on its roll: while it is live, and while it may yet be given back what the
 * council took.
 */
export function keepsRoll(state: ParishState): boolean {
  return isLive(state) || state === "revoked";
}

/** How many are on the roll of a parish now. */
export async function countRollOf(tx: Tx, parishId: string): Promise<number> {
  const wards = await tx.parishWard.findMany({ where: { parishId }, select: { wardId: true } });
  return countParishRoll(
    tx,
    wards.map(({ wardId }) => wardId),
  );
}

/** A claim as it stands once it is locked. */
export interface LockedClaim {
  now: Date;
  claim: NonNullable<Awaited<ReturnType<Tx["residency"]["findUnique"]>>>;
  /** Parishes whose area holds the ward and whose books tell how many are on the roll. */
  parishIds: string[];
}

/** Locks every parish of a ward, in one order: what becomes of a residency there may have to stand in their minute books. */
export async function lockParishesOfWard(tx: Tx, wardId: string): Promise<void> {
  await tx.$queryRaw`
    SELECT parish.id FROM parish JOIN parish_ward ON parish_ward.parish_id = parish.id
    WHERE parish_ward.ward_id = ${wardId}::uuid ORDER BY parish.id FOR NO KEY UPDATE OF parish`;
}

/**
 * Locks a person, the parishes of the ward they live in or claim to, and that one home; answers it as it stands then, or null. One
 * change of a person's home comes after the other, so that none of them finds two.
 */
export async function lockHomeOf(tx: Tx, personId: string) {
  await tx.$queryRaw`SELECT 1 FROM person WHERE id = ${personId}::uuid FOR NO KEY UPDATE`;
  const where = { personId, endedAt: null, refusedAt: null };
  const live = await tx.residency.findFirst({ where, select: { id: true, wardId: true } });
  if (!live) return null;
  await lockParishesOfWard(tx, live.wardId);
  await tx.$queryRaw`SELECT 1 FROM residency WHERE id = ${live.id}::uuid FOR UPDATE`;
  return tx.residency.findFirst({ where });
}

/**
 * Locks every parish of a ward, in one order, and then a claim to live there; then reads the clock. The parishes come first
 * because the confirmation is written into their minute books.
 */
export async function lockClaim(tx: Tx, claimId: string, wardId: string): Promise<LockedClaim | null> {
  await lockParishesOfWard(tx, wardId);
  await tx.$queryRaw`SELECT 1 FROM residency WHERE id = ${claimId}::uuid FOR UPDATE`;
  const now = await instant(tx);
  const claim = await tx.residency.findUnique({ where: { id: claimId } });
  if (!claim) return null;
  const parishes = await tx.parish.findMany({ where: { wards: { some: { wardId } } }, orderBy: { id: "asc" } });
  const parishIds = parishes.filter((parish) => keepsRoll(parishStateOf(parish, now))).map((parish) => parish.id);
  return { now, claim, parishIds };
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
  for (const parishId of locked.parishIds) {
    await appendMinute(tx, parishId, now, "residents_confirmed", {
      count: 1,
      way: by.way,
      officer: by.officerName,
      roll: await countRollOf(tx, parishId),
    });
  }
}
