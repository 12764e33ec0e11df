import pg from "pg";
import { type Env, StartupProblem } from "../env";
import { type EmbeddedServer, joinEmbeddedPostgres } from "./embedded-postgres";

/** The role that the application's connections take. It has no right to change the shape of the database. */
export const appRole = "popup_parish_app";

/** Oldest PostgreSQL that is still looked after by its makers. */
const oldestVersion = 14;

/** A database that is ready to be migrated and used. */
export interface Database {
  /** Connects as the owner: migrations, and the job queue, which makes its own tables. */
  ownerUrl: string;
  /** Connects as `popup_parish_app`, or as the owner where that role could not be made. */
  appUrl: string;
  isEmbedded: boolean;
  /** Removes the write-ahead log written so far. Of your own database that is yours to do: nothing happens here. */
  discardWriteAheadLog(): Promise<void>;
  /** Call once at the end. The embedded database stops when no other process uses it; yours is left alone. */
  stop(): Promise<void>;
}

/**
 * Makes sure there is a database: yours when DATABASE_URL is set, otherwise the embedded one, started if it does not
 * run yet and shared with other processes of the same data folder if it does.
 * @param env the checked configuration
 * @param say takes lines for the person who starts the program
 * @throws StartupProblem with one clear line
 */
export async function ensureDatabase(
  env: Pick<Env, "databaseUrl" | "dataFolder">,
  say: (line: string) => void = (line) => console.warn(line),
): Promise<Database> {
  if (env.databaseUrl !== undefined) {
    const ownerUrl = env.databaseUrl;
    const appUrl = await prepareAppUrl(ownerUrl, say);
    return { ownerUrl, appUrl, isEmbedded: false, discardWriteAheadLog: async () => {}, stop: async () => {} };
  }
  const server: EmbeddedServer = await joinEmbeddedPostgres({ dataFolder: env.dataFolder, say });
  try {
    const ownerUrl = server.ownerUrl();
    return {
      ownerUrl,
      appUrl: await prepareAppUrl(ownerUrl, say),
      isEmbedded: true,
      discardWriteAheadLog: () => server.discardWriteAheadLog(),
      stop: () => server.leave(),
    };
  } catch (error) {
    await server.leave();
    throw error;
  }
}

/** The same connection, taking the application's role as soon as it is made. */
export function asAppRole(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  const options = url.searchParams.get("options");
  url.searchParams.set("options", `${options ? `${options} ` : ""}-c role=${appRole}`);
  // Connection strings take %20 for a space, but not the plus sign of web forms.
  return url.href.replaceAll("+", "%20");
}

/** Another database on the same server, with the same login and options. */
export function inDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

async function prepareAppUrl(ownerUrl: string, say: (line: string) => void): Promise<string> {
  const client = await connectOrExplain(ownerUrl);
  try {
    const { rows } = await client.query<{ version: number; statements: string; slow: string; onError: string }>(
      `SELECT current_setting('server_version_num')::int / 10000 AS version, current_setting('log_statement') AS statements,
        current_setting('log_min_duration_statement') AS slow, current_setting('log_parameter_max_length_on_error') AS "onError"`,
    );
    const { version = 0, statements = "none", slow = "-1", onError = "0" } = rows[0] ?? {};
    if (version < oldestVersion) {
      throw new StartupProblem(`The database is PostgreSQL ${version}, and ${oldestVersion} or newer is needed.`);
    }
    const logged = [
      ...(statements === "mod" || statements === "all" ? [`log_statement = ${statements} (set it to none)`] : []),
      ...(slow === "-1" ? [] : [`log_min_duration_statement = ${slow} (set it to -1)`]),
      ...(onError === "0" ? [] : [`log_parameter_max_length_on_error = ${onError} (set it to 0)`]),
    ];
    if (logged.length > 0) {
      say(`The database logs statements: ${logged.join(", ")}. A log must never hold ballots.`);
    }
    await makeAppRole(client, version);
  } finally {
    await client.end();
  }

  const appUrl = asAppRole(ownerUrl);
  const trial = new pg.Client({ connectionString: appUrl, connectionTimeoutMillis: 10_000 });
  trial.on("error", () => {});
  try {
    await trial.connect();
    const { rows } = await trial.query<{ name: string }>("SELECT current_user AS name");
    if (rows[0]?.name === appRole) return appUrl;
  } catch {
    // Said below.
  } finally {
    await trial.end().catch(() => {});
  }
  say(
    `The role ${appRole} cannot be used on this database, so the application runs with its owner's rights. ` +
      `To close that: CREATE ROLE ${appRole} NOLOGIN; GRANT ${appRole} TO the login in DATABASE_URL.`,
  );
  return ownerUrl;
}

/** Makes the role and lets this login take it, as far as it may; the trial connection shows whether it worked. */
async function makeAppRole(client: pg.Client, version: number): Promise<void> {
  try {
    const { rowCount } = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [appRole]);
    if (!rowCount) await client.query(`CREATE ROLE ${appRole} NOLOGIN`);
  } catch {
    // Not allowed, or another process made it in this moment.
  }
  try {
    const { rows } = await client.query<{ may: boolean }>("SELECT pg_has_role(current_user, $1, $2) AS may", [
      appRole,
      version >= 16 ? "SET" : "MEMBER",
    ]);
    const how = version >= 16 ? " WITH INHERIT FALSE, SET TRUE" : "";
    if (!rows[0]?.may) await client.query(`GRANT ${appRole} TO CURRENT_USER${how}`);
  } catch {
    // Likewise.
  }
}

/**
 * Connects, or says in one line why that is not possible. The password is never part of that line.
 * @param url a PostgreSQL connection string
 */
export async function connectOrExplain(url: string): Promise<pg.Client> {
  const startedMs = performance.now();
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      const code = (error as { code?: string }).code ?? "";
      // A server that is just starting says so, and is worth waiting for.
      if (code === "57P03" && performance.now() - startedMs < 60_000) {
        await new Promise((resolve) => setTimeout(resolve, 250));
        continue;
      }
      throw new StartupProblem(explainConnection(url, code, error));
    }
  }
}

function explainConnection(url: string, code: string, error: unknown): string {
  const { hostname, port, pathname, username } = new URL(url);
  const where = `${hostname || "the local socket"}${port ? `:${port}` : ""}`;
  if (code === "28P01" || code === "28000") return `The database at ${where} refuses the login "${username}".`;
  if (code === "3D000") return `The database server at ${where} has no database "${pathname.slice(1)}": make it first.`;
  const reasons: Record<string, string> = {
    ECONNREFUSED: "nothing listens there",
    ENOTFOUND: "there is no such host",
    EAI_AGAIN: "the host's name cannot be looked up",
    ETIMEDOUT: "it does not answer",
    EHOSTUNREACH: "the host cannot be reached",
    ECONNRESET: "it closes the connection",
  };
  const told = error instanceof Error ? error.message.split("\n")[0] : "";
  return `Cannot reach the database at ${where} (DATABASE_URL): ${reasons[code] ?? (told || code)}.`;
}
