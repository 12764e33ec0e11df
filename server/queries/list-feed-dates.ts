import { lastDayBefore } from "~/domain/act/s34-clock";
import type { EntryKind } from "~/domain/record/entry-kinds";
import { addMonths, type CivilDate, civilDateOf, startOfDay } from "~/domain/time/civil";
import { dayInWords, whenInWords } from "~/domain/time/words";
import { fromDateColumn, type Prisma, type Read } from "../persistence/db";
import type { Feed } from "./find-feed";
import { type FoundParish, findParishes } from "./find-parish";
import { sunsetOfParish } from "./get-sunset";

/** A date of a calendar. */
export interface FeedDate {
  /** The same for good, however often the date moves. */
  id: string;
  /** A day, an instant, or an instant with the one at which it is over. */
  at: CivilDate | Date;
  until?: Date;
  title: string;
  text: string;
  path: string;
  /** When what is said here last changed. */
  changedAt: Date;
  /** How often it has changed since it was first said. */
  changes: number;
  /** Nobody need wait for it any more: it was called off, or done before. */
  isOff: boolean;
}

/** How far back a calendar reaches. */
const monthsBack = 12;

/**
 * The dates of what a feed follows, a year back and all that are to come: votes with their notices, the dates of Part 7, what councils owe,
 * commitments and outcome reviews. Nothing here follows from a ballot before its vote is closed, and practice votes are left out.
 */
export async function listFeedDates(db: Read, feed: Feed, now: Date): Promise<FeedDate[]> {
  const from = addMonths(civilDateOf(now), -monthsBack);
  const dates = [
    ...(await datesOfVotes(db, feed, startOfDay(from))),
    ...(await datesOfSunsets(db, feed, now)),
    ...(await datesOfDuties(db, feed, startOfDay(from))),
    ...(await datesOfDelivery(db, feed, from)),
  ];
  return dates.filter(({ at }) => (typeof at === "string" ? at >= from : at >= startOfDay(from)));
}

/** A title with its parish, where the feed follows several. */
function titleIn(feed: Feed, parish: { name: string }, title: string): string {
  return feed.namesParish ? `${parish.name}: ${title}` : title;
}

function followed(feed: Feed): { parishId: { in: string[] } } {
  return { parishId: { in: feed.parishIds } };
}

function followedProposals(feed: Feed): string[] {
  return feed.elsewhere.proposals.map((proposal) => proposal.id);
}

async function datesOfVotes(db: Read, feed: Feed, from: Date): Promise<FeedDate[]> {
  const votes = await db.vote.findMany({
    where: {
      purpose: { not: "practice" },
      closesAt: { gte: from },
      OR: [followed(feed), { id: { in: feed.elsewhere.votes.map((vote) => vote.id) } }],
    },
    orderBy: [{ opensAt: "asc" }, { id: "asc" }],
    include: { parish: { select: { name: true } } },
  });
  return votes.flatMap((vote) => {
    const { noticeAt, opensAt, closesAt, paperDueAt, cancelledAt } = vote;
    const state = {
      path: `/votes/${vote.id}`,
      changedAt: cancelledAt ?? noticeAt,
      changes: cancelledAt ? 1 : 0,
      isOff: cancelledAt !== null,
    };
    const text = cancelledAt
      ? `Cancelled ${whenInWords(cancelledAt)}. ${vote.cancelledReason}`.trim()
      : `Voting opens ${whenInWords(opensAt)} and closes ${whenInWords(closesAt)}.${paperDueAt ? ` Papers are counted until ${whenInWords(paperDueAt)}.` : ""}`;
    const date = (what: string, at: FeedDate["at"], title: string): FeedDate => ({
      id: `${vote.id}-${what}`,
      at,
      title: titleIn(feed, vote.parish, `${title}: ${vote.question}`),
      text,
      ...state,
    });
    const notice = date("notice", civilDateOf(noticeAt), "Notice of a vote");
    // A hall vote is a meeting of some minutes; any other is a week with two ends.
    const isShort = civilDateOf(opensAt) === civilDateOf(closesAt);
    return isShort
      ? [notice, { ...date("opens", opensAt, "Vote"), until: closesAt }]
      : [notice, date("opens", opensAt, "Voting opens"), date("closes", closesAt, "Voting closes")];
  });
}

