import { powerOf } from "~/domain/act/catalogue";
import { escalatesAt, silenceRuling } from "~/domain/act/s37-silence";
import { vacancyReportedAt, vacancyRuling, vacantSince } from "~/domain/act/s53-convenors-office";
import { isLive } from "~/domain/parish/parish-state";
import { isIdentifier } from "~/domain/record/identifier";
import { dutyTitleOf } from "~/domain/response/duty-kinds";
import { type MatterKind, type MatterState, matterKinds } from "~/domain/response/matters";
import { type Prisma, type Read, rulesOf } from "../persistence/db";
import { parishStateOf } from "./find-parish";

/** A finding of the Commissioner, whichever table keeps it. */
export interface FoundFinding {
  isUpheld: boolean;
  reasons: string;
  byName: string;
  at: Date;
  /** When the answer was due, and the end of the day that was directed instead; both null where none was. */
  originalBy: Date | null;
  directedBy: Date | null;
}

/** Something before the Commissioner as it stands at an instant, as every list of matters needs it. */
export interface FoundMatter {
  kind: MatterKind;
  /** The duty, vote, proposal or order that it is about, or the holding of an office with which a vacancy began. */
  id: string;
  parish: { id: string; slug: string; name: string };
  council: { id: string; slug: string; name: string };
  /** What it is about, in a few words. */
  title: string;
  /** Since when it has been before the Commissioner. */
  since: Date;
  state: MatterState;
  /** When it was found on, or ended by itself; null while it waits. */
  endedAt: Date | null;
  finding: FoundFinding | null;
  /** When the council answered what it is about; null while it has not, and where there is nothing to answer. */
  answeredAt: Date | null;
  proposal: { id: string; number: number; title: string } | null;
  voteId: string | null;
  /** What an order did; only of an appeal. */
  order: "suspend" | "revoke" | null;
}

export interface WantedMatters {
  kind?: MatterKind;
  id?: string;
  parishId?: string;
  councilId?: string;
  /** Only what is about this proposal, its vote or its answer. */
  proposalId?: string;
}

const place = {
  select: {
    id: true,
    slug: true,
    name: true,
    withdrawnAt: true,
    council: { select: { id: true, slug: true, name: true } },
  },
} as const;

const aboutProposal = { select: { id: true, number: true, title: true } } as const;

type Place = Prisma.ParishGetPayload<typeof place>;

function placeOf({ id, slug, name, council }: Place) {
  return { parish: { id, slug, name }, council };
}

type FindingRow = Prisma.MatterFindingGetPayload<object>;

/** What every kind is read by: where to look, and what was found already. */
interface Scope {
  parish: Prisma.ParishWhereInput;
  id: string | undefined;
  proposalId: string | undefined;
  findings: ReadonlyMap<string, FindingRow>;
  now: Date;
}

const loaders: Record<MatterKind, (db: Read, scope: Scope) => Promise<FoundMatter[]>> = {
  silence,
  objection: objections,
  contested_count: contestedCounts,
  inadmissibility: ruledOut,
  suspension: appeals,
  vacancy: vacancies,
};

/** Kinds that are never about a proposal. */
const aboutParish: readonly MatterKind[] = ["suspension", "vacancy"];

/**
 * Everything before the Commissioner at an instant: what waits, longest waiting first, then what is over, latest first. Silence, vacancies
 * and objections are here by the clock and by what is there; nothing has to be done for them to arise.
 */
export async function findMatters(db: Read, wanted: WantedMatters, now: Date): Promise<FoundMatter[]> {
  if (wanted.id !== undefined && !isIdentifier(wanted.id)) return [];
  const { parishId, councilId, proposalId, kind, id } = wanted;
  const parish = { id: parishId, councilId } satisfies Prisma.ParishWhereInput;
  const rows = await db.matterFinding.findMany({ where: { subjectId: id, parish } });
  const findings = new Map(rows.map((row) => [`${row.kind} ${row.subjectId}`, row]));
  const kinds = kind ? [kind] : matterKinds;
  const found: FoundMatter[] = [];
  // One after the other: inside a command all run on the one connection of its transaction.
  for (const one of kinds) {
    if (proposalId !== undefined && aboutParish.includes(one)) continue;
    found.push(...(await loaders[one](db, { parish, id, proposalId, findings, now })));
  }
  return found.sort(inOrder);
}

