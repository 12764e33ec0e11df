import type { Server as HttpServer } from "node:http";
import type { Logger } from "pino";
import type { Actor } from "~/domain/permissions/actor";
import { loadActor } from "./auth/load-actor";
import { makeSessions, type Sessions } from "./auth/sessions";
import { openSigner } from "./auth/signing-key";
import { announceDates } from "./commands/announce-dates";
import { type BallotDesk, makeBallotDesk } from "./commands/cast-ballot";
import type { Context, Job, Published } from "./commands/context";
import { growLog } from "./commands/grow-log";
import { settleVotes, untilNextVote } from "./commands/settle-votes";
import type { Env } from "./env";
import { inRequestScope } from "./http/request-scope";
import { type JobQueue, startJobs } from "./jobs/queue";
import { startVoteTimer, type VoteTimer } from "./jobs/vote-timer";
import { makePostman, type Postman } from "./mail/deliver-mail";
import { type Metrics, makeMetrics } from "./metrics/metrics";
import { spreadNotices } from "./notices/spread-notices";
import { type BallotBox, openBallotBox } from "./persistence/ballot-box";
import { type Db, instant, openDb } from "./persistence/db";
import { openBus } from "./realtime/bus";
import { type Hall, openHall } from "./realtime/hall";
import { type Crowd, makeCrowd } from "./simulation/crowd";
import { isEmptyDeployment, loadExampleDistrict } from "./simulation/example-district";

// The one door for pages: what they can ask of the server is named in these two rooms.
export * from "./commands";
export * from "./queries";

/** The one of everything in a process, put together here and nowhere else. */
export interface Application {
  env: Env;
  log: Logger;
  db: Db;
  /** What commands are given. */
  context: Context;
  sessions: Sessions;
  desk: BallotDesk;
  /** The application's instant, from the database's clock. */
  now(): Promise<Date>;
  /** Opens and closes whatever votes are due, so that what is read next is true now. */
  settle(): Promise<void>;
  /** @param clientAddress where the request came from, for the audit log */
  loadActor(personId: string | null, clientAddress?: string): Promise<Actor>;
  /** Answers one request in a scope of its own. */
  inRequestScope<T>(work: () => T): T;
  /** People in the hall of a vote, on all processes. */
  present(voteId: string): number;
  /** Drops the open sockets of a session that has ended. */
  dropSession(sessionId: string): void;
  /** Fills an empty simulation with the example district; does nothing otherwise. */
  loadExampleDistrict(say: (line: string) => void): Promise<void>;
  /** Looks at what is due right away, because the clock was moved. */
  wakeTimer(): void;
  /** The address of this very server as it reaches itself; null while it does not listen. */
  serverAddress(): string | null;
  /** Simulated residents who come and vote; null when the simulation is off. */
  crowd: Crowd | null;
  /** Figures about the program; null where METRICS_TOKEN is not set. */
  metrics: Metrics | null;
  /** Background work; null where none runs. */
  jobs: JobQueue | null;
  /** Whether the database answers. */
  isReady(): Promise<boolean>;
  stop(): Promise<void>;
}

export interface StartOptions {
  env: Env;
  log: Logger;
  ownerUrl: string;
  appUrl: string;
  /** The web server that sockets share; without one there are no halls. */
  server?: HttpServer;
  /** Makes the database forget what it logged of boxes that are gone. Called some time after a vote was closed. */
  discardWriteAheadLog?: () => Promise<void>;
  /** Whether jobs and timers run; commands are right without them. */
  hasJobs?: boolean;
}

const forgetAfterMs = 5_000;

