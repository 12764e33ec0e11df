import { powerOf } from "~/domain/act/catalogue";
import { allow, type Rules, type Ruling, refuse } from "~/domain/act/ruling";
import type { ProposalClass } from "~/domain/act/s02-interpretation";
import type { Tier } from "~/domain/act/s13-tiers";
import type { ProposalFacts } from "~/domain/act/s18-content";
import { admissibilityRuling, type ReliedOnPower } from "~/domain/act/s19-admissibility";
import { deliberationEndsEarliest, noticeBy } from "~/domain/act/s22-deliberation";
import { attentionQueue, type QueuedProposal, type QueuePosition } from "~/domain/act/s23-attention-limit";
import { mayBePutAgainAt } from "~/domain/act/s30-participation-floor";
import { aliveRuling } from "~/domain/act/s40-expiry";
import { noNewVotesRuling } from "~/domain/act/s44-winding-up";
import { isUndecided, type ProposalState, proposalState } from "~/domain/proposal/proposal-state";
import { dayInWords, instantInWords, number } from "~/domain/time/words";
import { countEndsAt } from "~/domain/vote/vote-state";
import type { ProposalInput } from "~/forms/proposal";
import { type Prisma, type Read, rulesOf } from "../persistence/db";
import type { FoundParish } from "./find-parish";
import { getPowerBalance } from "./get-power-balance";

/** A round of voting on a proposal that was not cancelled. */
export interface ProposalVote {
  id: string;
  round: number;
  noticeAt: Date;
  opensAt: Date;
  closesAt: Date;
  paperDueAt: Date | null;
  closedAt: Date | null;
  /** `passed`, `failed` or `inquorate` once it is closed. */
  outcome: string | null;
}

/** A proposal as it stands at an instant. */
export interface ProposalStanding {
  id: string;
  /** Below zero for a draft, which has no public number yet. */
  number: number;
  title: string;
  authorId: string;
  class: ProposalClass | null;
  costPence: number;
  state: ProposalState;
  /** Its place in the queue, from 1; null when it does not wait. */
  place: number | null;
  /** When its deliberation began; null while it waits. */
  deliberationStartedAt: Date | null;
  /** Frozen when it was put forward; null in a draft. */
  rules: Rules | null;
  powerId: string | null;
  tier: Tier | null;
  /** The plain name of the power, such as "Litter bins". */
  powerName: string;
  /** The latest round of voting. */
  vote: ProposalVote | null;
  submittedAt: Date | null;
  secondingEndsAt: Date | null;
  secondersNeeded: number | null;
  secondedAt: Date | null;
  /** Whether the Commissioner found once that it goes on. */
  isReadmitted: boolean;
  answerBy: Date | null;
}

/** What a proposal's state follows from, and what lists show. A parish may have thousands of proposals, so nothing else is read. */
const columns = {
  id: true,
  parishId: true,
  number: true,
  title: true,
  authorId: true,
  class: true,
  costPence: true,
  powerId: true,
  rules: true,
  secondersNeeded: true,
  submittedAt: true,
  secondingEndsAt: true,
  secondedAt: true,
  withdrawnAt: true,
  inadmissibleAt: true,
  ruledOutAt: true,
  secondedBeforeAt: true,
  noticeAt: true,
  underWayAt: true,
  doneAt: true,
} satisfies Prisma.ProposalSelect;

type Ids = string | { in: string[] };

