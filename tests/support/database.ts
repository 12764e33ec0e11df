import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { projectRoot } from "#server/env";
import { appRole, asAppRole, ensureDatabase, inDatabase } from "#server/persistence/connect";
import { joinEmbeddedPostgres } from "#server/persistence/embedded-postgres";
import { migrate, readMigrations } from "#server/persistence/migrate";
import { withProcessLock } from "#server/persistence/process-lock";

const dataFolder = join(projectRoot, ".data", "test");

/** A migrated database of its own, empty of rows. */
export interface TestDatabase {
  ownerUrl: string;
  /** Connects with the application's rights. */
  appUrl: string;
  drop(): Promise<void>;
}

/** A PostgreSQL server for tests, with a database that is copied for every test file. */
export interface TestServer {
  ownerUrl: string;
  template: string;
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL of the tests, or joins it, and migrates the template once for each set of migrations.
 * TEST_DATABASE_URL names another server to use, with a login that may make databases.
 */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return await prepare(given, async () => {});
  mkdirSync(dataFolder, { recursive: true });
  // Held from joining on, so that leftovers are dropped before another run makes databases that would look like some.
  return await withProcessLock(join(dataFolder, "template-lock"), async () => {
    // Nothing in a test outlives a power cut, so waiting for the disk would only cost time.
    const settings = { fsync: "off", full_page_writes: "off", max_connections: "200" };
    const server = await joinEmbeddedPostgres({ dataFolder, settings, say: console.warn });
    try {
      if (server.isAlone) await dropLeftovers(server.ownerUrl());
      return await prepare(server.ownerUrl(), () => server.leave());
    } catch (error) {
      await server.leave();
      throw error;
    }
  });
}

async function prepare(ownerUrl: string, stop: () => Promise<void>): Promise<TestServer> {
  // For the application's role, which belongs to the server and not to one database.
  await ensureDatabase({ databaseUrl: ownerUrl, dataFolder });
  return { ownerUrl, template: await makeTemplate(ownerUrl), stop };
}

/** Work on a connection of its own. */
export async function asOwner<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Drops a database with whoever is connected to it. `WITH (FORCE)` would end a vacuum of the server's own as well, which only a superuser may;
 * a plain drop asks that to end and waits for it.
 */
export async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  await client.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'",
    [name],
  );
  await client.query(`DROP DATABASE IF EXISTS ${name}`);
}

/** Databases of runs that were killed, and templates of migrations that have changed since. */
async function dropLeftovers(ownerUrl: string): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT datname AS name FROM pg_database WHERE datname LIKE 'test\\_%' OR (datname LIKE 'template\\_%' AND datname <> $1)`,
      [templateName()],
    );
    for (const { name } of rows) {
      if (name.startsWith("template_")) await client.query(`ALTER DATABASE ${name} IS_TEMPLATE false`);
      await dropDatabase(client, name);
    }
  });
}

function templateName(): string {
  const sum = createHash("sha256").update(appRole);
  for (const { name, checksum } of readMigrations()) sum.update(`${name} ${checksum}\n`);
  const grants = join(projectRoot, "prisma", "grants.sql");
  if (existsSync(grants)) sum.update(readFileSync(grants));
  return `template_${sum.digest("hex").slice(0, 16)}`;
}

async function makeTemplate(ownerUrl: string): Promise<string> {
  const name = templateName();
  await asOwner(ownerUrl, async (client) => {
    const found = await client.query("SELECT FROM pg_database WHERE datname = $1", [name]);
    if (found.rowCount) return;
    // Made under another name first: a run that is killed half way leaves no half-migrated template.
    const making = `test_making_${randomBytes(4).toString("hex")}`;
    await client.query(`CREATE DATABASE ${making}`);
    try {
      await migrate(inDatabase(ownerUrl, making));
      await client.query(`ALTER DATABASE ${making} RENAME TO ${name}`);
      // Copying needs a database that nobody is connected to.
      await client.query(`ALTER DATABASE ${name} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`);
    } catch (error) {
      await dropDatabase(client, making);
      throw error;
    }
  });
  return name;
}

let ownServer: Promise<TestServer> | undefined;

/** The server that the global set-up has started, or, outside a test run, one joined for the life of this process. */
async function currentServer(): Promise<Pick<TestServer, "ownerUrl" | "template">> {
  const { PARISH_TEST_SERVER: ownerUrl, PARISH_TEST_TEMPLATE: template } = process.env;
  if (ownerUrl && template) return { ownerUrl, template };
  ownServer ??= startTestServer();
  return await ownServer;
}

/**
 * Makes a fresh database with every migration applied. Call `drop` when the test file is done.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = await currentServer();
  const name = `test_${process.pid}_${randomBytes(5).toString("hex")}`;
  await asOwner(server.ownerUrl, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${server.template}`));
  const ownerUrl = inDatabase(server.ownerUrl, name);
  return {
    ownerUrl,
    appUrl: asAppRole(ownerUrl),
    async drop() {
      await asOwner(server.ownerUrl, (client) => dropDatabase(client, name));
    },
  };
}
