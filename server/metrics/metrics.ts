import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { JobQueue } from "../jobs/queue";
import { type Db, instant } from "../persistence/db";
import { shareMetrics } from "./all-processes";
import { type AnsweredRequest, mayCount } from "./may-count";

/** Figures about the program for whoever runs it. What they may never tell stands in docs/secrecy.md. */
export interface Metrics {
  noteRequest(request: AnsweredRequest): void;
  /** All figures in Prometheus' text format; of all processes together where several serve one port. */
  read(): Promise<string>;
  readonly contentType: string;
}

/** What the figures are taken from. */
export interface MeasuredParts {
  db: Db;
  /** Null where no jobs run. */
  jobs: Pick<JobQueue, "count"> | null;
  /** Sockets that are open in this process. */
  sockets: () => number;
}

const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Puts the figures of this process together. There is nothing in them of any vote, ballot or person. */
export function makeMetrics({ db, jobs, sockets }: MeasuredParts): Metrics {
  const ofProcess = new Registry();
  const registers = [ofProcess];
  collectDefaultMetrics({ register: ofProcess });
  const requests = new Histogram({
    name: "parish_http_request_duration_seconds",
    help: "Time to answer a request, by route. Requests that may be ballots are left out.",
    labelNames: ["method", "route", "status"] as const,
    buckets: durationBuckets,
    registers,
  });
  new Gauge({
    name: "parish_sockets",
    help: "Open websockets.",
    registers,
    collect() {
      this.set(sockets());
    },
  });

  // Only the process that is asked looks into the database, so these are not added up.
  const ofDatabase = new Registry();
  const fromDatabase = { registers: [ofDatabase] };
  const up = new Gauge({ name: "parish_database_up", help: "1 if the database answers.", ...fromDatabase });
  const waiting = new Gauge({
    name: "parish_jobs",
    help: "Jobs by queue and state.",
    labelNames: ["queue", "state"] as const,
    ...fromDatabase,
  });
  const mail = new Gauge({
    name: "parish_mail",
    help: "Letters that wait, that wait after a failure, and that were given up.",
    labelNames: ["state"] as const,
    ...fromDatabase,
  });
  const oldestLetter = new Gauge({
    name: "parish_mail_oldest_seconds",
    help: "Age of the oldest letter that waits.",
    ...fromDatabase,
  });
  const votesDue = new Gauge({
    name: "parish_votes_due",
    help: "Votes whose opening or closing has come and has not been done.",
    ...fromDatabase,
  });

  async function askDatabase(): Promise<void> {
    try {
      const letters = await lettersNow(db);
      mail.set({ state: "waiting" }, letters.waiting);
      mail.set({ state: "waiting_again" }, letters.waitingAgain);
      mail.set({ state: "given_up" }, letters.givenUp);
      oldestLetter.set(letters.oldestSeconds);
      votesDue.set(await countVotesDue(db));
      for (const queue of (await jobs?.count()) ?? []) {
        waiting.set({ queue: queue.name, state: "waiting" }, queue.waiting);
        waiting.set({ queue: queue.name, state: "retrying" }, queue.retrying);
        waiting.set({ queue: queue.name, state: "active" }, queue.active);
        waiting.set({ queue: queue.name, state: "failed" }, queue.failed);
      }
      up.set(1);
    } catch {
      // Old figures of a database that does not answer would look like news.
      for (const gauge of [mail, oldestLetter, votesDue, waiting]) gauge.remove();
      up.set(0);
    }
  }

  const ofAllProcesses = shareMetrics(ofProcess);
  return {
    contentType: ofProcess.contentType,
    noteRequest(request) {
      if (!mayCount(request)) return;
      const { method, route, status, seconds } = request;
      requests.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, seconds);
    },
    async read() {
      await askDatabase();
      return `${await ofAllProcesses()}\n${await ofDatabase.metrics()}`;
    },
  };
}

interface LettersNow {
  waiting: number;
  waitingAgain: number;
  givenUp: number;
  oldestSeconds: number;
}

async function lettersNow(db: Db): Promise<LettersNow> {
  const [letters] = await db.$queryRaw<LettersNow[]>`
    SELECT count(*) FILTER (WHERE failed_at IS NULL AND last_error = '')::int AS waiting,
      count(*) FILTER (WHERE failed_at IS NULL AND last_error <> '')::int AS "waitingAgain",
      count(failed_at)::int AS "givenUp",
      coalesce(extract(epoch FROM app_now() - min(created_at) FILTER (WHERE failed_at IS NULL)), 0)::float8 AS "oldestSeconds"
    FROM mail WHERE sent_at IS NULL`;
  return letters as LettersNow;
}

async function countVotesDue(db: Db): Promise<number> {
  const now = await instant(db);
  return db.vote.count({
    where: {
      cancelledAt: null,
      OR: [
        { openedAt: null, opensAt: { lte: now } },
        { closedAt: null, OR: [{ paperDueAt: null, closesAt: { lte: now } }, { paperDueAt: { lte: now } }] },
      ],
    },
  });
}