/** The proposals of a parish with what belongs to them: each table is read once for the whole parish, which beats asking for each by its key. */
async function readRows(db: Read, which: { parishId: Ids; id?: Ids }) {
  const { parishId, id } = which;
  // One after the other: inside a command all run on the one connection of its transaction.
  const proposals = await db.proposal.findMany({ where: which, orderBy: { number: "desc" }, select: columns });
  const powers = await db.power.findMany({
    where: { parishId },
    select: { id: true, catalogueId: true, tier: true, service: true },
  });
  const votes = await db.vote.findMany({
    where: { parishId, proposalId: id ?? { not: null } },
    orderBy: { round: "asc" },
    select: { ...roundColumns, proposalId: true },
  });
  const duties = await db.duty.findMany({
    where: { parishId, proposalId: id ?? { not: null } },
    select: { proposalId: true, answerBy: true, answeredAt: true },
  });
  const reviews = await db.outcomeReview.findMany({
    where: { proposal: which },
    select: { proposalId: true, at: true },
  });
  const powerOfId = new Map(powers.map((power) => [power.id, power]));
  const votesOf = new Map<string | null, typeof votes>();
  for (const vote of votes) {
    const rounds = votesOf.get(vote.proposalId);
    if (rounds) rounds.push(vote);
    else votesOf.set(vote.proposalId, [vote]);
  }
  const dutyOf = new Map(duties.map((duty) => [duty.proposalId, duty]));
  const reviewOf = new Map(reviews.map((review) => [review.proposalId, review]));
  return proposals.map((proposal) => ({
    ...proposal,
    power: (proposal.powerId && powerOfId.get(proposal.powerId)) || null,
    votes: votesOf.get(proposal.id) ?? [],
    duty: dutyOf.get(proposal.id) ?? null,
    review: reviewOf.get(proposal.id) ?? null,
  }));
}

const roundColumns = {
  id: true,
  round: true,
  noticeAt: true,
  opensAt: true,
  closesAt: true,
  paperDueAt: true,
  closedAt: true,
  cancelledAt: true,
  ruling: true,
} satisfies Prisma.VoteSelect;

/** What the standing of a proposal follows from: its row, or what the minute book says of it. */
export type ProposalStandsOn = Omit<Prisma.ProposalGetPayload<{ select: typeof columns }>, "parishId"> & {
  power: { catalogueId: string; tier: Tier; service: string } | null;
  /** Rounds of voting, the first one first. */
  votes: readonly Prisma.VoteGetPayload<{ select: typeof roundColumns }>[];
  duty: { answerBy: Date; answeredAt: Date | null } | null;
  review: { at: Date } | null;
};

/** What its place in the queue follows from. */
type StandsInLine = Pick<
  ProposalStandsOn,
  "number" | "rules" | "secondedAt" | "secondedBeforeAt" | "ruledOutAt" | "withdrawnAt" | "inadmissibleAt"
> & {
  votes: readonly Pick<
    ProposalStandsOn["votes"][number],
    "round" | "noticeAt" | "closesAt" | "paperDueAt" | "cancelledAt"
  >[];
};

const lineColumns = {
  parishId: true,
  number: true,
  rules: true,
  secondedAt: true,
  secondedBeforeAt: true,
  ruledOutAt: true,
  withdrawnAt: true,
  inadmissibleAt: true,
  votes: {
    orderBy: { round: "asc" },
    select: { round: true, noticeAt: true, closesAt: true, paperDueAt: true, cancelledAt: true },
  },
} satisfies Prisma.ProposalSelect;

/** Each round of voting takes a place of its own: one that is put again months later does not hold its place in between. */
function queueId(row: { number: number }, round: number): string {
  return `${String(row.number).padStart(9, "0")}/${round}`;
}

/** Where each proposal of a parish stands in the attention queue (section 23), replayed from their facts. */
function positionsOf(parishRules: Rules, rows: readonly StandsInLine[], now: Date): Map<string, QueuePosition> {
  const entries: QueuedProposal<string>[] = [];
  for (const row of rows) {
    const { secondedBeforeAt, ruledOutAt } = row;
    if (secondedBeforeAt && ruledOutAt) {
      // Its first stay, before it was ruled out: it takes a new place since it goes on.
      entries.push({ id: queueId(row, 0), secondedAt: secondedBeforeAt, leavesAt: () => ruledOutAt });
    }
    if (!row.secondedAt || row.rules === null) continue;
    const rules = rulesOf(row.rules);
    // A vote that was cancelled takes no place: the proposal is being discussed again.
    const [first, again] = row.votes.filter((vote) => vote.cancelledAt === null);
    entries.push({
      id: queueId(row, 1),
      secondedAt: row.secondedAt,
      leavesAt: (startedAt) =>
        first ? countEndsAt(first) : (row.withdrawnAt ?? row.inadmissibleAt ?? noticeBy(rules, startedAt)),
    });
    if (again) {
      entries.push({
        id: queueId(row, again.round),
        secondedAt: again.noticeAt,
        leavesAt: () => countEndsAt(again),
      });
    }
  }
  return attentionQueue(parishRules, entries, now);
}

