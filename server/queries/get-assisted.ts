import { stepRuling } from "~/domain/proposal/proposal-steps";
import { dayInWords, whenInWords } from "~/domain/time/words";
import { identityChecks } from "~/forms/people";
import type { Read } from "../persistence/db";
import { consentRulingOf, findDuties } from "./find-duty";
import { findParishById, parishStateOf } from "./find-parish";
import { standingsOfSome } from "./proposal-facts";

/** Somebody without e-mail whom an officer of the council registered. */
export interface AssistedLine {
  id: string;
  name: string;
  ward: string;
  since: string;
}

/** What residents of a council can sign on paper now. */
export interface Signable {
  kind: "support" | "seconding";
  /** Slug of the parish, or the proposal's id. */
  id: string;
  title: string;
  parish: string;
}

const mostListed = 50;

/** The newest of a council's assisted residents. */
export async function listAssisted(db: Read, councilId: string): Promise<AssistedLine[]> {
  const homes = await db.residency.findMany({
    where: { endedAt: null, confirmedAt: { not: null }, ward: { councilId }, person: { email: null } },
    orderBy: [{ confirmedAt: "desc" }, { id: "asc" }],
    take: mostListed,
    select: { confirmedAt: true, person: { select: { id: true, name: true } }, ward: { select: { name: true } } },
  });
  return homes.map(({ confirmedAt, person, ward }) => ({
    ...person,
    ward: ward.name,
    since: dayInWords(confirmedAt as Date),
  }));
}

/** Charters that gather support and proposals that look for seconders, in the area of a council. */
export async function listSignable(db: Read, councilId: string, now: Date): Promise<Signable[]> {
  const [parishes, open] = await Promise.all([
    db.parish.findMany({ where: { councilId }, orderBy: [{ name: "asc" }, { id: "asc" }] }),
    db.proposal.findMany({
      where: { parish: { councilId }, submittedAt: { not: null }, secondedAt: null, withdrawnAt: null },
      orderBy: { number: "desc" },
      select: { id: true, parishId: true, title: true },
    }),
  ]);
  const standings = await standingsOfSome(db, open, now);
  const lines: Signable[] = [];
  for (const parish of parishes) {
    const state = parishStateOf(parish, now);
    if (state === "gathering") {
      lines.push({ kind: "support", id: parish.slug, title: `The charter of ${parish.name}`, parish: parish.name });
    } else if (state === "active") {
      const seconding = open.filter(
        (one) => one.parishId === parish.id && standings.get(one.id)?.state === "seconding",
      );
      for (const one of seconding) lines.push({ kind: "seconding", id: one.id, title: one.title, parish: parish.name });
    }
  }
  return lines;
}

/** The wards of a parish, by what can be signed there; null when there is nothing of that kind. */
export async function findSignable(db: Read, kind: Signable["kind"], id: string, now: Date) {
  const proposal = kind === "seconding" ? await db.proposal.findUnique({ where: { id } }) : null;
  const parish = await db.parish.findUnique({ where: proposal ? { id: proposal.parishId } : { slug: id } });
  const found = parish && (await findParishById(db, parish.id, now));
  if (!found || (kind === "seconding" && !proposal)) return null;
  return {
    kind,
    id,
    title: proposal?.title ?? `The charter of ${found.row.name}`,
    parish: { id: found.row.id, name: found.row.name, slug: found.row.slug },
    councilId: found.row.councilId,
    wardIds: found.wardIds,
  };
}

/** What officers entered in a resident's name, to be given to them on paper. */
export interface AssistedSheet {
  name: string;
  ward: string;
  isAged16: boolean;
  registered: string;
  /** How the officer made sure who they are; empty for somebody who registered themselves. */
  check: string;
  entries: { key: string; what: string; when: string; post: string }[];
  /** Votes for which they were given a paper. */
  papers: { key: string; question: string; closes: string }[];
  /** What they can still sign about proposals that they second; nothing for somebody with e-mail, who does it themselves. */
  open: OpenSeconding[];
  /** Charters that still gather supporters, and that they support. */
  openSupports: OpenSupport[];
  isAssisted: boolean;
}

/** A charter that an assisted resident supports, from which they can still take their name off on paper. */
export interface OpenSupport {
  slug: string;
  parish: string;
  /** For `may`. */
  parishId: string;
}