/** Puts the application together and starts its background work. */
export async function startApplication(options: StartOptions): Promise<Application> {
  const { env, log } = options;
  const db = openDb(options.appUrl);
  const box: BallotBox = openBallotBox(options.appUrl);
  const sessions = makeSessions(db, env.publicUrl?.startsWith("https:") ?? false);
  let hall: Hall | null = null;
  let jobs: JobQueue | null = null;
  let timer: VoteTimer | null = null;
  let postman: Postman | null = null;

  // Votes tend to close at the same hour, so one checkpoint serves for all that close within some seconds.
  let forgetting: NodeJS.Timeout | null = null;
  const forgetSoon = () => {
    if (!options.discardWriteAheadLog || forgetting) return;
    forgetting = setTimeout(() => {
      forgetting = null;
      options.discardWriteAheadLog?.().catch((error: unknown) => log.warn({ err: error }, "old logs are still there"));
    }, forgetAfterMs);
  };

  const context: Context = {
    db,
    env,
    log,
    signer: openSigner(env),
    publish: (event: Published) => {
      if (event.kind === "vote_closed") {
        desk.forget(event.voteId);
        forgetSoon();
      }
      hall?.publish(event);
    },
    enqueue: (job: Job) => {
      if (job.name === "deliver-mail") jobs?.deliverMail();
      else timer?.wake();
    },
  };
  const desk = makeBallotDesk(context, box);
  if (options.server) {
    hall = openHall(options.server, {
      db,
      log,
      growLog: (voteId) => growLog(context, voteId),
      desk,
      sessions,
      bus: await openBus({ appUrl: options.appUrl, redisUrl: env.redisUrl, log }),
      publicUrl: env.publicUrl,
      settle: () => settleVotes(context),
    });
  }
  if (options.hasJobs !== false) {
    const rounds = makePostman(db, env, log);
    postman = rounds;
    const makeRound = async () => {
      await settleVotes(context);
      await announceDates(context);
      await spreadNotices(context);
      if (await rounds.deliver()) jobs?.deliverMail();
    };
    jobs = await startJobs(options.ownerUrl, makeRound, log);
    timer = startVoteTimer(async () => {
      await settleVotes(context);
      return untilNextVote(context);
    }, log);
  }

  const serverAddress = () => addressOf(options.server);
  const crowd = env.isSimulated ? makeCrowd({ db, log, sessions, serverAddress }) : null;

  // A process that was killed just after a closing could not see to it.
  forgetSoon();

  const application: Application = {
    env,
    log,
    db,
    context,
    sessions,
    desk,
    now: () => instant(db),
    async settle() {
      await settleVotes(context);
    },
    loadActor: (personId, clientAddress) => loadActor(db, personId, clientAddress),
    inRequestScope,
    present: (voteId) => hall?.present(voteId) ?? 0,
    dropSession: (sessionId) => hall?.dropSession(sessionId),
    async loadExampleDistrict(say) {
      if (env.isSimulated && (await isEmptyDeployment(application))) await loadExampleDistrict(application, say);
    },
    wakeTimer: () => {
      timer?.wake();
      jobs?.deliverMail();
    },
    serverAddress,
    crowd,
    metrics: env.metricsToken ? makeMetrics({ db, jobs, sockets: () => hall?.sockets() ?? 0 }) : null,
    jobs,
    async isReady() {
      try {
        await db.$queryRaw`SELECT 1`;
        return true;
      } catch {
        return false;
      }
    },
    async stop() {
      if (forgetting) {
        clearTimeout(forgetting);
        await options.discardWriteAheadLog?.().catch(() => {});
      }
      await crowd?.stop();
      await timer?.stop();
      await hall?.close();
      await jobs?.stop();
      postman?.stop();
      await box.close();
      await db.$disconnect();
    },
  };
  return application;
}

/** Where a server can be reached from its own machine. One that listens on every address is reached by loopback. */
function addressOf(server: HttpServer | undefined): string | null {
  const address = server?.address();
  if (!address || typeof address === "string") return null;
  const anywhere: Record<string, string> = { "0.0.0.0": "127.0.0.1", "::": "[::1]" };
  const host = anywhere[address.address] ?? (address.family === "IPv6" ? `[${address.address}]` : address.address);
  return `http://${host}:${address.port}`;
}
