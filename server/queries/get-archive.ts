import { createHash } from "node:crypto";
import { archiveParts, archiveRuling } from "~/domain/act/s46-archive";
import { isLive, type ParishState } from "~/domain/parish/parish-state";
import { canonical, type Plain } from "~/domain/record/canonical";
import { entryHash } from "~/domain/record/chain";
import { sha256 } from "../commands/log-hashes";
import { type Db, fromDateColumn, instant, type Read, type Vote } from "../persistence/db";
import { archiveReadme } from "./archive-readme";
import { type FoundParish, findParish } from "./find-parish";
import { handoverRecord, hasSunset, listHandover } from "./list-handover";
import { toEntry } from "./list-minutes";
import { ballotLines, getVoteRecord, logLines, stepLines } from "./vote-record";

/** One file of an archive: its text is made as it is read, so that a large file needs no more memory than a small one. */
export interface ArchiveFile {
  path: string;
  parts(): AsyncIterable<string>;
}

/** The record of a parish as one bundle (section 46). What the files hold is docs/archive.md. */
export interface Archive {
  slug: string;
  /** The instant of the last entry of the minute book, which is the date of every file. */
  at: Date;
  /** Changes when anything in the bundle does. */
  tag: string;
  /** In the order in which they must be read: the last one names the hashes of all others. */
  files: ArchiveFile[];
}

/** Entries read at once. */
const rowsAtOnce = 5_000;

/**
 * The archive of a parish as it stands: final once the parish has ended, but for what the council still writes into its minute book.
 * Answers null when there is no such parish or its charter is still a draft.
 *
 * What is short is read at one instant. The rest is only ever added to, so reading it later up to that instant gives the same.
 */