function standingOf(
  row: ProposalStandsOn,
  position: QueuePosition | undefined,
  sunsetAt: Date | null,
  now: Date,
): ProposalStanding {
  const round = row.votes.filter((vote) => vote.cancelledAt === null).at(-1);
  const vote: ProposalVote | null = round
    ? {
        id: round.id,
        round: round.round,
        noticeAt: round.noticeAt,
        opensAt: round.opensAt,
        closesAt: round.closesAt,
        paperDueAt: round.paperDueAt,
        closedAt: round.closedAt,
        outcome: (round.ruling as unknown as Ruling | null)?.outcome ?? null,
      }
    : null;
  const rules = row.rules === null ? null : rulesOf(row.rules);
  const deliberationStartedAt = position?.startedAt ?? null;
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    authorId: row.authorId,
    class: row.class,
    costPence: Number(row.costPence),
    state: proposalState(
      { ...row, rules, vote, deliberationStartedAt, reviewedAt: row.review?.at ?? null, sunsetAt },
      now,
    ),
    place: position?.place ?? null,
    deliberationStartedAt,
    rules,
    powerId: row.powerId,
    tier: row.power?.tier ?? null,
    powerName: row.power ? (powerOf(row.power.catalogueId)?.name ?? row.power.service) : "",
    vote,
    submittedAt: row.submittedAt,
    secondingEndsAt: row.secondingEndsAt,
    secondersNeeded: row.secondersNeeded,
    secondedAt: row.secondedAt,
    isReadmitted: row.ruledOutAt !== null,
    answerBy: row.duty?.answerBy ?? null,
  };
}

/** Every proposal of a parish as it stands at an instant, drafts too, newest first. */
export async function proposalStandings(db: Read, parishId: string, now: Date): Promise<ProposalStanding[]> {
  // One after the other: inside a command both run on the one connection of its transaction.
  const parish = await db.parish.findUnique({ where: { id: parishId }, select: { rules: true, sunsetAt: true } });
  if (!parish || parish.rules === null) return [];
  const rows = await readRows(db, { parishId });
  return standingsOf({ rules: rulesOf(parish.rules), sunsetAt: parish.sunsetAt }, rows, now);
}

/** Every proposal of a parish as it stands at an instant, in the order in which they are given. */
export function standingsOf(
  parish: { rules: Rules; sunsetAt: Date | null },
  rows: readonly ProposalStandsOn[],
  now: Date,
): ProposalStanding[] {
  const positions = positionsOf(parish.rules, rows, now);
  return rows.map((row) => standingOf(row, positions.get(queueId(row, 1)), parish.sunsetAt, now));
}

/**
 * One proposal as it stands at an instant; null when the parish has no such proposal. All of them are read only once it has its
 * seconders, because its place then depends on the others.
 */
export async function proposalStanding(
  db: Read,
  parishId: string,
  proposalId: string,
  now: Date,
): Promise<ProposalStanding | null> {
  const parish = await db.parish.findUnique({ where: { id: parishId }, select: { rules: true, sunsetAt: true } });
  const [row] = await readRows(db, { parishId, id: proposalId });
  if (!parish || parish.rules === null || !row) return null;
  if (row.secondedAt === null) return standingOf(row, undefined, parish.sunsetAt, now);
  const positions = positionsOf(rulesOf(parish.rules), await readRows(db, { parishId }), now);
  return standingOf(row, positions.get(queueId(row, 1)), parish.sunsetAt, now);
}

/**
 * Some proposals, of any parishes, as they stand at an instant, by their identifiers. Takes as many statements for a hundred as for one. Others
 * are read only in parishes where one of them waits for its turn or is being discussed: what has gone on from there does not depend on its
 * place any more, so that its place and the start of its deliberation are left out.
 */
