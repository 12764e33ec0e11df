import type { HeldElsewhere } from "~/domain/act/s07-overlap";
import { isLive, parishState } from "~/domain/parish/parish-state";
import { type Read, rulesOf } from "../persistence/db";

/**
 * What other live parishes hold on the same ground at an instant (section 7): the powers of their registers, and those that a council
 * has granted for good in a charter that residents have still to vote on.
 *
 * @param wardIds the wards of the parish that asks
 */
export async function findPowersElsewhere(
  db: Read,
  facts: { parishId: string; wardIds: readonly string[]; now: Date },
): Promise<HeldElsewhere[]> {
  const { parishId, wardIds, now } = facts;
  const parishes = await db.parish.findMany({
    where: {
      id: { not: parishId },
      reviewCompletedAt: { not: null },
      wards: { some: { wardId: { in: [...wardIds] } } },
    },
    include: {
      wards: { include: { ward: { select: { gss: true } } } },
      powers: true,
      powerRequests: { where: { decision: { in: ["grant", "grant_with_conditions"] }, power: null } },
    },
  });
  return parishes.flatMap((parish) => {
    const state = parishState({ ...parish, rules: parish.rules === null ? null : rulesOf(parish.rules) }, now);
    if (!isLive(state)) return [];
    const wards = parish.wards.map((one) => one.ward.gss);
    const held = parish.powers
      .filter((power) => power.lapsesAt > now && !(power.revokedAt && power.revokedAt <= now))
      .map((power) => ({ parish: parish.name, power: power.catalogueId, wards, delegatedAt: power.grantedFrom }));
    const granted = parish.powerRequests.map((request) => ({
      parish: parish.name,
      power: request.catalogueId,
      wards,
      delegatedAt: request.decidedAt ?? (parish.reviewCompletedAt as Date),
    }));
    return [...held, ...granted];
  });
}
