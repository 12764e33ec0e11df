import PgBoss from "pg-boss";
import type { Logger } from "pino";

const mailQueue = "deliver-mail";

/** Background work, kept in the database so that it survives this process. */
export interface JobQueue {
  /** Asks for waiting letters to be delivered soon. */
  deliverMail(): void;
  stop(): Promise<void>;
}

/**
 * Starts the job queue. It owns its own tables, so it connects as the owner of the database.
 * @param deliver sends whatever letters wait
 */
export async function startJobs(ownerUrl: string, deliver: () => Promise<void>, log: Logger): Promise<JobQueue> {
  const boss = new PgBoss({ connectionString: ownerUrl, max: 2 });
  boss.on("error", (error) => log.error({ err: error }, "the job queue has a problem"));
  await boss.start();
  await boss.createQueue(mailQueue, { name: mailQueue, policy: "short", retryLimit: 5, retryBackoff: true });
  await boss.work(mailQueue, { pollingIntervalSeconds: 2 }, deliver);
  return {
    deliverMail() {
      boss.send(mailQueue, {}).catch((error: unknown) => log.error({ err: error }, "a job could not be queued"));
    },
    stop: () => boss.stop({ graceful: true, timeout: 5_000 }),
  };
}
