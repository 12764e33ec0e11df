import { isLive } from "~/domain/parish/parish-state";
import type { Office } from "~/domain/permissions/actor";
import type { Tx } from "../persistence/db";
import { parishStateOf } from "../queries/find-parish";
import { appendMinute } from "./minute-book";
import { countRollOf, keepsRoll } from "./residency-record";

/** Somebody as a minute book names them. */
export interface NamedPerson {
  id: string;
  name: string;
}

/**
 * Gives somebody an office of a locked parish, in the transaction of what decided it. Whoever held it, and a deputy who becomes convenor,
 * leaves the old office at the same instant.
 */
export async function takeOffice(
  tx: Tx,
  parishId: string,
  at: Date,
  taken: { office: Office; person: NamedPerson; vote?: string; by?: string },
): Promise<void> {
  const { office, person, vote, by } = taken;
  await tx.parishOffice.updateMany({
    where: { parishId, endedAt: null, OR: [{ office }, { personId: person.id }] },
    data: { endedAt: at },
  });
  await tx.parishOffice.create({ data: { parishId, personId: person.id, office, fromAt: at } });
  // Whoever holds the first office of a parish has nothing more to offer.
  await tx.officeVolunteer.deleteMany({
    where: { parishId, personId: person.id, ...(office === "deputy" && { office }) },
  });
  await appendMinute(tx, parishId, at, "office_taken", { vote, office, person: person.name, by });
}

/** Ends an office that somebody holds in a locked parish, and says why in the minute book. Answers whether they held one. */
export async function leaveOffice(
  tx: Tx,
  parishId: string,
  at: Date,
  left: { person: NamedPerson; reason: string },
): Promise<boolean> {
  const held = await tx.parishOffice.findFirst({ where: { parishId, personId: left.person.id, endedAt: null } });
  if (!held) return false;
  await tx.parishOffice.update({ where: { id: held.id }, data: { endedAt: at } });
  await appendMinute(tx, parishId, at, "office_left", {
    office: held.office,
    person: left.person.name,
    reason: left.reason,
  });
  return true;
}

/** Ends a demand for a vote on the convenor, of a locked parish. The names under it are destroyed. */
export async function closeRequisition(
  tx: Tx,
  requisition: { id: string; parishId: string; candidate: { name: string } },
  at: Date,
  closed: { reason: string; vote?: string },
): Promise<void> {
  await tx.requisitionSignature.deleteMany({ where: { requisitionId: requisition.id } });
  await tx.requisition.update({
    where: { id: requisition.id },
    data: { closedAt: at, closedReason: closed.reason },
  });
  await appendMinute(tx, requisition.parishId, at, "requisition_closed", {
    person: requisition.candidate.name,
    reason: closed.reason,
    vote: closed.vote,
  });
}

/**
 * What follows when somebody's confirmed home in a ward has ended: they are counted no more, leave the offices that they hold there, act no longer on proposals, and
 * are no candidates (section 53). The parishes of the ward must be locked.
 */
export async function leaveArea(tx: Tx, personId: string, wardId: string, at: Date): Promise<void> {
  const person = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { id: true, name: true } });
  const parishes = await tx.parish.findMany({ where: { wards: { some: { wardId } } }, orderBy: { id: "asc" } });
  for (const parish of parishes) {
    const parishId = parish.id;
    const state = parishStateOf(parish, at);
    if (keepsRoll(state)) {
      await appendMinute(tx, parishId, at, "resident_left", { count: 1, roll: await countRollOf(tx, parishId) });
    }
    if (!isLive(state)) continue;
    await leaveOffice(tx, parishId, at, { person, reason: "They no longer live in the parish" });
    await tx.officeVolunteer.deleteMany({ where: { parishId, personId } });
    await tx.actingPerson.updateMany({
      where: { personId, endedAt: null, proposal: { parishId } },
      data: { endedAt: at },
    });
    const standing = await tx.requisition.findFirst({
      where: { parishId, candidateId: personId, closedAt: null, voteId: null },
      include: { candidate: { select: { name: true } } },
    });
    if (standing) await closeRequisition(tx, standing, at, { reason: "The candidate no longer lives in the parish" });
  }
}
