import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { instantInWords } from "~/domain/time/words";
import { countEndsAt } from "~/domain/vote/vote-state";
import { done, type Outcome } from "../commands/outcome";
import { refusedTo } from "../commands/refused-to";
import type { JobQueue } from "../jobs/queue";
import { plainReason } from "../mail/plain-reason";
import { instant, type Read } from "../persistence/db";

/** What an operator sees of the work behind the pages. Nobody's address, no letter and no ballot. */
export interface OperatorJobs {
  /** Whether this process runs jobs; without them pages and commands are right all the same. */
  areRunning: boolean;
  queues: { name: string; waiting: number; retrying: number; active: number; failed: number; lastDone: string }[];
  failed: { id: string; queue: string; when: string; tries: number; reason: string; mayRetry: boolean }[];
  processes: { key: string; host: string; pid: number; started: string }[];
  mail: MailStanding;
  votesDue: { id: string; question: string; what: string; since: string }[];
}

/** How letters stand. */
export interface MailStanding {
  /** Not sent yet: for the first time, and after a failure. */
  waiting: number;
  waitingAgain: number;
  /** Since when the oldest one waits; empty when none does. */
  oldest: string;
  /** Given up, among letters that are still kept. */
  givenUp: number;
  /** Why letters wait or were given up, most common reason first. */
  reasons: { reason: string; letters: number }[];
}

/** How many reasons are told apart. */
const reasonsListed = 20;
const votesListed = 50;

/**
 * How jobs, letters and the settling of votes stand.
 *
 * @param jobs null where no jobs run
 * @returns a refusal for a stranger and for anybody but an operator
 */
export async function getOperatorJobs(db: Read, jobs: JobQueue | null, actor: Actor): Promise<Outcome<OperatorJobs>> {
  const allowed = may(actor, "operator.work");
  if (!allowed.holds) return refusedTo(actor, allowed);
  const [work, mail, due] = await Promise.all([jobs?.look(), mailStanding(db), votesDue(db)]);
  return done({
    areRunning: jobs !== null,
    queues: (work?.queues ?? []).map(({ lastDoneAt, ...queue }) => ({
      ...queue,
      lastDone: lastDoneAt ? instantInWords(lastDoneAt) : "not in the last days",
    })),
    failed: (work?.failed ?? []).map(({ failedAt, reason, ...job }) => ({
      ...job,
      reason: plainReason(reason),
      when: instantInWords(failedAt),
    })),
    processes: (work?.processes ?? []).map(({ host, pid, startedAt }) => ({
      key: `${host} ${pid}`,
      host,
      pid,
      started: instantInWords(startedAt),
    })),
    mail,
    votesDue: due.map(({ id, question, opens, at }) => ({
      id,
      question,
      what: opens ? "To be opened" : "To be closed",
      since: instantInWords(at),
    })),
  });
}

async function mailStanding(db: Read): Promise<MailStanding> {
  const rows = await db.$queryRaw<{ waiting: number; waitingAgain: number; oldest: Date | null; givenUp: number }[]>`
    SELECT count(*) FILTER (WHERE failed_at IS NULL AND last_error = '')::int AS waiting,
      count(*) FILTER (WHERE failed_at IS NULL AND last_error <> '')::int AS "waitingAgain",
      min(created_at) FILTER (WHERE failed_at IS NULL) AS oldest, count(failed_at)::int AS "givenUp"
    FROM mail WHERE sent_at IS NULL`;
  const said = await db.$queryRaw<{ reason: string; letters: number }[]>`
    SELECT last_error AS reason, count(*)::int AS letters FROM mail WHERE sent_at IS NULL AND last_error <> '' GROUP BY last_error`;
  const counts = new Map<string, number>();
  for (const { reason, letters } of said) {
    const plain = plainReason(reason);
    counts.set(plain, (counts.get(plain) ?? 0) + letters);
  }
  const reasons = [...counts].map(([reason, letters]) => ({ reason, letters }));
  reasons.sort((one, other) => other.letters - one.letters || one.reason.localeCompare(other.reason));
  const { waiting = 0, waitingAgain = 0, oldest = null, givenUp = 0 } = rows[0] ?? {};
  return {
    waiting,
    waitingAgain,
    givenUp,
    oldest: oldest ? instantInWords(oldest) : "",
    reasons: reasons.slice(0, reasonsListed),
  };
}

/** Votes whose opening or closing has come and has not been done, the longest overdue first. Every request and the timer do it. */
async function votesDue(db: Read): Promise<{ id: string; question: string; opens: boolean; at: Date }[]> {
  const now = await instant(db);
  const select = { id: true, question: true, opensAt: true, closesAt: true, paperDueAt: true } as const;
  const [toOpen, toClose] = await Promise.all([
    db.vote.findMany({
      where: { openedAt: null, cancelledAt: null, opensAt: { lte: now } },
      select,
      take: votesListed,
    }),
    db.vote.findMany({
      where: {
        closedAt: null,
        cancelledAt: null,
        OR: [{ paperDueAt: null, closesAt: { lte: now } }, { paperDueAt: { lte: now } }],
      },
      select,
      take: votesListed,
    }),
  ]);
  return [
    ...toOpen.map(({ opensAt: at, ...vote }) => ({ ...vote, opens: true, at })),
    ...toClose.map((vote) => ({ ...vote, opens: false, at: countEndsAt(vote) })),
  ].sort((one, other) => one.at.getTime() - other.at.getTime());
}