/** The matter of a kind about one thing; null when there is none, and for one that has not arisen yet. */
export async function findMatter(db: Read, kind: MatterKind, id: string, now: Date): Promise<FoundMatter | null> {
  const [matter] = await findMatters(db, { kind, id }, now);
  return matter ?? null;
}

function inOrder(one: FoundMatter, other: FoundMatter): number {
  if ((one.endedAt === null) !== (other.endedAt === null)) return one.endedAt === null ? -1 : 1;
  const byTime = one.endedAt
    ? (other.endedAt?.getTime() ?? 0) - one.endedAt.getTime()
    : one.since.getTime() - other.since.getTime();
  return byTime || one.kind.localeCompare(other.kind) || one.id.localeCompare(other.id);
}

/** How a matter stands: what was found counts, then that it ended by itself. */
function standing(finding: FoundFinding | undefined, endedByItself: Date | null) {
  const endedAt = finding?.at ?? endedByItself;
  const state: MatterState = finding ? "found" : endedAt ? "ended" : "waits";
  return { finding: finding ?? null, endedAt, state };
}

async function silence(db: Read, { parish, id, proposalId, findings, now }: Scope): Promise<FoundMatter[]> {
  const duties = await db.duty.findMany({
    where: {
      id,
      parish,
      proposalId,
      answerBy: { lte: now },
      OR: [{ answeredAt: null }, { answeredAt: { gte: db.duty.fields.answerBy } }],
    },
    select: {
      id: true,
      kind: true,
      rules: true,
      answerBy: true,
      answeredAt: true,
      parish: place,
      proposal: aboutProposal,
    },
  });
  return duties.flatMap((duty) => {
    const rules = rulesOf(duty.rules);
    const { answerBy: dueAt, answeredAt, parish, proposal } = duty;
    const since = escalatesAt(rules, dueAt);
    const finding = findings.get(`silence ${duty.id}`);
    const isOver = parish.withdrawnAt !== null && parish.withdrawnAt < since;
    const escalated = silenceRuling(rules, { dueAt, answeredAt, now }).outcome === "escalated";
    if (!finding && (isOver || !escalated)) return [];
    return {
      kind: "silence" as const,
      id: duty.id,
      ...placeOf(parish),
      title: dutyTitleOf(duty.kind, proposal?.title, parish.name),
      since,
      ...standing(finding, answeredAt ?? parish.withdrawnAt),
      answeredAt,
      proposal,
      voteId: null,
      order: null,
    };
  });
}

async function objections(db: Read, { parish, id, proposalId, findings }: Scope): Promise<FoundMatter[]> {
  const duties = await db.duty.findMany({
    where: { id, parish, proposalId, OR: [{ response: { answer: "object" } }, { objection: { not: null } }] },
    select: {
      id: true,
      answeredAt: true,
      response: { select: { at: true, answer: true } },
      parish: place,
      proposal: aboutProposal,
    },
  });
  return duties.map((duty) => {
    const finding = findings.get(`objection ${duty.id}`);
    // What the council objected is kept with the finding, because its answer changes when it then commits.
    const kept = (finding?.objection as { at?: string } | null | undefined)?.at;
    const since = kept ? new Date(kept) : (duty.response?.at as Date);
    return {
      kind: "objection" as const,
      id: duty.id,
      ...placeOf(duty.parish),
      title: dutyTitleOf("decision", duty.proposal?.title, duty.parish.name),
      since,
      ...standing(finding, null),
      answeredAt: duty.response?.answer === "object" ? null : duty.answeredAt,
      proposal: duty.proposal,
      voteId: null,
      order: null,
    };
  });
}

