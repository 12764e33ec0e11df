import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import type { Env } from "./env";
import { answerMetrics } from "./metrics/all-processes";
import { type EmbeddedServer, joinEmbeddedPostgres } from "./persistence/embedded-postgres";

/** Database connections that a process may hold at most, and those that are left for tools. */
const connectionsPerProcess = 30;
const connectionsForTools = 40;
/** A process that ends so soon after its start is started again later and later. */
const soonMs = 10_000;
const longestWaitMs = 30_000;
const stopWithinMs = 20_000;

/** Several processes on one port and one database. */
export interface Processes {
  /** @returns the port once all of them serve; null when the first one could not start, which has said why by then */
  start(): Promise<number | null>;
  stop(): Promise<void>;
}

/**
 * Keeps several processes running and starts another for each that dies. The process that calls this serves nothing itself: it holds the
 * port, hands connections out in turn, and keeps the embedded database up while the others come and go. When it is killed they end by
 * themselves.
 * @param script the file that each process runs; it says `{ ready, port }` once it serves
 * @param say takes lines for the person who starts the program
 */
export function makeProcesses(env: Env, script: string, say: (line: string) => void): Processes {
  const timers = new Set<NodeJS.Timeout>();
  let database: EmbeddedServer | null = null;
  let hasServed = false;
  let isStopping = false;

  /** @returns the port as soon as the process, or one in its place, serves; null when nothing has ever served and it ends */
  function keepRunning(number: number): Promise<number | null> {
    return new Promise((resolve) => {
      let failures = 0;
      function run() {
        const startedMs = performance.now();
        const worker = cluster.fork();
        worker.on("message", (message: { ready?: boolean; port?: number }) => {
          if (message.ready) resolve(message.port ?? env.port);
        });
        worker.once("exit", (status, signal) => {
          if (!hasServed || isStopping) return resolve(null);
          failures = performance.now() - startedMs < soonMs ? failures + 1 : 0;
          const waitMs = failures && Math.min(500 * 2 ** failures, longestWaitMs);
          const when = waitMs ? `in ${waitMs / 1_000} s` : "now";
          say(`Process ${number} ended (${signal ?? `status ${status}`}). Another one starts ${when}.`);
          const timer = setTimeout(() => {
            timers.delete(timer);
            run();
          }, waitMs);
          timers.add(timer);
        });
      }
      run();
    });
  }

  return {
    async start() {
      if (env.databaseUrl === undefined) {
        const max_connections = String(connectionsForTools + connectionsPerProcess * env.processes);
        database = await joinEmbeddedPostgres({ dataFolder: env.dataFolder, settings: { max_connections }, say });
      }
      cluster.setupPrimary({ exec: script, args: [] });
      if (env.metricsToken) answerMetrics();
      // The first one prepares the database, and finds whatever is wrong with the settings: that is said once.
      const port = await keepRunning(1);
      if (port === null) return null;
      hasServed = true;
      await Promise.all(Array.from({ length: env.processes - 1 }, (_, index) => keepRunning(index + 2)));
      return port;
    },
    async stop() {
      isStopping = true;
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(Object.values(cluster.workers ?? {}).map(stopWorker));
      await database?.leave();
    },
  };
}

async function stopWorker(worker: Worker | undefined): Promise<void> {
  if (!worker || worker.isDead()) return;
  const gone = once(worker, "exit");
  worker.process.kill("SIGTERM");
  const timer = setTimeout(() => worker.process.kill("SIGKILL"), stopWithinMs);
  await gone;
  clearTimeout(timer);
}