/** Entries after which the dates of Part 7 are others than before. */
const setsSunset: readonly EntryKind[] = ["parish_approved", "parish_renewed", "end_brought_forward"];

async function datesOfSunsets(db: Read, feed: Feed, now: Date): Promise<FeedDate[]> {
  const parishes = await findParishes(db, { id: { in: feed.parishIds }, sunsetAt: { not: null } }, now);
  const settings = await db.minuteEntry.groupBy({
    by: ["parishId"],
    where: { ...followed(feed), kind: { in: [...setsSunset] } },
    _count: true,
    _max: { at: true },
  });
  return parishes.flatMap((found) => {
    const set = settings.find((one) => one.parishId === found.row.id);
    const changedAt = set?._max.at ?? found.row.approvedAt ?? found.row.createdAt;
    return datesOfSunset(feed, found, { changedAt, changes: (set?._count ?? 1) - 1 }, now);
  });
}

function datesOfSunset(
  feed: Feed,
  found: FoundParish,
  change: { changedAt: Date; changes: number },
  now: Date,
): FeedDate[] {
  const { row } = found;
  const { revokedAt } = row;
  return (sunsetOfParish(found, now)?.dates ?? []).map(({ key, name, at, how }) => {
    const isOff = revokedAt !== null && revokedAt <= now && new Date(at) > revokedAt;
    return {
      id: `${row.id}-${key}`,
      at: civilDateOf(new Date(at)),
      title: titleIn(feed, row, name),
      text: isOff ? `The parish was revoked ${whenInWords(revokedAt)}.` : how,
      path: `/parishes/${row.slug}/sunset`,
      changedAt: isOff ? revokedAt : change.changedAt,
      changes: isOff ? change.changes + 1 : change.changes,
      isOff,
    };
  });
}

const dutyShape = {
  council: { select: { name: true } },
  parish: { select: { slug: true, name: true, withdrawnAt: true } },
  proposal: { select: { number: true, title: true } },
} satisfies Prisma.DutyInclude;

type DutyRow = Prisma.DutyGetPayload<{ include: typeof dutyShape }>;

async function datesOfDuties(db: Read, feed: Feed, from: Date): Promise<FeedDate[]> {
  const duties = await db.duty.findMany({
    where: { answerBy: { gte: from }, OR: [followed(feed), { proposalId: { in: followedProposals(feed) } }] },
    orderBy: [{ answerBy: "asc" }, { id: "asc" }],
    include: dutyShape,
  });
  return duties.flatMap((duty) => datesOfDuty(feed, duty));
}

const answerTitles: Readonly<Record<DutyRow["kind"], string>> = {
  decision: "answer",
  charter_review: "decide on each power",
  renewal: "confirm or refuse each power",
};

