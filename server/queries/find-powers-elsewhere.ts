import { powerOf } from "~/domain/act/catalogue";
import type { HeldElsewhere } from "~/domain/act/s07-overlap";
import { isLive, type ParishState } from "~/domain/parish/parish-state";
import type { Read } from "../persistence/db";
import { parishStateOf } from "./find-parish";

/** A revocation whose appeal has still to be decided: what it took may come back, so nobody else is given it meanwhile. */
const contested = { kind: "revoke", endedAt: null, appeal: { is: { decidedAt: null } } } as const;

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
      powers: { include: { suspensions: { where: contested, select: { id: true } } } },
      suspensions: { where: { ...contested, powerId: null }, select: { id: true } },
      powerRequests: { where: { decision: { in: ["grant", "grant_with_conditions"] }, power: null } },
    },
  });
  return parishes.flatMap((parish) => {
    const isContested = parish.suspensions.length > 0;
    if (!isLive(parishStateOf(isContested ? { ...parish, revokedAt: null } : parish, now))) return [];
    const wards = parish.wards.map((one) => one.ward.gss);
    const held = parish.powers
      .filter(({ lapsesAt, revokedAt, suspensions }) => {
        const isTaken = revokedAt !== null && revokedAt <= now && suspensions.length === 0;
        return lapsesAt > now && !isTaken;
      })
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

/** Another parish that asks for the same power on the same ground, and has not been given it yet. */
export interface AskedElsewhere {
  parish: { slug: string; name: string; state: ParishState };
  /** The plain names of the powers. */
  powers: string[];
  /** The names of the wards that both stand on. */
  wards: string[];
}

/**
 * Other parishes that ask for the same powers on the same ground and wait for their council (section 7): drafts too, so that founders hear
 * of each other early. It is no refusal, since nobody knows yet to whom the council gives a power first.
 *
 * @param facts.powers ids in the catalogue
 */
export async function findPowersAskedElsewhere(
  db: Read,
  facts: { parishId: string; wardIds: readonly string[]; powers: readonly string[]; now: Date },
): Promise<AskedElsewhere[]> {
  const wardId = { in: [...facts.wardIds] };
  const catalogueId = { in: [...facts.powers] };
  const parishes = await db.parish.findMany({
    where: {
      id: { not: facts.parishId },
      reviewCompletedAt: null,
      withdrawnAt: null,
      declinedAt: null,
      wards: { some: { wardId } },
      powerRequests: { some: { catalogueId } },
    },
    orderBy: [{ createdAt: "asc" }, { slug: "asc" }],
    include: {
      wards: { where: { wardId }, select: { ward: { select: { name: true } } } },
      powerRequests: { where: { catalogueId }, select: { catalogueId: true } },
    },
  });
  return parishes.flatMap((parish) => {
    const state = parishStateOf(parish, facts.now);
    if (!isLive(state)) return [];
    return {
      parish: { slug: parish.slug, name: parish.name, state },
      powers: parish.powerRequests.map((asked) => powerOf(asked.catalogueId)?.name ?? asked.catalogueId).sort(),
      wards: parish.wards.map(({ ward }) => ward.name).sort(),
    };
  });
}
