import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Whether a process with this number exists, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * A text that tells a process from a later one with the same number: when it started.
 * Numbers are soon used again in containers, so a number alone does not show that its process still lives.
 * @returns undefined when there is no such process
 */
function processMark(pid: number): string | undefined {
  if (!isAlive(pid)) return undefined;
  try {
    if (process.platform === "linux") {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8");
      const startTicks = fields.slice(fields.lastIndexOf(")") + 2).split(" ")[19];
      return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${startTicks}`;
    }
    if (process.platform !== "win32") {
      return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8", stdio: "pipe" }).trim();
    }
  } catch {
    // The process ended meanwhile, or the system does not tell: its being alive is then all there is to go by.
    return isAlive(pid) ? "" : undefined;
  }
  return "";
}

function isHeldBy(pidText: string, mark: string): boolean {
  const now = processMark(Number(pidText));
  return now !== undefined && now === mark;
}

/**
 * Runs work while no other process holds the same lock. A lock left by a process that has died is taken over.
 * @param path the lock file
 * @param work what to do under the lock
 * @param onWait called once when another process has held the lock for five seconds
 */
export async function withProcessLock<T>(path: string, work: () => Promise<T>, onWait?: () => void): Promise<T> {
  const own = `${process.pid}\n${processMark(process.pid)}\n`;
  const startedMs = performance.now();
  let hasTold = false;
  for (;;) {
    try {
      writeFileSync(path, own, { flag: "wx" });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const seen = readOrNothing(path);
    const [pid = "", mark = ""] = seen.split("\n");
    // An empty file is a lock that is being written at this moment, unless it stays empty.
    const isStale = seen ? !isHeldBy(pid, mark) : performance.now() - startedMs > 2_000;
    if (isStale) {
      // Renamed before it is removed, so that of two processes that see the stale lock only one takes it away.
      const aside = `${path}.${process.pid}`;
      try {
        renameSync(path, aside);
        rmSync(aside);
      } catch {
        // Another process was quicker.
      }
      continue;
    }
    if (!hasTold && performance.now() - startedMs > 5_000) {
      hasTold = true;
      onWait?.();
    }
    await pause(20);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/**
 * The processes that share a thing, each known by a file of its own, so that the last one to leave can put it away.
 * Every use must be under one lock.
 */
export class Members {
  constructor(private readonly folder: string) {}

  /** Adds this process. Joining twice counts once for each. */
  join(seat: string): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, `${process.pid}-${seat}`), processMark(process.pid) ?? "");
  }

  /** Takes this process's seat away. */
  leave(seat: string): void {
    rmSync(join(this.folder, `${process.pid}-${seat}`), { force: true });
  }

  /** How many seats are held by living processes; the files of dead ones are removed. */
  count(): number {
    let living = 0;
    let names: string[] = [];
    try {
      names = readdirSync(this.folder);
    } catch {
      return 0;
    }
    for (const name of names) {
      const path = join(this.folder, name);
      if (isHeldBy(name.split("-")[0] ?? "", readOrNothing(path))) living += 1;
      else rmSync(path, { force: true });
    }
    return living;
  }
}