function datesOfDuty(feed: Feed, duty: DutyRow): FeedDate[] {
  const { council, parish, proposal, answeredAt } = duty;
  const about = proposal ? `“${proposal.title}”` : `the ${duty.kind === "renewal" ? "renewal" : "charter"}`;
  const path = `/parishes/${parish.slug}${proposal ? `/proposals/${proposal.number}` : ""}`;
  const date = (what: string, title: string, at: CivilDate, moved: Date | null, doneAt: Date | null): FeedDate => {
    const metAt = doneAt ?? answeredAt;
    const offAt = metAt ?? parish.withdrawnAt;
    const off = metAt ? "Done" : "The parish was withdrawn";
    return {
      id: `${duty.id}-${what}`,
      at,
      title: titleIn(feed, parish, title),
      text: offAt ? `${off} ${whenInWords(offAt)}.` : `${council.name} received it ${whenInWords(duty.receivedAt)}.`,
      path,
      changedAt: offAt ?? moved ?? duty.receivedAt,
      changes: (moved ? 1 : 0) + (offAt ? 1 : 0),
      isOff: offAt !== null,
    };
  };
  const last = (step: string) => `Last day for ${council.name} to ${step}: ${about}`;
  const promised = duty.datedAt && duty.willAnswerOn;
  return [
    date("acknowledge", last("acknowledge"), lastDayBefore(duty.acknowledgeBy), null, duty.acknowledgedAt),
    date("date", last("say when it will answer"), lastDayBefore(duty.dateBy), null, duty.datedAt),
    date("answer", last(answerTitles[duty.kind]), lastDayBefore(duty.answerBy), duty.pauseFrom, answeredAt),
    ...(promised
      ? [
          {
            ...date(
              "promised",
              `${council.name} means to answer: ${about}`,
              fromDateColumn(promised),
              null,
              answeredAt,
            ),
          },
        ]
      : []),
  ];
}

/** What councils have promised, day by day, and the reviews of what came of it. */
async function datesOfDelivery(db: Read, feed: Feed, from: CivilDate): Promise<FeedDate[]> {
  const proposals = await db.proposal.findMany({
    where: {
      commitments: { some: {} },
      OR: [followed(feed), { id: { in: followedProposals(feed) } }],
    },
    orderBy: [{ parishId: "asc" }, { number: "asc" }],
    include: {
      parish: { select: { slug: true, name: true } },
      commitments: { orderBy: [{ madeAt: "asc" }, { id: "asc" }] },
      review: { select: { at: true } },
    },
  });
  const recorded = await db.minuteEntry.findMany({
    where: {
      parishId: { in: proposals.map((one) => one.parishId) },
      kind: "delivery_recorded",
      at: { gte: startOfDay(from) },
    },
    orderBy: { at: "asc" },
    select: { parishId: true, at: true, body: true },
  });
  return proposals.flatMap((proposal) => {
    const { parish, number } = proposal;
    const path = `/parishes/${parish.slug}/proposals/${number}`;
    const kept = proposal.commitments.map((promise): FeedDate => {
      const moves = recorded.filter(({ parishId, body }) => {
        const entry = body as Record<string, unknown>;
        const isThis = parishId === proposal.parishId && entry.proposal === number && entry.what === promise.what;
        return isThis && entry.step === "moved";
      });
      const { doneAt } = promise;
      const dueOn = fromDateColumn(promise.dueOn);
      const firstOn = fromDateColumn(promise.originalDueOn);
      const slipped = dueOn === firstOn ? "" : ` First promised for ${dayInWords(firstOn)}.`;
      return {
        id: `${promise.id}-due`,
        at: dueOn,
        title: titleIn(feed, parish, `Promised: ${promise.what}`),
        text: doneAt ? `Done ${whenInWords(doneAt)}.` : `${promise.owner} answers for it.${slipped}`,
        path,
        changedAt: doneAt ?? moves.at(-1)?.at ?? promise.madeAt,
        changes: moves.length + (doneAt ? 1 : 0),
        isOff: doneAt !== null,
      };
    });
    const [first] = proposal.commitments;
    if (!proposal.measureOn || !first) return kept;
    const reviewedAt = proposal.review?.at ?? null;
    return [
      ...kept,
      {
        id: `${proposal.id}-review`,
        at: fromDateColumn(proposal.measureOn),
        title: titleIn(feed, parish, `Outcome review: ${proposal.title}`),
        text: reviewedAt ? `Reviewed ${whenInWords(reviewedAt)}.` : `Measured: ${proposal.measure}`,
        path,
        changedAt: reviewedAt ?? first.madeAt,
        changes: reviewedAt ? 1 : 0,
        isOff: reviewedAt !== null,
      },
    ];
  });
}
