import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import pino from "pino";
import { type Application, startApplication } from "#server/container";
import { readEnv } from "#server/env";
import type { VoteClass } from "#server/persistence/db";
import { toJson } from "#server/persistence/db";
import { allowClockMoves } from "#server/persistence/simulation-clock";
import { actInForce } from "~/domain/act/act-in-force";
import type { Choice } from "~/live/contract";
import { createTestDatabase } from "./database";

/** A whole application on a database of its own: what command tests act upon. */
export interface World {
  /** Where sockets connect; empty without a web server. */
  url: string;
  app: Application;
  ownerUrl: string;
  appUrl: string;
  /** Runs SQL as the owner of the database, to look where the application may not. */
  sql<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Moves the deployment's clock forward by an interval in PostgreSQL's words: `30 days`. */
  advance(interval: string): Promise<Date>;
  /** Moves the clock to an instant, later or earlier. */
  moveTo(instant: Date): Promise<Date>;
  stop(): Promise<void>;
}

/** When every world begins: no test's outcome depends on the day or the hour of its run. */
export const worldStart = new Date("2026-11-23T10:00:00Z");

/**
 * @param settings of the environment, on top of a quiet simulation
 * @param options.hasHall whether a web server with the live halls runs; pages are not served by it
 * @param options.startsAt where its clock stands at first; null is the real time, as it always is without the simulation
 */
export async function makeWorld(
  settings: Record<string, string> = {},
  options: { hasHall?: boolean; startsAt?: Date | null } = {},
): Promise<World> {
  const database = await createTestDatabase();
  const env = readEnv({ NODE_ENV: "test", SIMULATION: "on", LOG_LEVEL: "warn", ...settings });
  await allowClockMoves(database.ownerUrl, env.isSimulated);
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  const sql = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await owner.query<Row>(text, values)).rows;
  const moveTo = async (instant: Date) => {
    // Rounded up: half a millisecond before a deadline that falls at midnight is another day.
    await sql("SELECT move_clock(ceil(extract(epoch FROM $1::timestamptz - app_now()) * 1000)::bigint)", [instant]);
  };
  const startsAt = options.startsAt === undefined ? worldStart : options.startsAt;
  if (env.isSimulated && startsAt) await moveTo(startsAt);
  const log = pino({ level: env.logLevel });
  const server = options.hasHall ? createServer() : undefined;
  if (server) await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const app = await startApplication({
    env,
    log,
    ownerUrl: database.ownerUrl,
    appUrl: database.appUrl,
    hasJobs: false,
    server,
  });
  return {
    url: server ? `http://127.0.0.1:${(server.address() as AddressInfo).port}` : "",
    app,
    ownerUrl: database.ownerUrl,
    appUrl: database.appUrl,
    sql,
    async advance(interval) {
      await sql("SELECT move_clock((extract(epoch FROM $1::interval) * 1000)::bigint)", [interval]);
      return app.now();
    },
    async moveTo(instant) {
      await moveTo(instant);
      return app.now();
    },
    async stop() {
      await app.stop();
      server?.close();
      await endPool(owner);
      await database.drop();
    },
  };
}

/** Ends a pool and waits for its connections: `end` answers before they are closed, and dropping the database would break those in the middle of it. */
async function endPool(pool: pg.Pool): Promise<void> {
  let open = pool.totalCount;
  const closed = new Promise<void>((resolve) => {
    if (open === 0) resolve();
    pool.on("remove", () => {
      open -= 1;
      if (open === 0) resolve();
    });
  });
  await pool.end();
  await closed;
}

/** A vote of a parish with its own window, put straight into the database: for tests whose subject is the voting itself. */
export async function makeVote(
  world: World,
  facts: {
    parishId: string;
    opensAt: Date;
    closesAt: Date;
    class?: VoteClass;
    publicity?: "open" | "turnout" | "sealed";
    question?: string;
    tallyStepBallots?: number;
    proposalId?: string;
  },
) {
  return world.app.db.vote.create({
    data: {
      parishId: facts.parishId,
      proposalId: facts.proposalId ?? null,
      purpose: facts.proposalId ? "proposal" : facts.class === "charter" ? "charter" : "practice",
      class: facts.class ?? "ordinary",
      question: facts.question ?? "Shall the bins be emptied twice a week?",
      method: "yes_no_abstain",
      publicity: facts.publicity ?? "open",
      tallyStepBallots: facts.tallyStepBallots ?? 5,
      seed: "0".repeat(64),
      rules: toJson(actInForce),
      noticeAt: facts.opensAt,
      opensAt: facts.opensAt,
      closesAt: facts.closesAt,
    },
  });
}

/** Casts as a person would, with a request of their own. */
export function castAs(
  world: World,
  personId: string | null,
  voteId: string,
  choice: Choice,
  request = crypto.randomUUID(),
) {
  return world.app.desk.cast(personId, { voteId, choice, request });
}
