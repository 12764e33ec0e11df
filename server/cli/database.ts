import pg from "pg";
import { readEnv, StartupProblem } from "../env";
import { connectOrExplain, type Database, ensureDatabase, inDatabase } from "../persistence/connect";
import { migrate, pendingMigrations, readMigrations } from "../persistence/migrate";

const usage = `npm run database -- status         which migrations the database lacks
npm run database -- migrate        applies them
npm run database -- reset --yes    removes everything from the embedded database`;

async function showStatus(database: Database): Promise<void> {
  const client = await connectOrExplain(database.ownerUrl);
  try {
    const { rows } = await client.query<{ version: string; size: string; has_history: boolean }>(
      `SELECT current_setting('server_version') AS version, pg_size_pretty(pg_database_size(current_database())) AS size,
              to_regclass('_prisma_migrations') IS NOT NULL AS has_history`,
    );
    const { hostname, port, pathname } = new URL(database.ownerUrl);
    const kind = database.isEmbedded ? "Embedded" : "Your";
    console.log(`${kind} PostgreSQL ${rows[0]?.version} at ${hostname}:${port || 5432}${pathname}, ${rows[0]?.size}`);
    const migrations = readMigrations();
    const pending = rows[0]?.has_history ? await pendingMigrations(client, migrations) : migrations;
    console.log(`${migrations.length - pending.length} of ${migrations.length} migrations are applied.`);
    for (const { name } of pending) console.log(`  not yet: ${name}`);
  } finally {
    await client.end();
  }
}

async function reset(database: Database): Promise<void> {
  if (!database.isEmbedded) throw new StartupProblem("Only the embedded database can be reset. Empty yours yourself.");
  const name = new URL(database.ownerUrl).pathname.slice(1);
  const client = await connectOrExplain(inDatabase(database.ownerUrl, "postgres"));
  try {
    await client.query(`DROP DATABASE ${pg.escapeIdentifier(name)}`);
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    if ((error as { code?: string }).code !== "55006") throw error;
    throw new StartupProblem("The database is in use: stop the program first.");
  } finally {
    await client.end();
  }
}

async function run(words: string[]): Promise<void> {
  const [command, ...flags] = words;
  if (command !== "status" && command !== "migrate" && command !== "reset") throw new StartupProblem(usage);
  if (command === "reset" && !flags.includes("--yes")) {
    throw new StartupProblem("This removes everything from the embedded database. To do it, add --yes.");
  }
  const database = await ensureDatabase(readEnv());
  try {
    if (command === "status") return await showStatus(database);
    if (command === "reset") await reset(database);
    const applied = await migrate(database.ownerUrl);
    console.log(applied.length > 0 ? `Applied: ${applied.join(", ")}` : "Nothing to apply.");
  } finally {
    await database.stop();
  }
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof StartupProblem ? error.message : error);
  process.exitCode = 1;
});
