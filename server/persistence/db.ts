import { PrismaPg } from "@prisma/adapter-pg";
import type { Rules } from "~/domain/act/ruling";
import type { CivilDate } from "~/domain/time/civil";
import { Prisma, PrismaClient } from "./generated/client";

export type {
  Commitment,
  DutyKind,
  HandoverItem,
  MidTermReview,
  Parish,
  Power,
  PowerRequest,
  Prisma,
  Proposal,
  Schedule,
  Vote,
  VoteClass,
  VotePurpose,
} from "./generated/client";

export type Db = PrismaClient;
/** What a query may read through: the client, or a transaction of it. */
export type Read = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends">;
/** A transaction in progress. */
export type Tx = Prisma.TransactionClient;

/** A part of a statement, with its values kept apart from it. */
export type SqlPart = Prisma.Sql;
export const { sql: sqlPart, join: joinParts, empty: noPart } = Prisma;

/** Opens the application's client. `poolSize` is the number of connections it may hold. */
export function openDb(connectionString: string, poolSize = 20): Db {
  const adapter = new PrismaPg({ connectionString, max: poolSize, connectionTimeoutMillis: 10_000 });
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 30_000 } });
}

/** The application's instant, read from the database's clock now. After a lock, this is what a deadline is compared with. */
export async function instant(db: Read): Promise<Date> {
  const rows = await db.$queryRaw<{ now: Date }[]>`SELECT app_now() AS now`;
  return (rows[0] as { now: Date }).now;
}

/** The instant before which nothing more can come: whatever is dated earlier has been committed, or never will be. Read before what it is for. */
export async function settledBefore(db: Db): Promise<Date> {
  const rows = await db.$queryRaw<{ at: Date }[]>`SELECT settled_before() AS at`;
  return (rows[0] as { at: Date }).at;
}

/** Locks a parish for the rest of the transaction and then reads the clock. Answers null when there is no such parish. */
export async function lockParish(tx: Tx, parishId: string): Promise<Date | null> {
  const rows = await tx.$queryRaw<object[]>`SELECT 1 FROM parish WHERE id = ${parishId}::uuid FOR NO KEY UPDATE`;
  return rows.length === 0 ? null : instant(tx);
}

/** A civil date as a date column holds it. */
export function toDateColumn(date: CivilDate): Date {
  return new Date(`${date}T00:00:00Z`);
}

/** The civil date that a date column holds. */
export function fromDateColumn(column: Date): CivilDate {
  return column.toISOString().slice(0, 10) as CivilDate;
}

/** Rules as a JSON column holds them. */
export function rulesOf(column: Prisma.JsonValue): Rules {
  return column as unknown as Rules;
}

/** A plain value for a JSON column. */
export function toJson(value: object): Prisma.InputJsonValue {
  return value as Prisma.InputJsonValue;
}

/** Whether an error says that a unique rule of the database would be broken. */
export function isUniqueConflict(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