/** A proposal that an assisted resident seconds, with what they can still say about it on paper. */
export interface OpenSeconding {
  proposalId: string;
  title: string;
  parish: string;
  /** For `may`. */
  parishId: string;
  canWithdraw: boolean;
  /** Whether they are asked about a changed answer of the council, until when, and what they have said. */
  consent: { until: string; mine: boolean | null } | null;
}

/** The sheet of a confirmed resident of a council; null when there is none. */
export async function getAssistedSheet(
  db: Read,
  councilId: string,
  personId: string,
  now: Date,
): Promise<AssistedSheet | null> {
  const home = await db.residency.findFirst({
    where: { personId, endedAt: null, confirmedAt: { not: null }, ward: { councilId } },
    include: { person: true, ward: { select: { name: true } } },
  });
  if (!home) return null;
  const entered = { personId, enteredById: { not: null } };
  const [supports, seconds, papers] = await Promise.all([
    db.supporter.findMany({ where: entered, include: { parish: true } }),
    db.seconder.findMany({
      where: { personId, withdrawnAt: null },
      include: { proposal: { select: { id: true, title: true, parishId: true, parish: { select: { name: true } } } } },
    }),
    db.$queryRaw<{ id: string; question: string; closes_at: Date }[]>`
      SELECT vote.id, vote.question, vote.closes_at FROM vote JOIN vote_roll ON vote_roll.vote_id = vote.id
      WHERE vote_roll.person_id = ${personId}::uuid AND vote.papers_issued > 0 AND has_paper(vote.id, ${personId}::uuid)
      ORDER BY vote.closes_at DESC, vote.id LIMIT ${mostListed}`,
  ]);
  const entries = [
    ...supports.map((one) => ({
      at: one.at,
      key: one.parishId,
      what: `Support of the charter of ${one.parish.name}`,
      post: one.enteredByPost,
    })),
    ...seconds
      .filter(({ enteredById }) => enteredById !== null)
      .map((one) => ({
        at: one.at,
        key: one.proposalId,
        what: `Seconding of “${one.proposal.title}” in ${one.proposal.parish.name}`,
        post: one.enteredByPost,
      })),
  ].sort((one, other) => one.at.getTime() - other.at.getTime());
  const isAssisted = home.person.email === null;
  const gathering = supports.filter(({ parish }) => isAssisted && parishStateOf(parish, now) === "gathering");
  const seconded = isAssisted ? seconds.map(({ proposal }) => proposal) : [];
  const check = home.identityCheck as keyof typeof identityChecks | "";
  return {
    name: home.person.name,
    ward: home.ward.name,
    isAged16: home.isAged16,
    registered: dayInWords(home.confirmedAt as Date),
    check: check && identityChecks[check],
    entries: entries.map(({ at, ...one }) => ({ ...one, when: dayInWords(at) })),
    papers: papers.map((one) => ({ key: one.id, question: one.question, closes: dayInWords(one.closes_at) })),
    open: await openSecondings(db, personId, seconded, now),
    openSupports: gathering.map(({ parish }) => ({ slug: parish.slug, parish: parish.name, parishId: parish.id })),
    isAssisted,
  };
}

async function openSecondings(
  db: Read,
  personId: string,
  seconded: readonly { id: string; title: string; parishId: string; parish: { name: string } }[],
  now: Date,
): Promise<OpenSeconding[]> {
  const standings = await standingsOfSome(db, seconded, now);
  const duties = await findDuties(db, { proposalId: { in: seconded.map(({ id }) => id) } });
  return seconded.flatMap(({ id, title, parishId, parish }) => {
    const standing = standings.get(id);
    const canWithdraw = standing?.rules != null && stepRuling(standing.rules, "unsecond", standing.state).holds;
    const duty = duties.find(({ row }) => row.proposalId === id);
    const isAsked = duty && consentRulingOf(duty, now)?.outcome === "pending";
    const { consentUntil, consents } = duty?.row.response ?? {};
    const mine = consents?.find((one) => one.personId === personId)?.isConsent ?? null;
    const consent = isAsked && consentUntil ? { until: whenInWords(consentUntil), mine } : null;
    return canWithdraw || consent
      ? [{ proposalId: id, title, parish: parish.name, parishId, canWithdraw, consent }]
      : [];
  });
}
