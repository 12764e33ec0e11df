import { hostname } from "node:os";
import PgBoss from "pg-boss";
import type { Logger } from "pino";

const mailQueue = "deliver-mail";
/** How many failed jobs are listed at most: the newest. */
const failedListed = 50;
/** Marks the connections of this program, so that its processes can be told from the database. PostgreSQL keeps 63 characters of a name. */
const processMark = "popup-parish";
const longestApplicationName = 63;

/** How the jobs of one queue stand. */
export interface QueueStanding {
  name: string;
  /** Jobs that wait for their turn, and those that wait for another try. */
  waiting: number;
  retrying: number;
  active: number;
  /** Given up within the last hours; older ones are in the list of failed jobs only. */
  failed: number;
  /** When one was last done; null when none has been, as far as is known. */
  lastDoneAt: Date | null;
}

/** A job that was given up. */
export interface FailedJob {
  id: string;
  queue: string;
  failedAt: Date;
  tries: number;
  /** What the program said, in its own words: for nobody but an operator, and not before addresses are taken out. */
  reason: string;
  /** Whether it can be tried again: for some hours, until it is put away. */
  mayRetry: boolean;
}

/** A process that runs jobs on this database, on whatever machine. */
export interface JobProcess {
  host: string;
  pid: number;
  startedAt: Date;
}

export interface JobsNow {
  queues: QueueStanding[];
  /** Newest first. */
  failed: FailedJob[];
  processes: JobProcess[];
}

/** Background work, kept in the database so that it survives this process. */
export interface JobQueue {
  /** Asks for waiting letters to be delivered soon. */
  deliverMail(): void;
  /** How all jobs stand, whichever process runs them. */
  look(): Promise<JobsNow>;
  /** How many jobs there are of each queue, without looking further. */
  count(): Promise<QueueStanding[]>;
  /** Tries a failed job again soon. Answers whether there was one to try. */
  retry(jobId: string): Promise<boolean>;
  stop(): Promise<void>;
}

/**
 * Starts the job queue. It owns its own tables, so it connects as the owner of the database.
 * @param deliver tells people what is due, and sends whatever letters wait
 */
export async function startJobs(ownerUrl: string, deliver: () => Promise<void>, log: Logger): Promise<JobQueue> {
  const boss = new PgBoss({ connectionString: ownerUrl, max: 2, application_name: processName() });
  boss.on("error", (error) => log.error({ err: error }, "the job queue has a problem"));
  await boss.start();
  await boss.createQueue(mailQueue, { name: mailQueue, policy: "short", retryLimit: 5, retryBackoff: true });
  // What the calendar alone brings, and letters that failed, are looked at every minute by one of all processes.
  await boss.schedule(mailQueue, "* * * * *");
  await boss.work(mailQueue, { pollingIntervalSeconds: 2 }, deliver);
  const ask = async <Row>(sql: string, values: unknown[] = []) =>
    (await boss.getDb().executeSql(sql, values)).rows as Row[];
  const count = () => ask<QueueStanding>(queuesSql);
  return {
    deliverMail() {
      boss.send(mailQueue, {}).catch((error: unknown) => log.error({ err: error }, "a job could not be queued"));
    },
    count,
    async look() {
      const [queues, failed, names] = await Promise.all([
        count(),
        ask<FailedJob>(failedSql, [failedListed]),
        ask<{ name: string }>(processesSql, [`${processMark} %`]),
      ]);
      return { queues, failed, processes: names.flatMap(({ name }) => processOf(name) ?? []) };
    },
    async retry(jobId) {
      const failed = await boss.getJobById(mailQueue, jobId);
      if (failed?.state !== "failed") return false;
      await boss.retry(mailQueue, jobId);
      return true;
    },
    stop: () => boss.stop({ graceful: true, timeout: 5_000 }),
  };
}

// pg-boss tells the length of one queue and the state of one job; these look at all of them, in the two tables where it keeps them.
const ownQueues = "name NOT LIKE '\\_\\_pgboss%'";
const queuesSql = `
  SELECT name,
    count(*) FILTER (WHERE state = 'created')::int AS waiting, count(*) FILTER (WHERE state = 'retry')::int AS retrying,
    count(*) FILTER (WHERE state = 'active')::int AS active, count(*) FILTER (WHERE state = 'failed')::int AS failed,
    greatest(max(completed_on) FILTER (WHERE state = 'completed'),
      (SELECT max(completed_on) FROM pgboss.archive WHERE archive.name = queue.name AND state = 'completed')) AS "lastDoneAt"
  FROM pgboss.queue LEFT JOIN pgboss.job USING (name) WHERE ${ownQueues} GROUP BY name ORDER BY name`;
const failedSql = `
  SELECT id, name AS queue, completed_on AS "failedAt", retry_count + 1 AS tries, coalesce(output ->> 'message', '') AS reason,
    "mayRetry"
  FROM (
    SELECT id, name, completed_on, retry_count, output, true AS "mayRetry" FROM pgboss.job WHERE state = 'failed'
    UNION ALL
    SELECT id, name, completed_on, retry_count, output, false FROM pgboss.archive WHERE state = 'failed'
  ) AS failed WHERE ${ownQueues} ORDER BY completed_on DESC, id LIMIT $1`;
const processesSql = `
  SELECT DISTINCT application_name AS name FROM pg_stat_activity
  WHERE datname = current_database() AND application_name LIKE $1 ORDER BY name`;

function processName(): string {
  const startedMs = Math.round(Date.now() - process.uptime() * 1_000);
  return `${processMark} ${startedMs} ${process.pid} ${hostname()}`.slice(0, longestApplicationName);
}

function processOf(name: string): JobProcess | null {
  const [, startedMs, pid, host] = /^\S+ (\d+) (\d+) (.*)$/.exec(name) ?? [];
  return host === undefined ? null : { host, pid: Number(pid), startedAt: new Date(Number(startedMs)) };
}
