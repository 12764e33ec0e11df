import { allOf, type Ruling } from "~/domain/act/ruling";
import { openingUnderOrderRuling } from "~/domain/act/s16-suspension";
import { openingInstant } from "~/domain/act/s25-window";
import {
  actingConvenorRuling,
  convenorState,
  requisitionedVote,
  requisitionRuling,
  requisitionThreshold,
} from "~/domain/act/s53-convenors-office";
import type { ParishState } from "~/domain/parish/parish-state";
import type { Actor, Office } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { civilDateOf } from "~/domain/time/civil";
import { dayInWords } from "~/domain/time/words";
import type { VoteView } from "~/live/contract";
import type { Read } from "../persistence/db";
import { countParishRoll, type FoundParish, findParish } from "./find-parish";
import {
  absenceOf,
  absenceWords,
  countSignatures,
  findOpenRequisition,
  listVolunteers,
  noRulesYet,
  officesRuling,
  vacancyOf,
} from "./office-facts";
import { takesProposalsRuling } from "./proposal-facts";
import { viewVote } from "./view-vote";

/** Somebody who holds or held an office. */
export interface OfficeHolder {
  key: string;
  office: Office;
  name: string;
  /** "since Monday 4 January 2027", or both days for somebody who has left. */
  when: string;
  /** When they say that they are away, in words; empty when they are not. */
  away: string;
}

/** The demand for a vote on the convenor that is open. */
export interface RequisitionView {
  id: string;
  candidate: string;
  startedWords: string;
  signatures: number;
  needed: number;
  /** How many must sign, with the arithmetic. */
  ruling: Ruling;
  vote: VoteView | null;
  hasSigned: boolean;
  isStarter: boolean;
}

/** The convenor's office of a parish for one reader. */
export interface ConvenorPage {
  parish: { slug: string; name: string; state: ParishState };
  /** Whether offices change hands in this state of the parish, and if not, why. */
  standing: Ruling;
  holders: OfficeHolder[];
  past: OfficeHolder[];
  /** Who acts as convenor now; null where the offices are over or the founders still choose. */
  acting: Ruling | null;
  vacancy: Ruling | null;
  conflicts: { key: string; number: number; title: string; person: string; office: Office }[];
  volunteers: Record<Office, { id: string; name: string }[]>;
  requisition: RequisitionView | null;
  /** Whether a demand for a vote can be made and signed at all now, and if not, why. */
  demanding: Ruling | null;
  /** How many must sign, of how many on the roll. */
  needed: { signatures: number; roll: number } | null;
  /** Demands that ended, the latest first. */
  ended: { key: string; candidate: string; when: string; reason: string }[];
  reader: {
    isSignedIn: boolean;
    office: Office | null;
    isAway: boolean;
    isOnRoll: boolean;
    /** What the reader has offered to do. */
    offers: Office[];
    mayNameDeputy: boolean;
    maySign: Ruling;
  };
}