export async function standingsOfSome(
  db: Read,
  some: readonly { id: string; parishId: string }[],
  now: Date,
): Promise<Map<string, ProposalStanding>> {
  const parishIds = { in: [...new Set(some.map(({ parishId }) => parishId))] };
  const [parishes, rows] = await Promise.all([
    db.parish.findMany({ where: { id: parishIds }, select: { id: true, rules: true, sunsetAt: true } }),
    readRows(db, { parishId: parishIds, id: { in: some.map(({ id }) => id) } }),
  ]);
  const isCalled = (row: ProposalStandsOn) => row.votes.some(({ cancelledAt }) => cancelledAt === null);
  const inLine = rows.filter((row) => row.secondedAt && !row.withdrawnAt && !row.inadmissibleAt && !isCalled(row));
  const lineIds = new Set(inLine.map(({ parishId }) => parishId));
  const seconded = await db.proposal.findMany({
    where: {
      parishId: { in: [...lineIds] },
      OR: [{ secondedAt: { not: null } }, { secondedBeforeAt: { not: null } }],
    },
    orderBy: { number: "desc" },
    select: lineColumns,
  });
  const positions = new Map(
    parishes
      .filter(({ id, rules }) => lineIds.has(id) && rules !== null)
      .map(({ id, rules }) => [
        id,
        positionsOf(
          rulesOf(rules),
          seconded.filter((row) => row.parishId === id),
          now,
        ),
      ]),
  );
  const parishOf = new Map(parishes.map((parish) => [parish.id, parish]));
  return new Map(
    rows.map((row) => {
      const position = inLine.includes(row) ? positions.get(row.parishId)?.get(queueId(row, 1)) : undefined;
      return [row.id, standingOf(row, position, parishOf.get(row.parishId)?.sunsetAt ?? null, now)];
    }),
  );
}

/** The end of a period as people say it: the day it runs to the end of. */
export function untilWords(end: Date): string {
  return `until the end of ${dayInWords(new Date(end.getTime() - 1))}`;
}

/** What happens next to a proposal, and when, in words. Empty when nothing is to come. */
export function nextDateWords(one: ProposalStanding, now: Date): string {
  const { rules, vote, deliberationStartedAt: started } = one;
  switch (one.state) {
    case "seconding":
      return one.secondingEndsAt ? `needs its seconders ${untilWords(one.secondingEndsAt)}` : "";
    case "queued":
      return one.place ? `number ${number(one.place)} in the queue` : "";
    case "deliberating": {
      if (!rules || !started) return "";
      const from = deliberationEndsEarliest(rules, started);
      return now < from
        ? `notice of a vote from ${dayInWords(from)}`
        : `notice of a vote can be given ${untilWords(noticeBy(rules, started))}`;
    }
    case "notice":
      return vote ? `voting opens ${instantInWords(vote.opensAt)}` : "";
    case "voting":
      if (!vote) return "";
      if (now < vote.closesAt) return `voting closes ${instantInWords(vote.closesAt)}`;
      return vote.paperDueAt ? `papers are counted until ${instantInWords(vote.paperDueAt)}` : "being counted";
    case "inquorate": {
      if (!vote || vote.round > 1) return "";
      const from = mayBePutAgainAt(countEndsAt(vote));
      return now < from ? `may be put once more from ${dayInWords(from)}` : "may be put once more";
    }
    case "passed":
      return one.answerBy ? `the council’s answer is due by ${dayInWords(new Date(one.answerBy.getTime() - 1))}` : "";
    case "escalated":
      return one.answerBy ? `the council’s answer was due by ${dayInWords(new Date(one.answerBy.getTime() - 1))}` : "";
    default:
      return "";
  }
}

/** A proposal as a list shows it. */
export interface ProposalLine {
  number: number;
  title: string;
  state: ProposalState;
  class: ProposalClass | null;
  place: number | null;
  /** What happens next, in words; empty when nothing is to come. */
  nextDate: string;
  /** The latest vote on it; null before notice is given. */
  voteId: string | null;
  costPence: number;
  tier: Tier | null;
  powerName: string;
}

/** A standing as a list shows it. */
export function lineOf(one: ProposalStanding, now: Date): ProposalLine {
  return {
    number: one.number,
    title: one.title,
    state: one.state,
    class: one.class,
    place: one.place,
    nextDate: nextDateWords(one, now),
    voteId: one.vote?.id ?? null,
    costPence: one.costPence,
    tier: one.tier,
    powerName: one.powerName,
  };
}

/** Every proposal of a parish that has been put forward, as it stands at an instant, newest first. */
export async function listProposalStates(db: Read, parishId: string, now: Date): Promise<ProposalLine[]> {
  const all = await proposalStandings(db, parishId, now);
  return all.filter((one) => one.submittedAt !== null).map((one) => lineOf(one, now));
}

