import { createHash } from "node:crypto";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Db } from "../persistence/db";

const hourSeconds = 3600;

/** How often something may be asked for in an hour, by the e-mail address it concerns and by the client that asks. */
const limits = {
  codes_by_address: { points: 5, duration: hourSeconds },
  codes_by_client: { points: 20, duration: hourSeconds },
  tries_by_address: { points: 25, duration: hourSeconds },
  tries_by_client: { points: 60, duration: hourSeconds },
  /** Askings to receive something, which may go to any address. */
  receivers_by_person: { points: 60, duration: hourSeconds },
  /** Files sent by somebody who acts for a council, and by a resident. Each takes work to clean and room for good. */
  files_by_officer: { points: 60, duration: hourSeconds },
  files_by_resident: { points: 6, duration: hourSeconds },
  /** Reports on what a council has promised, changed ones too. */
  reports_by_person: { points: 20, duration: hourSeconds },
  /** Papers issued and refused: a refusal tells that somebody has voted. */
  papers_by_officer: { points: 60, duration: hourSeconds },
  counts_by_officer: { points: 10, duration: hourSeconds },
  /** Searches of a council's residents by name. */
  searches_by_officer: { points: 120, duration: hourSeconds },
} as const;

export type Limit = keyof typeof limits;

interface Statement {
  text: string;
  values: unknown[];
}

/** The application's own connection in the shape that the limiter speaks to, so that it needs no second pool. */
function connectionOf(db: Db) {
  return {
    async query({ text, values }: Statement) {
      const rows = await db.$queryRawUnsafe<{ points: number; expire: bigint | null }[]>(text, ...values);
      return {
        rows: rows.map((row) => ({ ...row, expire: row.expire === null ? null : Number(row.expire) })),
        rowCount: rows.length,
      };
    },
  };
}

const made = new WeakMap<Db, Record<Limit, RateLimiterPostgres>>();

function limitersOf(db: Db): Record<Limit, RateLimiterPostgres> {
  const known = made.get(db);
  if (known) return known;
  const storeClient = connectionOf(db);
  const make = (name: Limit) =>
    new RateLimiterPostgres({
      ...limits[name],
      storeClient,
      storeType: "client",
      tableName: "rate_limit",
      // The table comes with the migrations: the application may not make any.
      tableCreated: true,
      keyPrefix: name,
      clearExpiredByTimeout: name === "codes_by_client",
    });
  const limiters = {
    codes_by_address: make("codes_by_address"),
    codes_by_client: make("codes_by_client"),
    tries_by_address: make("tries_by_address"),
    tries_by_client: make("tries_by_client"),
    receivers_by_person: make("receivers_by_person"),
    papers_by_officer: make("papers_by_officer"),
    counts_by_officer: make("counts_by_officer"),
    searches_by_officer: make("searches_by_officer"),
    files_by_officer: make("files_by_officer"),
    files_by_resident: make("files_by_resident"),
    reports_by_person: make("reports_by_person"),
  };
  made.set(db, limiters);
  return limiters;
}

/**
 * Takes one point from each of several limits, in order, and stops at the first that is used up.
 * The table keeps hashes: it does not say whose address or which client.
 *
 * @returns null when all had one left, otherwise the minutes to wait
 */
export async function takeFromLimits(db: Db, asked: readonly { limit: Limit; who: string }[]): Promise<number | null> {
  const limiters = limitersOf(db);
  for (const { limit, who } of asked) {
    try {
      await limiters[limit].consume(createHash("sha256").update(who).digest("hex"));
    } catch (error) {
      if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 60_000));
      throw error;
    }
  }
  return null;
}