/** The convenor's office of a parish; null when there is no such parish. Who has signed a demand for a vote is never given. */
export async function getConvenor(db: Read, actor: Actor, slug: string, now: Date): Promise<ConvenorPage | null> {
  const found = await findParish(db, slug, now);
  if (!found) return null;
  const { row, rules } = found;
  const standing = officesRuling(found);
  const subject = { parishId: row.id, councilId: row.councilId, wardIds: found.wardIds };
  const [offices, conflicts, deputies, convenors, mine, open, closed, roll, vacancy] = await Promise.all([
    db.parishOffice.findMany({
      where: { parishId: row.id },
      orderBy: [{ office: "asc" }, { fromAt: "desc" }],
      include: { person: { select: { name: true } } },
    }),
    db.conflictOfInterest.findMany({
      where: { proposal: { parishId: row.id }, withdrawnAt: null },
      orderBy: { declaredAt: "desc" },
      include: { person: { select: { name: true } }, proposal: { select: { number: true, title: true } } },
    }),
    listVolunteers(db, found, "deputy"),
    listVolunteers(db, found, "convenor"),
    actor.personId ? db.officeVolunteer.findMany({ where: { parishId: row.id, personId: actor.personId } }) : [],
    standing.holds ? findOpenRequisition(db, row.id) : null,
    db.requisition.findMany({
      where: { parishId: row.id, closedAt: { not: null } },
      orderBy: { closedAt: "desc" },
      include: { candidate: { select: { name: true } } },
    }),
    countParishRoll(db, found.wardIds),
    vacancyOf(db, found, now),
  ]);
  const holder = (office: (typeof offices)[number]): OfficeHolder => ({
    key: office.id,
    office: office.office,
    name: office.person.name,
    when: office.endedAt
      ? `${dayInWords(office.fromAt)} to ${dayInWords(office.endedAt)}`
      : `since ${dayInWords(office.fromAt)}`,
    away: office.endedAt ? "" : absenceWords(office, now),
  });
  const live = offices.filter(({ endedAt }) => endedAt === null);
  const convenor = live.find(({ office }) => office === "convenor");
  const own = live.find(({ personId }) => personId === actor.personId);
  const state = convenorState(convenor ? absenceOf(convenor) : null, civilDateOf(now));
  const hasDeputy = live.some(({ office }) => office === "deputy");
  return {
    parish: { slug: row.slug, name: row.name, state: found.state },
    standing,
    holders: live.map(holder),
    past: offices.filter(({ endedAt }) => endedAt !== null).map(holder),
    acting: standing.holds && rules ? actingConvenorRuling(rules, { convenor: state, hasDeputy }) : null,
    vacancy,
    conflicts: conflicts.map(({ id, office, person, proposal }) => ({
      key: id,
      office,
      person: person.name,
      number: proposal.number,
      title: proposal.title,
    })),
    volunteers: { convenor: convenors, deputy: deputies },
    requisition: open && (await requisitionView(db, found, open, actor, now)),
    demanding: demandingRuling(found, now),
    needed: rules && { signatures: requisitionThreshold(rules, { roll }), roll },
    ended: closed.map(({ id, candidate, closedAt, closedReason }) => ({
      key: id,
      candidate: candidate.name,
      when: closedAt ? dayInWords(closedAt) : "",
      reason: closedReason,
    })),
    reader: {
      isSignedIn: actor.personId !== null,
      office: own?.office ?? null,
      isAway: own?.awayFrom != null,
      isOnRoll: may(actor, "office.volunteer", subject).holds,
      offers: mine.map(({ office }) => office),
      mayNameDeputy: standing.holds && !hasDeputy && may(actor, "office.name_deputy", subject).holds,
      maySign: may(actor, "convenor.sign", subject),
    },
  };
}

/**
 * Whether a vote on the convenor could be demanded now: the parish is active, a safe day is left to open it, and the council has ordered
 * nothing that takes effect before that day. Null until residents have approved the parish.
 */
export function demandingRuling(found: FoundParish, now: Date): Ruling | null {
  const { rules, term, row } = found;
  if (!rules || !term) return null;
  const active = takesProposalsRuling(found, now);
  if (!active.holds) return active;
  const { opensOn, ruling } = requisitionedVote(rules, { ...term, now });
  const orderedFrom = [row.suspendedAt, row.revokedAt];
  return allOf(ruling, openingUnderOrderRuling(rules, { orderedFrom, opensAt: openingInstant(opensOn) }));
}

async function requisitionView(
  db: Read,
  found: FoundParish,
  open: NonNullable<Awaited<ReturnType<typeof findOpenRequisition>>>,
  actor: Actor,
  now: Date,
): Promise<RequisitionView> {
  const [counted, vote, signed] = await Promise.all([
    countSignatures(db, found, open.id),
    open.voteId ? db.vote.findUnique({ where: { id: open.voteId } }) : null,
    actor.personId ? db.requisitionSignature.count({ where: { requisitionId: open.id, personId: actor.personId } }) : 0,
  ]);
  // Once there is a vote, what counts is how it stood when the vote was called.
  const facts = { roll: open.roll ?? counted.roll, signatures: open.signed ?? counted.signatures };
  const rules = found.rules ?? noRulesYet;
  return {
    id: open.id,
    candidate: open.candidate.name,
    startedWords: dayInWords(open.startedAt),
    signatures: facts.signatures,
    needed: requisitionThreshold(rules, facts),
    ruling: requisitionRuling(rules, facts),
    vote: vote && viewVote(vote, now),
    hasSigned: signed > 0,
    isStarter: open.startedById === actor.personId,
  };
}
