import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "#server/env";
import { createTestDatabase } from "./database";

/** The built product, running on a database of its own. */
export interface BuiltServer {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  url: string;
  ownerUrl: string;
  pid: number;
  /** The file that holds everything the server has said. */
  logFile: string;
  /** Stops the server in order and drops its database. */
  stop(): Promise<void>;
}

const readyLimitMs = 240_000;

/**
 * Starts the built product in production mode on a fresh database with the simulation on, and waits until it is ready.
 * `npm run build` comes first.
 * @param options.port the port to listen on; any free one when left out
 * @param options.environment settings on top, such as `SIMULATION: "off"`
 */
export async function startBuiltServer(
  options: { port?: number; environment?: Record<string, string>; name?: string } = {},
): Promise<BuiltServer> {
  const shell = join(projectRoot, "build", "server-shell", "index.js");
  if (!existsSync(shell)) throw new Error("There is no build yet: npm run build");
  const database = await createTestDatabase();
  const folder = join(projectRoot, "test-results");
  mkdirSync(folder, { recursive: true });
  const logFile = join(folder, `${options.name ?? "server"}.log`);
  const log = openSync(logFile, "w");

  // Empty values win over a `.env` file, which belongs to the person and not to the tests.
  const blank = Object.fromEntries(
    [
      "SMTP_URL",
      "PUBLIC_URL",
      "SIGNING_KEY",
      "REDIS_URL",
      "PROCESSES",
      "HOST",
      "TRUST_PROXY",
      "MAIL_FROM",
      "METRICS_TOKEN",
    ].map((name) => [name, ""]),
  );
  const child = spawn(process.execPath, ["--enable-source-maps", shell], {
    cwd: projectRoot,
    stdio: ["ignore", log, log, "ipc"],
    env: {
      ...process.env,
      ...blank,
      NODE_ENV: "production",
      LOG_LEVEL: "info",
      PORT: String(options.port ?? 0),
      DATABASE_URL: database.ownerUrl,
      SIMULATION: "on",
      ...options.environment,
    },
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    await database.drop();
  };

  try {
    const port = await new Promise<number>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`${why}\n${readFileSync(logFile, "utf8").slice(-4000)}`));
      const timer = setTimeout(() => fail("The server was not ready in time."), readyLimitMs);
      child.once("exit", () => fail("The server ended before it was ready."));
      child.on("message", (message: { ready?: boolean; port?: number }) => {
        if (!message.ready || message.port === undefined) return;
        clearTimeout(timer);
        resolve(message.port);
      });
    });
    return { url: `http://127.0.0.1:${port}`, ownerUrl: database.ownerUrl, pid: child.pid ?? 0, logFile, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