/**
 * Whether a parish takes proposals, seconders and notices now: it holds powers and is not winding up.
 * Refuses before its start, while it is suspended (section 16), from winding up on (section 44) and after its sunset (section 40).
 */
export function takesProposalsRuling(found: FoundParish, now: Date): Ruling {
  const { state, rules, term, row } = found;
  if (!rules || !term) {
    return refuse(rules ?? { actVersion: 1, scheduleVersion: 0 }, {
      sections: ["s12"],
      sentence: "This parish holds no powers yet, so nothing can be proposed in it.",
      wouldChange: "It holds powers once residents have approved its charter.",
    });
  }
  if (state === "expired") return aliveRuling(rules, { sunsetAt: term.sunsetAt, now });
  if (state === "suspended" || state === "revoked") {
    return refuse(rules, {
      sections: ["s16"],
      sentence: `The council has ${state} this parish, so nothing can be decided in it now.`,
    });
  }
  if (state === "winding_up") return noNewVotesRuling(rules, { ...term, now });
  if (state === "approved") {
    return refuse(rules, {
      sections: ["s12"],
      sentence: "This parish has not started yet, so nothing can be proposed in it.",
      wouldChange: row.activeFromAt ? `It starts on ${dayInWords(row.activeFromAt)}.` : "",
    });
  }
  if (state !== "active") {
    return refuse(rules, {
      sections: ["s12"],
      sentence: "This parish holds no powers, so nothing can be proposed in it.",
    });
  }
  return allow(rules, { sections: ["s40", "s44"], sentence: "This parish takes proposals." });
}

/** A proposal as it was typed, in the words of section 18. */
export function proposalFactsOf(input: ProposalInput, service: string): ProposalFacts {
  const isFree = (input.cost ?? 0) === 0;
  return {
    title: input.title,
    service,
    powerId: input.powerId ?? null,
    change: input.change,
    place: input.place,
    startsOn: input.startsOn,
    costPence: input.cost,
    moneySource: input.moneySource,
    moneyType: isFree ? "none" : (input.moneyType ?? "none"),
    whoPaysAfter: input.whoPaysAfter,
    measure: input.measure,
    measureOn: input.measureOn,
  };
}

/** What the Act says about a proposal as it is written now. */
export interface Admissibility {
  /** The rules it was checked by. */
  rules: Rules;
  ruling: Ruling;
  facts: ProposalFacts;
  power: (ReliedOnPower & { id: string }) | null;
}

/**
 * Whether a proposal is admissible as it is written, as far as the Act can tell by itself (sections 18 and 19).
 *
 * @param rules those in force now, or those frozen with a proposal that is already public
 * @param proposalId the proposal itself, so that it is not compared with itself
 */
export async function admissibilityOf(
  db: Read,
  found: FoundParish,
  rules: Rules,
  input: ProposalInput,
  now: Date,
  proposalId: string | null,
): Promise<Admissibility> {
  const row = input.powerId ? await db.power.findFirst({ where: { id: input.powerId, parishId: found.row.id } }) : null;
  const power = row && {
    id: row.id,
    name: powerOf(row.catalogueId)?.name ?? row.service,
    catalogueId: row.catalogueId,
    tier: row.tier,
    service: row.service,
    // The register's scope is a sentence: whether a place lies in it is for the convenor to judge.
    streets: [],
    budgetYearPence: Number(row.budgetYearPence),
    budgetDecisionPence: Number(row.budgetDecisionPence),
    grantedFrom: row.grantedFrom,
    lapsesAt: row.lapsesAt,
    suspendedAt: row.suspendedAt,
    revokedAt: row.revokedAt,
  };
  const balance = row ? await getPowerBalance(db, row.id, now, proposalId) : null;
  const all = await proposalStandings(db, found.row.id, now);
  const liveTitles = all
    .filter((one) => one.id !== proposalId && one.submittedAt !== null && isUndecided(one.state))
    .map((one) => one.title);
  const facts = proposalFactsOf(input, power?.service ?? "");
  const ruling = admissibilityRuling(rules, {
    facts,
    power,
    now,
    sunsetAt: found.term?.sunsetAt ?? now,
    balancePence: balance?.balancePence ?? 0,
    liveTitles,
  });
  return { rules, ruling, facts, power };
}