export async function getArchive(db: Db, slug: string): Promise<Archive | null> {
  const read = await db.$transaction(
    async (tx) => {
      const now = await instant(tx);
      const found = await findParish(tx, slug, now);
      if (!found?.rules) return null;
      const votes = await tx.vote.findMany({
        where: { parishId: found.row.id, closedAt: { not: null } },
        orderBy: [{ closesAt: "asc" }, { id: "asc" }],
      });
      const last = await tx.minuteEntry.findFirst({
        where: { parishId: found.row.id },
        orderBy: { number: "desc" },
        select: { at: true },
      });
      return { found, votes, at: last?.at ?? found.row.createdAt, documents: await documentsOf(tx, found, now) };
    },
    { isolationLevel: "RepeatableRead" },
  );
  if (!read) return null;
  const { found, votes, at, documents } = read;
  const { row, state } = found;
  const documentTexts = documents.map(({ text }) => text);
  return {
    slug: row.slug,
    at,
    tag: sha256([row.minuteHead, state, ...documentTexts].join("\n")),
    files: withManifest(
      found,
      [
        ...documents.map(({ path, text }) => ({ path, parts: () => once(text) })),
        ...votes.flatMap((vote) => voteFiles(db, vote)),
      ],
      (check) => ({ path: "minutes.ndjson", parts: () => bookLines(db, found, check) }),
    ),
  };
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

function voteFiles(db: Read, vote: Vote): ArchiveFile[] {
  const folder = `votes/${vote.id}`;
  return [
    {
      path: `${folder}/record.json`,
      async *parts() {
        yield JSON.stringify(await getVoteRecord(db, vote));
      },
    },
    { path: `${folder}/steps.ndjson`, parts: () => stepLines(db, vote.id) },
    { path: `${folder}/log.txt`, parts: () => logLines(db, vote.id) },
    { path: `${folder}/ballots.ndjson`, parts: () => ballotLines(db, vote.id) },
  ];
}

/** What the reading of the minute book finds out on the way. */
interface BookCheck {
  isUnbroken: boolean;
}

/** The minute book up to the entry that was its last when the archive was asked for, one line an entry. */
async function* bookLines(db: Read, { row }: FoundParish, check: BookCheck): AsyncGenerator<string> {
  let head = "";
  for (let number = 0; number < row.minuteCount; ) {
    const rows = await db.minuteEntry.findMany({
      where: { parishId: row.id, number: { gt: number, lte: row.minuteCount } },
      orderBy: { number: "asc" },
      take: rowsAtOnce,
    });
    const entries = rows.map((entry) => toEntry(row.slug, entry));
    for (const entry of entries) {
      number += 1;
      const follows = entry.number === number && entry.previousHash === head;
      if (!follows || entryHash(sha256, entry) !== entry.hash) check.isUnbroken = false;
      head = entry.hash;
    }
    yield entries.map((entry) => `${canonical({ ...entry })}\n`).join("");
    if (entries.length === 0) break;
  }
  if (head !== row.minuteHead) check.isUnbroken = false;
}

/** Adds the minute book and, as the last file, the list of all others with their lengths and hashes, taken as they are read. */
function withManifest(
  found: FoundParish,
  others: readonly ArchiveFile[],
  book: (check: BookCheck) => ArchiveFile,
): ArchiveFile[] {
  const { row, state, rules } = found;
  const check: BookCheck = { isUnbroken: true };
  const sums: { path: string; bytes: number; sha256: string }[] = [];
  const measured = ({ path, parts }: ArchiveFile): ArchiveFile => ({
    path,
    async *parts() {
      const sum = createHash("sha256");
      let bytes = 0;
      for await (const text of parts()) {
        sum.update(text);
        bytes += Buffer.byteLength(text);
        yield text;
      }
      sums.push({ path, bytes, sha256: sum.digest("hex") });
    },
  });
  const manifest: ArchiveFile = {
    path: "manifest.json",
    async *parts() {
      if (!rules) throw new Error("only a parish with a charter has an archive");
      const ruling = archiveRuling(rules, { parts: archiveParts, isMinuteBookUnbroken: check.isUnbroken });
      yield documentText({
        format: "pop-up-parish archive 1",
        parish: row.slug,
        name: row.name,
        council: row.council.name,
        state,
        sunsetAt: row.sunsetAt?.toISOString() ?? null,
        hasEnded: !isLive(state),
        head: { number: row.minuteCount, hash: row.minuteHead },
        ruling: { holds: ruling.holds, sections: ruling.sections, sentence: ruling.sentence },
        files: sums,
      });
    },
  };
  return [...[book(check), ...others].map(measured), manifest];
}

const documentText = (value: Plain) => `${JSON.stringify(value, null, 2)}\n`;

/** The short files, read at one instant. */
async function documentsOf(db: Read, found: FoundParish, now: Date): Promise<{ path: string; text: string }[]> {
  const { row, state } = found;
  // The hash of this file is the one that a convenor signs off, so it is spelt in the one way that gives it.
  const handover = hasSunset(found) ? canonical(handoverRecord(found, await listHandover(db, found, now))) : null;
  return [
    { path: "README.txt", text: archiveReadme({ name: row.name, slug: row.slug, hasEnded: hasEnded(state) }) },
    { path: "charter.json", text: documentText(await charterOf(db, found)) },
    { path: "register.json", text: documentText(await registerOf(db, found)) },
    { path: "reviews.json", text: documentText(await reviewsOf(db, row.id)) },
    { path: "handover.json", text: handover ?? "null" },
  ];
}

const hasEnded = (state: ParishState) => !isLive(state);
const dayOf = (column: Date | null) => column && fromDateColumn(column);
const at = (instant: Date | null) => instant?.toISOString() ?? null;

async function charterOf(db: Read, { row, rules }: FoundParish): Promise<Plain> {
  const actions = await db.priorityAction.findMany({ where: { parishId: row.id }, orderBy: { position: "asc" } });
  const founders = await db.founder.findMany({
    where: { parishId: row.id },
    orderBy: [{ joinedAt: "asc" }, { personId: "asc" }],
    select: { person: { select: { name: true } } },
  });
  return {
    name: row.name,
    council: row.council.name,
    problem: row.problem,
    endPoint: row.endPoint,
    wards: row.wards.map(({ ward }) => ({ code: ward.gss, name: ward.name })),
    startsOn: dayOf(row.startsOn),
    termMonths: row.termMonths,
    priorityActions: actions.map(({ position, action, measure, baseline, target, dueOn }) => ({
      position,
      action,
      measure,
      baseline,
      target,
      dueOn: dayOf(dueOn),
    })),
    money: { askedPence: Number(row.moneyAskedPence), type: row.moneyType, purpose: row.moneyPurpose },
    publicity: { ordinary: row.ordinaryPublicity, spending: row.spendingPublicity },
    receiver: { name: row.receiverName, takes: row.receiverTakes },
    founders: founders.map(({ person }) => person.name),
    rules: rules && { ...rules },
    gatheringOpenedAt: at(row.gatheringOpenedAt),
    supportReachedAt: at(row.gatheringMetAt),
    reviewCompletedAt: at(row.reviewCompletedAt),
    declinedAt: at(row.declinedAt),
    rejectedAt: at(row.rejectedAt),
    withdrawnAt: at(row.withdrawnAt),
    approvedAt: at(row.approvedAt),
    activeFromAt: at(row.activeFromAt),
    sunsetAt: at(row.sunsetAt),
  };
}

async function registerOf(db: Read, { row }: FoundParish): Promise<Plain> {
  const where = { parishId: row.id };
  const powers = await db.power.findMany({ where, orderBy: [{ catalogueId: "asc" }, { id: "asc" }] });
  // What an officer notes during a review is published when the review is finished, not before.
  const isDecided = row.reviewCompletedAt !== null || row.declinedAt !== null;
  const requests = await db.powerRequest.findMany({ where, orderBy: { catalogueId: "asc" } });
  const orders = await db.suspension.findMany({
    where,
    orderBy: [{ noticeAt: "asc" }, { id: "asc" }],
    include: { appeal: true },
  });
  return {
    powers: powers.map((power) => ({
      id: power.id,
      power: power.catalogueId,
      tier: power.tier,
      service: power.service,
      scope: power.scope,
      conditions: power.conditions,
      budgetYearPence: Number(power.budgetYearPence),
      budgetDecisionPence: Number(power.budgetDecisionPence),
      grantedFrom: at(power.grantedFrom),
      lapsesAt: at(power.lapsesAt),
      isTrial: power.isTrial,
      wrapper: power.wrapper,
      officer: power.officerName,
      post: power.officerPost,
      reference: power.decisionReference,
      suspendedAt: at(power.suspendedAt),
      revokedAt: at(power.revokedAt),
    })),
    asked: requests.map((request) => ({
      power: request.catalogueId,
      scope: request.scope,
      budgetYearPence: Number(request.budgetYearPence),
      ...(isDecided && {
        decision: request.decision,
        conditions: request.conditions,
        ground: request.ground,
        reasons: request.reasons,
        officer: request.officerName,
        post: request.officerPost,
        reference: request.decisionReference,
      }),
    })),
    orders: orders.map(({ appeal, ...order }) => ({
      power: order.powerId,
      does: order.kind,
      ground: order.ground,
      reasons: order.reasons,
      officer: order.officerName,
      post: order.officerPost,
      noticeAt: at(order.noticeAt),
      takesEffectAt: at(order.takesEffectAt),
      endedAt: at(order.endedAt),
      endedHow: order.endedHow,
      endedReasons: order.endedReasons,
      appeal: appeal && {
        at: at(appeal.at),
        reasons: appeal.reasons,
        finding: appeal.finding,
        findingReasons: appeal.findingReasons,
        decidedAt: at(appeal.decidedAt),
      },
    })),
  };
}

async function reviewsOf(db: Read, parishId: string): Promise<Plain> {
  const midTerm = await db.midTermReview.findMany({ where: { parishId }, orderBy: { termStartsOn: "asc" } });
  const measurements = await db.measurement.findMany({
    where: { OR: [{ priorityAction: { parishId } }, { proposal: { parishId } }] },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    include: { priorityAction: { select: { position: true } }, proposal: { select: { number: true } } },
  });
  const trials = await db.powerReview.findMany({
    where: { power: { parishId } },
    orderBy: { at: "asc" },
    include: { power: { select: { catalogueId: true } } },
  });
  const outcomes = await db.outcomeReview.findMany({
    where: { proposal: { parishId } },
    orderBy: { proposal: { number: "asc" } },
    include: { proposal: { select: { number: true, title: true } } },
  });
  return {
    midTerm: midTerm.map((review) => ({
      termStartsOn: dayOf(review.termStartsOn),
      finding: review.finding,
      figures: review.figures as Plain,
      by: review.byName,
      post: review.byPost,
      publishedAt: at(review.publishedAt),
    })),
    measurements: measurements.map((one) => ({
      ...(one.priorityAction
        ? { priorityAction: one.priorityAction.position }
        : { proposal: one.proposal?.number ?? null }),
      measuredOn: dayOf(one.measuredOn),
      value: one.value,
      source: one.source,
      by: one.byName,
      post: one.byPost,
      at: at(one.at),
    })),
    outcomes: outcomes.map(({ proposal, ...review }) => ({
      proposal: proposal.number,
      title: proposal.title,
      outcome: review.outcome,
      measured: review.measured,
      finding: review.finding,
      figures: review.figures as Plain,
      by: review.byName,
      at: at(review.at),
    })),
    trials: trials.map(({ power, ...review }) => ({
      power: power.catalogueId,
      outcome: review.outcome,
      finding: review.finding,
      conditions: review.conditions,
      by: review.byName,
      post: review.byPost,
      at: at(review.at),
    })),
    commitments: await deliveryOf(db, parishId),
  };
}

/** What was promised and how it went. Files are named by their hashes; of what was hidden only the reason is told, and no resident is named. */
async function deliveryOf(db: Read, parishId: string): Promise<Plain> {
  const file = {
    hash: true,
    mime: true,
    alt: true,
    hiddenAt: true,
    hiddenReason: true,
    hiddenGround: true,
    hiddenByPost: true,
  } as const;
  const commitments = await db.commitment.findMany({
    where: { proposal: { parishId } },
    orderBy: [{ madeAt: "asc" }, { id: "asc" }],
    include: {
      proposal: { select: { number: true } },
      milestones: { orderBy: [{ dueOn: "asc" }, { id: "asc" }] },
      steps: { orderBy: [{ at: "asc" }, { id: "asc" }], include: { evidence: { select: file } } },
      reports: { orderBy: [{ at: "asc" }, { id: "asc" }], include: { evidence: { select: file } } },
    },
  });
  return commitments.map((one) => ({
    proposal: one.proposal.number,
    what: one.what,
    owner: one.owner,
    ownerName: one.ownerName,
    firstPromised: dayOf(one.originalDueOn),
    nowExpected: dayOf(one.dueOn),
    madeAt: at(one.madeAt),
    doneAt: at(one.doneAt),
    milestones: one.milestones.map(({ what, dueOn, doneAt }) => ({ what, dueOn: dayOf(dueOn), doneAt: at(doneAt) })),
    steps: one.steps.map((step) => ({
      step: step.kind,
      text: step.text,
      from: dayOf(step.fromOn),
      to: dayOf(step.toOn),
      by: step.byName,
      post: step.byPost,
      at: at(step.at),
      files: step.evidence.map(fileOf),
    })),
    reports: one.reports.map((report) => ({
      says: report.isDone ? "done" : "not_done",
      at: at(report.at),
      ...(report.hiddenAt
        ? hidingOf(report)
        : {
            text: report.text,
            files: report.evidence ? [fileOf(report.evidence)] : [],
            answer: report.answer,
            answeredBy: report.answeredBy,
          }),
    })),
  }));
}

interface Hiding {
  hiddenReason: string;
  hiddenGround: string;
  hiddenByPost: string;
}

function hidingOf({ hiddenReason, hiddenGround, hiddenByPost }: Hiding) {
  return { hiddenReason, hiddenGround, hiddenBy: hiddenByPost };
}

function fileOf(file: Hiding & { hash: string; mime: string; alt: string; hiddenAt: Date | null }): Plain {
  return file.hiddenAt
    ? { sha256: file.hash, ...hidingOf(file) }
    : { sha256: file.hash, type: file.mime, shows: file.alt };
}
