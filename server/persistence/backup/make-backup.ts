import { existsSync, renameSync, rmSync, statSync } from "node:fs";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { StartupProblem } from "../../env";
import { connectOrExplain } from "../connect";
import { type BackupHead, readBackup, type TableRows, type TableSum, writeBackup } from "./backup-file";

/**
 * Tables of which no row is backed up: the history of migrations, which is made anew; what lets somebody in, and what keeps them out, for
 * some minutes or days; and news on its way from process to process. Everything else of the schema `public` is in a backup, and nothing of
 * any other schema: no box of an open vote, and no job of the queue, since jobs only announce.
 */
export const tablesLeftOut: readonly string[] = [
  "_prisma_migrations",
  "session",
  "sign_in_code",
  "rate_limit",
  "socket_attachment",
];

/** How values are spelled, whatever the server or the login is set to. */
export const plainSpelling =
  "SET LOCAL search_path = public; SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL intervalstyle = 'postgres';";

/** What was made. */
export interface MadeBackup extends BackupHead {
  tables: TableSum[];
}

/**
 * Backs a whole deployment up into one file, as it stood at one instant, while others go on using it. The file is read back before it gets
 * its name.
 *
 * @param ownerUrl connects as the owner of the database
 * @param options.isForced whether a file of that name may be replaced
 * @param options.product the release of this program
 * @throws StartupProblem when there is nothing to back up, the file exists, or cannot be written
 */
export async function makeBackup(
  ownerUrl: string,
  path: string,
  options: { isForced: boolean; product: string },
): Promise<MadeBackup> {
  if (existsSync(path)) {
    if (statSync(path).isDirectory()) throw new StartupProblem(`${path} is a folder: name a file in it.`);
    if (!options.isForced) {
      throw new StartupProblem(`${path} exists already: name another file, or add --force to replace it.`);
    }
  }
  const draft = `${path}.${process.pid}.part`;
  const client = await connectOrExplain(ownerUrl);
  try {
    // One snapshot for everything: whatever is committed from here on is not in the backup.
    await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${plainSpelling}`);
    const head = await readHead(client, options.product);
    await writeBackup(draft, head, tablesOf(client));
    const made = await readBackup(draft);
    renameSync(draft, path);
    return made;
  } catch (error) {
    throw explainWriting(path, error);
  } finally {
    rmSync(draft, { force: true });
    await client.end();
  }
}

async function readHead(client: pg.Client, product: string): Promise<BackupHead> {
  const known = await client.query<{ isThere: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS "isThere"`,
  );
  if (!known.rows[0]?.isThere) throw new StartupProblem("There is nothing to back up: the database is empty.");
  const migrations = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  // A sequence that gave out no number yet has no last one.
  const sequences = await client.query<{ name: string; value: string; isCalled: boolean }>(
    `SELECT sequencename AS name, coalesce(last_value, start_value)::text AS value, last_value IS NOT NULL AS "isCalled"
     FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename`,
  );
  const now = await client.query<{ at: Date; openVotes: number }>(
    `SELECT app_now() AS at,
            (SELECT count(*)::int FROM vote WHERE opened_at IS NOT NULL AND closed_at IS NULL AND cancelled_at IS NULL) AS "openVotes"`,
  );
  const { at, openVotes } = now.rows[0] as (typeof now.rows)[0];
  return { product, at: at.toISOString(), migrations: migrations.rows, sequences: sequences.rows, openVotes };
}

/** The rows of every table that is backed up, as the transaction of this connection sees them. */
async function* tablesOf(client: pg.Client): AsyncGenerator<TableRows> {
  const { rows: tables } = await client.query<{ table: string; columns: string[] }>(
    `SELECT c.relname AS table, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> ALL ($1)
       AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     GROUP BY c.relname ORDER BY c.relname`,
    [tablesLeftOut],
  );
  // Their shape must not change before their rows are read.
  await client.query(
    `LOCK TABLE ${tables.map(({ table }) => pg.escapeIdentifier(table)).join(", ")} IN ACCESS SHARE MODE`,
  );
  for (const { table, columns } of tables) {
    yield { table, columns, rows: client.query(copyTo(`COPY ${copied(table, columns)} TO STDOUT`)) };
  }
}

/** A table and its columns as COPY takes them. */
export function copied(table: string, columns: readonly string[]): string {
  return `${pg.escapeIdentifier(table)} (${columns.map(pg.escapeIdentifier).join(", ")})`;
}

function explainWriting(path: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new StartupProblem(`The disk is full: ${path} could not be written, and nothing of it was kept.`);
  }
  if (code === "ENOENT" || code === "ENOTDIR")
    return new StartupProblem(`There is no folder for ${path}: make it first.`);
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return new StartupProblem(`${path} cannot be written: give this user the right to its folder.`);
  }
  return error;
}
