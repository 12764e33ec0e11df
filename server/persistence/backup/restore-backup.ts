import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Plain } from "~/domain/record/canonical";
import { entryHash } from "~/domain/record/chain";
import { instantInWords } from "~/domain/time/words";
import { sha256 } from "../../commands/log-hashes";
import { StartupProblem } from "../../env";
import { connectOrExplain } from "../connect";
import { migrate, prepareLock, readMigrations } from "../migrate";
import { readBackup, type TableSum } from "./backup-file";
import { copied, type MadeBackup, plainSpelling } from "./make-backup";

/** What came back. */
export interface Restored extends MadeBackup {
  /** Votes that were cancelled because their ballots may be lost. */
  cancelledVotes: number;
}

/**
 * Restores a backup into an empty database: brings it to the shape that the backup was made of, copies every row in one transaction, and then
 * applies the migrations that have come since. Nothing is written before the whole file has been checked. A program that starts
 * meanwhile waits.
 *
 * @param ownerUrl connects as the owner of the database, who need not be a superuser
 * @param say is told what takes longer than a moment
 * @throws StartupProblem when the file is damaged or newer than this program, or the database is not empty
 */
export async function restoreBackup(ownerUrl: string, path: string, say: (line: string) => void): Promise<Restored> {
  say("Checking the file.");
  const backup = await readBackup(path);
  refuseUnknownMigrations(path, backup);
  const client = await connectOrExplain(ownerUrl);
  try {
    await client.query("SELECT pg_advisory_lock($1)", [prepareLock]);
    await refuseUnlessEmpty(client);
    await migrate(
      ownerUrl,
      undefined,
      backup.migrations.map(({ name }) => name),
    );
    say(`Writing ${backup.tables.reduce((sum, { rows }) => sum + rows, 0)} rows.`);
    const cancelledVotes = await copyAll(client, path, backup);
    await migrate(ownerUrl);
    await client.query("ANALYZE");
    return { ...backup, cancelledVotes };
  } finally {
    await client.end();
  }
}

function refuseUnknownMigrations(path: string, backup: MadeBackup): void {
  const known = new Map(readMigrations().map(({ name, checksum }) => [name, checksum]));
  for (const { name, checksum } of backup.migrations) {
    if (!known.has(name)) {
      throw new StartupProblem(
        `${path} is newer than this program: it has the migration ${name}. Restore it with release ${backup.product}.`,
      );
    }
    if (known.get(name) !== checksum) {
      throw new StartupProblem(`${path} was made with another version of the migration ${name}: put that one back.`);
    }
  }
}

/** Even a table without a row counts: what it is for, and in which shape, nobody could tell. */
async function refuseUnlessEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c
     WHERE c.relnamespace IN (to_regnamespace('public'), to_regnamespace('box')) AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
     UNION ALL SELECT 'the schema box' WHERE to_regnamespace('box') IS NOT NULL LIMIT 1`,
  );
  if (!rows[0]) return;
  throw new StartupProblem(
    `The database is not empty (it has ${rows[0].name}), so nothing was restored: name an empty one in DATABASE_URL, or for the built-in one a new folder in DATA_DIR.`,
  );
}

interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

/**
 * Copies every row. Triggers, which guard records that nobody may change, are off for the transaction; foreign keys are dropped and made
 * again, so that tables may come in any order and each key is checked once for all rows. Both are what the owner of a table may do.
 */
async function copyAll(client: pg.Client, path: string, backup: MadeBackup): Promise<number> {
  await client.query(`BEGIN; ${plainSpelling}`);
  try {
    const tables = await client.query<{ name: string }>(
      `SELECT c.oid::regclass::text AS name FROM pg_class c
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'`,
    );
    const names = tables.rows.map(({ name }) => name);
    const keys = await client.query<ForeignKey>(
      `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
       FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
    );
    for (const { table, name } of keys.rows) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
    for (const name of names) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
    // Rows that migrations put in are in the backup, as they are now.
    await client.query(`TRUNCATE ${names.join(", ")}`);

    await readBackup(path, async ({ table, columns, rows }) => {
      await pipeline(rows, client.query(copyFrom(`COPY ${copied(table, columns)} FROM STDIN`)));
    });
    for (const { name, value, isCalled } of backup.sequences) {
      await client.query("SELECT setval(quote_ident($1)::regclass, $2, $3)", [name, value, isCalled]);
    }
    await checkCounts(client, backup.tables);
    const cancelled = await cancelVotes(client, new Date(backup.at));

    for (const name of names) await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`);
    for (const { table, name, definition } of keys.rows) {
      await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
    }
    await client.query("COMMIT");
    return cancelled;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    if (error instanceof StartupProblem) throw error;
    throw new StartupProblem(`The rows could not be written, and none was kept: ${(error as Error).message}`);
  }
}

async function checkCounts(client: pg.Client, tables: readonly TableSum[]): Promise<void> {
  for (const { table, rows } of tables) {
    const found = await client.query<{ count: string }>(`SELECT count(*) FROM ${pg.escapeIdentifier(table)}`);
    if (Number(found.rows[0]?.count) !== rows) {
      throw new StartupProblem(`${table} has ${found.rows[0]?.count} rows and not ${rows}, so nothing was kept.`);
    }
  }
}

/**
 * Cancels every vote whose ballots may be lost: those that had not closed in the backup and whose opening instant has passed. Their boxes are
 * in no backup, and a count without ballots that voters hold a promise for would be false. The minute book says so.
 */
async function cancelVotes(client: pg.Client, backedUpAt: Date): Promise<number> {
  const reason = `This site was restored from a backup of ${instantInWords(backedUpAt)}. A backup holds no ballots of a vote that has not closed, so they are lost, and nothing was decided.`;
  const now = await client.query<{ at: Date }>("SELECT app_now() AS at");
  const at = now.rows[0]?.at as Date;
  const votes = await client.query<{ id: string; parish: string; question: string }>(
    `UPDATE vote SET cancelled_at = $1, cancelled_reason = $2
     WHERE closed_at IS NULL AND cancelled_at IS NULL AND opens_at <= $1 RETURNING id, parish_id AS parish, question`,
    [at, reason],
  );
  for (const { id, parish, question } of votes.rows) {
    await appendMinute(client, parish, at, "vote_cancelled", { vote: id, question, reason });
  }
  return votes.rows.length;
}

/** As the command of the same name does, on the connection that restores. */
async function appendMinute(
  client: pg.Client,
  parishId: string,
  at: Date,
  kind: "vote_cancelled",
  body: Plain,
): Promise<void> {
  const { rows } = await client.query<{ slug: string; count: number; head: string }>(
    "SELECT slug, minute_count AS count, minute_head AS head FROM parish WHERE id = $1",
    [parishId],
  );
  const { slug, count, head } = rows[0] as (typeof rows)[0];
  const entry = { parish: slug, number: count + 1, at: at.toISOString(), kind, body, previousHash: head };
  const hash = entryHash(sha256, entry);
  await client.query(
    `INSERT INTO minute_entry (parish_id, number, at, kind, body, previous_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [parishId, entry.number, at, kind, JSON.stringify(body), head, hash],
  );
  await client.query("UPDATE parish SET minute_count = $2, minute_head = $3 WHERE id = $1", [
    parishId,
    entry.number,
    hash,
  ]);
}
