import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** Something the person who starts the program can put right. Its message is one clear line, shown without a stack. */
export class StartupProblem extends Error {
  override name = "StartupProblem";
}

function findProjectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name === "pop-up-parish") return folder;
    const parent = dirname(folder);
    if (parent === folder) return process.cwd();
    folder = parent;
  }
}

/** The folder of package.json, found from this file whether it runs from source or from `build/`. */
export const projectRoot = findProjectRoot();

const loopbackHosts = ["127.0.0.1", "::1", "localhost"];

function urlWith(protocols: string[], example: string) {
  return z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), `must look like ${example}`);
}

const mostProcesses = 64;
const processesRule = `must be a whole number from 1 to ${mostProcesses}`;

/** Nobody guesses so many characters. */
const leastTokenLength = 24;

const settings = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("production"),
  PORT: z.coerce
    .number("must be a number from 0 to 65535")
    .int("must be a whole number")
    .min(0, "must be a number from 0 to 65535")
    .max(65535, "must be a number from 0 to 65535")
    .default(3000),
  HOST: z.string().optional(),
  DATABASE_URL: urlWith(["postgres:", "postgresql:"], "postgresql://user:password@host:5432/database").optional(),
  REDIS_URL: urlWith(["redis:", "rediss:"], "redis://host:6379").optional(),
  PROCESSES: z.coerce
    .number(processesRule)
    .int(processesRule)
    .min(1, processesRule)
    .max(mostProcesses, processesRule)
    .default(1),
  SIMULATION: z.enum(["on", "off"], "must be on or off").optional(),
  SMTP_URL: urlWith(["smtp:", "smtps:"], "smtps://user:password@host:465").optional(),
  MAIL_FROM: z.string().default("Pop-up Parish <no-reply@localhost>"),
  PUBLIC_URL: urlWith(["http:", "https:"], "https://parish.example.org").optional(),
  TRUST_PROXY: z.coerce.number("must be a number of proxies").int("must be a whole number").min(0).default(0),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], "must be a level such as info or warn")
    .default("info"),
  DATA_DIR: z.string().default(".data"),
  SIGNING_KEY: z.string().optional(),
  METRICS_TOKEN: z.string().min(leastTokenLength, `must have at least ${leastTokenLength} characters`).optional(),
});

/** The configuration of one process, read and checked once. */
export interface Env {
  mode: "production" | "development" | "test";
  /** The port to listen on; 0 takes any free one. */
  port: number;
  /** The address to listen on; always loopback while the simulation runs on the embedded database. */
  host: string;
  /** Your own PostgreSQL; undefined means the embedded one. */
  databaseUrl: string | undefined;
  /** Carries news between processes; undefined means that the database does. */
  redisUrl: string | undefined;
  /** How many processes serve the port, from 1 to 64. */
  processes: number;
  /** Whether the simulation's pages, commands and clock exist. */
  isSimulated: boolean;
  /** Where mail goes; undefined means that none is sent. */
  smtpUrl: string | undefined;
  /** Whom mail comes from. */
  smtpFrom: string;
  /** The address people type, without a slash at the end. */
  publicUrl: string | undefined;
  /** How many proxies stand in front; their report of the client's address is believed. */
  trustProxy: number;
  logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
  /** The private key that signs promises and counts, in PEM; undefined means: the one kept in the data folder. */
  signingKey: string | undefined;
  /** Who shows this may read `/metrics`; undefined means that there is no such page. */
  metricsToken: string | undefined;
  /** Full path of the folder for the embedded database and everything else that is kept between starts. */
  dataFolder: string;
  /** Lines worth showing at start, such as a setting that was overruled. */
  notices: string[];
}

/**
 * Reads and checks the configuration. A `.env` file in the project folder is read first, and what the environment
 * already says wins over it; tests never read that file.
 * @param source the variables to read; those of the process when left out
 * @returns the checked configuration
 * @throws StartupProblem naming every variable that is wrong
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const envFile = join(projectRoot, ".env");
  if (source === process.env && source.NODE_ENV !== "test" && existsSync(envFile)) process.loadEnvFile(envFile);

  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const checked = settings.safeParse(given);
  if (!checked.success) {
    const wrong = checked.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new StartupProblem(`The configuration is not right: ${wrong.join("; ")}. See .env.example.`);
  }
  const value = checked.data;

  const isEmbedded = value.DATABASE_URL === undefined;
  const isSimulated = value.SIMULATION === undefined ? isEmbedded : value.SIMULATION === "on";
  const notices: string[] = [];
  let host = value.HOST ?? (isSimulated ? "127.0.0.1" : "0.0.0.0");
  // Anybody may sign in as anybody in the simulation, so it must not be reachable from other machines by accident.
  if (isSimulated && isEmbedded && !loopbackHosts.includes(host)) {
    notices.push(
      `HOST=${host} is not used: the simulation listens on this machine only. Turn it off with SIMULATION=off.`,
    );
    host = "127.0.0.1";
  }

  return {
    mode: value.NODE_ENV,
    port: value.PORT,
    host,
    databaseUrl: value.DATABASE_URL,
    redisUrl: value.REDIS_URL,
    processes: value.PROCESSES,
    isSimulated,
    smtpUrl: value.SMTP_URL,
    smtpFrom: value.MAIL_FROM,
    publicUrl: value.PUBLIC_URL?.replace(/\/+$/, ""),
    trustProxy: value.TRUST_PROXY,
    logLevel: value.LOG_LEVEL,
    signingKey: value.SIGNING_KEY,
    metricsToken: value.METRICS_TOKEN,
    dataFolder: resolve(projectRoot, value.DATA_DIR),
    notices,
  };
}
