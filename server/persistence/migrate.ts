import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { projectRoot, StartupProblem } from "../env";
import { appRole, connectOrExplain } from "./connect";

/** The lock that Prisma's own migrate commands take, so that they and this runner never work at the same time. */
const migrateLock = 72707369;

/** The lock on the database under which a process prepares it, so that only one at a time does. */
export const prepareLock = 72707370;

const defaultFolder = join(projectRoot, "prisma", "migrations");

/** One folder of `prisma/migrations`. */
export interface Migration {
  name: string;
  sql: string;
  /** SHA-256 of the file, in hexadecimal, as Prisma writes it. */
  checksum: string;
}

/** The migrations on disk, in the order in which they are applied. */
export function readMigrations(folder = defaultFolder): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "migration.sql")))
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const bytes = readFileSync(join(folder, name, "migration.sql"));
      return { name, sql: bytes.toString("utf8"), checksum: createHash("sha256").update(bytes).digest("hex") };
    });
}

/**
 * Applies every migration that the database does not have yet, each in a transaction of its own, and writes Prisma's
 * own `_prisma_migrations` rows, so that `prisma migrate deploy` and this runner can take turns. Then gives the
 * application's role its rights: reading and writing rows of every table in schema `public`, as narrowed or widened by
 * `prisma/grants.sql`; nothing in any other schema.
 * @param ownerUrl a connection as the owner of the database
 * @param only the names of the migrations to stop at, for rows that have an older shape; rights are then left for the next time
 * @returns the names of the migrations that were applied now
 * @throws StartupProblem when an applied migration was changed afterwards, failed half way, or is not known here
 */
export async function migrate(ownerUrl: string, folder = defaultFolder, only?: readonly string[]): Promise<string[]> {
  const migrations = readMigrations(folder);
  const client = await connectOrExplain(ownerUrl);
  try {
    await client.query("SELECT pg_advisory_lock($1)", [migrateLock]);
    await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
      id VARCHAR(36) PRIMARY KEY NOT NULL,
      checksum VARCHAR(64) NOT NULL,
      finished_at TIMESTAMPTZ,
      migration_name VARCHAR(255) NOT NULL,
      logs TEXT,
      rolled_back_at TIMESTAMPTZ,
      started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
      applied_steps_count INTEGER NOT NULL DEFAULT 0
    )`);
    const pending = (await pendingMigrations(client, migrations)).filter(({ name }) => only?.includes(name) ?? true);
    for (const migration of pending) await apply(client, migration);
    if (!only) await grantToApp(client, join(folder, "..", "grants.sql"));
    return pending.map((migration) => migration.name);
  } finally {
    // The lock belongs to the connection and goes with it.
    await client.end();
  }
}

/** The migrations that the database does not have yet. Refuses a database whose history does not fit these files. */
export async function pendingMigrations(client: pg.Client, migrations: Migration[]): Promise<Migration[]> {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const applied = new Set<string>();
  const { rows } = await client.query<{ name: string; checksum: string; is_finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS is_finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  for (const row of rows) {
    const migration = known.get(row.name);
    if (!migration) {
      throw new StartupProblem(`The database is newer than this program: it has the migration ${row.name}.`);
    }
    if (!row.is_finished) {
      throw new StartupProblem(`The migration ${row.name} failed half way. Resolve it with "prisma migrate resolve".`);
    }
    if (migration.checksum !== row.checksum) {
      throw new StartupProblem(
        `The migration ${row.name} was changed after it was applied. Put the file back and write a new migration.`,
      );
    }
    applied.add(row.name);
  }
  return migrations.filter((migration) => !applied.has(migration.name));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    const { rows } = await client.query<{ at: Date }>("SELECT clock_timestamp() AS at");
    await client.query(migration.sql);
    // A migration may set these for its own statements, as dumps do.
    await client.query("RESET search_path");
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       VALUES ($1, $2, clock_timestamp(), $3, $4, 1)`,
      [randomUUID(), migration.checksum, migration.name, rows[0]?.at],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    const { message, position } = error as { message: string; position?: string };
    const line = position ? ` (line ${migration.sql.slice(0, Number(position)).split("\n").length})` : "";
    throw new StartupProblem(`The migration ${migration.name} failed${line}, nothing of it was kept: ${message}`);
  }
}

/** Done at every start, so that a database restored from a backup on another server gets its rights back. */
async function grantToApp(client: pg.Client, exceptionsFile: string): Promise<void> {
  const { rowCount } = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [appRole]);
  if (!rowCount) return;
  const exceptions = existsSync(exceptionsFile) ? readFileSync(exceptionsFile, "utf8") : "";
  await client.query("BEGIN");
  try {
    await client.query(`
      GRANT USAGE ON SCHEMA public TO ${appRole};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${appRole};
      GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${appRole};
      REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM ${appRole};
    `);
    if (exceptions) await client.query(exceptions);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw new StartupProblem(
      `The application's rights (prisma/grants.sql) could not be set: ${(error as Error).message}`,
    );
  }
}
