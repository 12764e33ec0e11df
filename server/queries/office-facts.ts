import { allow, type Rules, type Ruling, refuse } from "~/domain/act/ruling";
import { type Absence, requisitionRuling, vacancyRuling, vacantSince } from "~/domain/act/s53-convenors-office";
import { isLive } from "~/domain/parish/parish-state";
import type { Office } from "~/domain/permissions/actor";
import type { ProposalDuties } from "~/domain/permissions/may";
import { civilDateOf, compareDates } from "~/domain/time/civil";
import { dayInWords } from "~/domain/time/words";
import { fromDateColumn, type Prisma, type Read, rulesOf } from "../persistence/db";
import { countParishRoll, type FoundParish, parishStateOf } from "./find-parish";

/** What a ruling on a draft cites: the Act, and no schedule yet. */
export const noRulesYet: Rules = { actVersion: 1, scheduleVersion: 0, parameters: {} };

/** Whether offices change hands in a parish now: not in a draft, where the founders choose, nor once it is over. */
export function officesRuling({ rules, state }: FoundParish): Ruling {
  if (state === "draft" || rules === null) {
    return refuse(rules ?? noRulesYet, {
      sections: ["s5", "s53"],
      sentence: "This is a draft: its founders choose the convenor and the deputy in the charter.",
    });
  }
  if (state === "revoked") {
    return refuse(rules, {
      sections: ["s16", "s53"],
      sentence: "The council has taken all powers of this parish back, so its offices do not change hands.",
    });
  }
  if (!isLive(state)) {
    return refuse(rules, {
      sections: ["s40"],
      sentence: "This parish is over, so its offices are too. Its record stays here to be read.",
    });
  }
  return allow(rules, { sections: ["s53"], sentence: "The offices of this parish may change hands." });
}

/** The days on which the holder of an office says that they are away, in words; empty when there are none to come. */
export function absenceWords(held: { awayFrom: Date | null; awayUntil: Date | null }, now: Date): string {
  const { awayFrom, awayUntil } = absenceOf(held);
  if (!awayFrom || !awayUntil || compareDates(awayUntil, civilDateOf(now)) < 0) return "";
  return `away from ${dayInWords(awayFrom)} to ${dayInWords(awayUntil)}`;
}

/** The same as civil days. */
export function absenceOf(held: { awayFrom: Date | null; awayUntil: Date | null }): Absence {
  return {
    awayFrom: held.awayFrom && fromDateColumn(held.awayFrom),
    awayUntil: held.awayUntil && fromDateColumn(held.awayUntil),
  };
}

/** People on the parish roll: confirmed residents of these wards now. */
function onRoll(wardIds: readonly string[]) {
  return {
    residencies: {
      some: { wardId: { in: [...wardIds] }, confirmedAt: { not: null }, endedAt: null, refusedAt: null },
    },
  } satisfies Prisma.PersonWhereInput;
}

/** Whether somebody is on the parish roll now. */
export async function isOnParishRoll(db: Read, wardIds: readonly string[], personId: string): Promise<boolean> {
  return (await db.person.count({ where: { id: personId, ...onRoll(wardIds) } })) > 0;
}

/** The person on the parish roll with an e-mail address; null when there is none. */
export function findOnParishRoll(db: Read, wardIds: readonly string[], email: string) {
  return db.person.findFirst({ where: { email, ...onRoll(wardIds) }, select: { id: true, name: true } });
}

/** People on the parish roll who have offered to hold an office, the first to offer first. */
export async function listVolunteers(
  db: Read,
  found: FoundParish,
  office: Office,
): Promise<{ id: string; name: string }[]> {
  const rows = await db.officeVolunteer.findMany({
    where: { parishId: found.row.id, office, person: onRoll(found.wardIds) },
    orderBy: [{ at: "asc" }, { personId: "asc" }],
    select: { person: { select: { id: true, name: true } } },
  });
  return rows.map(({ person }) => person);
}

/** The demand for a vote on the convenor that is open in a parish; null when there is none. One whose vote was cancelled is not open. */
export function findOpenRequisition(db: Read, parishId: string) {
  return db.requisition.findFirst({
    where: { parishId, closedAt: null, OR: [{ voteId: null }, { vote: { cancelledAt: null } }] },
    include: { candidate: { select: { id: true, name: true } } },
  });
}

/** How a requisition stands against the parish roll now. Names of people who have left the roll no longer count. */
export async function countSignatures(
  db: Read,
  found: FoundParish,
  requisitionId: string,
): Promise<{ roll: number; signatures: number; ruling: Ruling }> {
  const roll = await countParishRoll(db, found.wardIds);
  const signatures = await db.requisitionSignature.count({
    where: { requisitionId, person: onRoll(found.wardIds) },
  });
  return { roll, signatures, ruling: requisitionRuling(found.rules ?? noRulesYet, { roll, signatures }) };
}

/** Who may do the duties of an office on one proposal, from the conflicts that were declared on it. */
export async function proposalDuties(db: Read, found: FoundParish, proposalId: string): Promise<ProposalDuties> {
  const conflicts = await db.conflictOfInterest.findMany({
    where: { proposalId, withdrawnAt: null },
    select: { personId: true },
  });
  const acting = await db.actingPerson.findFirst({
    where: { proposalId, endedAt: null },
    select: { personId: true },
  });
  const conflictedIds = conflicts.map(({ personId }) => personId);
  return {
    conflictedIds,
    isAnyoneLeft: found.row.offices.some(({ personId }) => !conflictedIds.includes(personId)),
    actingId: acting?.personId ?? null,
  };
}

/**
 * What the Act says about a parish that has neither convenor nor deputy: `vacant`, or `reported` once the council and the Commissioner
 * are told. Null for a parish that has one of them, that is a draft, or that is over.
 */
export async function vacancyOf(db: Read, found: FoundParish, now: Date): Promise<Ruling | null> {
  if (found.row.offices.length > 0) return null;
  const offices = await db.parishOffice.findMany({ where: { parishId: found.row.id }, select: { endedAt: true } });
  return vacancyIn(found, offices, now);
}

/** The same from every holding of an office that the parish has had. */
export function vacancyIn(found: FoundParish, offices: readonly { endedAt: Date | null }[], now: Date): Ruling | null {
  if (found.rules === null || !officesRuling(found).holds) return null;
  const since = vacantSince(offices);
  return since && vacancyRuling(found.rules, { vacantSince: since, now });
}

/** A parish that the council and the Commissioner are told of, because nobody holds an office in it. */
export interface VacantParish {
  slug: string;
  name: string;
  ruling: Ruling;
}

/** Parishes whose vacancy is reported at an instant, of one council or, for the Commissioner, of all. */
export async function listVacantParishes(db: Read, which: { councilId?: string }, now: Date): Promise<VacantParish[]> {
  const rows = await db.parish.findMany({
    where: {
      councilId: which.councilId,
      gatheringOpenedAt: { not: null },
      offices: { none: { endedAt: null }, some: {} },
    },
    include: { offices: { select: { endedAt: true } } },
    orderBy: { name: "asc" },
  });
  return rows.flatMap((row) => {
    const since = vacantSince(row.offices);
    if (!since || row.rules === null || !isLive(parishStateOf(row, now))) return [];
    const ruling = vacancyRuling(rulesOf(row.rules), { vacantSince: since, now });
    return ruling.outcome === "reported" ? [{ slug: row.slug, name: row.name, ruling }] : [];
  });
}