async function contestedCounts(db: Read, { parish, id, proposalId, findings }: Scope): Promise<FoundMatter[]> {
  const votes = await db.vote.findMany({
    where: { id, parish, proposalId, contests: { some: {} } },
    select: {
      id: true,
      question: true,
      parish: place,
      proposal: aboutProposal,
      contests: { select: { at: true }, orderBy: { at: "asc" }, take: 1 },
    },
  });
  return votes.map((vote) => ({
    kind: "contested_count" as const,
    id: vote.id,
    ...placeOf(vote.parish),
    title: vote.question,
    since: vote.contests[0]?.at as Date,
    ...standing(findings.get(`contested_count ${vote.id}`), null),
    answeredAt: null,
    proposal: vote.proposal,
    voteId: vote.id,
    order: null,
  }));
}

async function ruledOut(db: Read, { parish, id, proposalId, findings }: Scope): Promise<FoundMatter[]> {
  const contests = await db.contest.findMany({
    where: { proposalId: id ?? proposalId ?? { not: null }, parish },
    select: { at: true, parish: place, proposal: { select: { ...aboutProposal.select, withdrawnAt: true } } },
  });
  return contests.flatMap(({ at, parish, proposal }) => {
    if (!proposal) return [];
    const { withdrawnAt, ...about } = proposal;
    return {
      kind: "inadmissibility" as const,
      id: proposal.id,
      ...placeOf(parish),
      title: proposal.title,
      since: at,
      ...standing(findings.get(`inadmissibility ${proposal.id}`), withdrawnAt),
      answeredAt: null,
      proposal: about,
      voteId: null,
      order: null,
    };
  });
}

async function appeals(db: Read, { parish, id }: Scope): Promise<FoundMatter[]> {
  const orders = await db.suspension.findMany({
    where: { id, parish, appeal: { isNot: null } },
    select: {
      id: true,
      kind: true,
      endedAt: true,
      appeal: true,
      parish: place,
      power: { select: { catalogueId: true, service: true } },
    },
  });
  return orders.flatMap(({ appeal, ...order }) => {
    if (!appeal) return [];
    const finding = appeal.decidedAt
      ? {
          isUpheld: appeal.finding === "set_aside",
          reasons: appeal.findingReasons,
          byName: appeal.decidedByName,
          at: appeal.decidedAt,
          originalBy: null,
          directedBy: null,
        }
      : undefined;
    const about = order.power
      ? (powerOf(order.power.catalogueId)?.name ?? order.power.service)
      : `All powers of ${order.parish.name}`;
    return {
      kind: "suspension" as const,
      id: order.id,
      ...placeOf(order.parish),
      title: `${order.kind === "suspend" ? "Suspended" : "Taken back"}: ${about}`,
      since: appeal.at,
      // An order that the council ended is still judged: the parish appealed against it.
      ...standing(finding, null),
      answeredAt: null,
      proposal: null,
      voteId: null,
      order: order.kind,
    };
  });
}

async function vacancies(db: Read, { parish, id, now }: Scope): Promise<FoundMatter[]> {
  const parishes = await db.parish.findMany({
    where: { ...parish, gatheringOpenedAt: { not: null }, offices: { none: { endedAt: null }, some: { id } } },
    include: { offices: { select: { id: true, endedAt: true } }, council: place.select.council },
  });
  return parishes.flatMap(({ offices, ...row }) => {
    const since = vacantSince(offices);
    const last = offices.find(({ endedAt }) => endedAt?.getTime() === since?.getTime());
    if (!since || !last || (id && last.id !== id) || row.rules === null || !isLive(parishStateOf(row, now))) return [];
    const { outcome } = vacancyRuling(rulesOf(row.rules), { vacantSince: since, now });
    if (outcome !== "reported") return [];
    return {
      kind: "vacancy" as const,
      id: last.id,
      ...placeOf(row),
      title: row.name,
      since: vacancyReportedAt(since),
      ...standing(undefined, null),
      answeredAt: null,
      proposal: null,
      voteId: null,
      order: null,
    };
  });
}
