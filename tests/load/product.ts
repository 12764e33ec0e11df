import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "#server/env";
import { ensureDatabase } from "#server/persistence/connect";

/** A database of a benchmark's own, and the servers that run on it. */
export interface Ground {
  ownerUrl: string;
  /** A folder that is gone afterwards. */
  folder: string;
  /** What programs that use the database are started with. */
  env: NodeJS.ProcessEnv;
  /** Starts a program of the project and waits until it says its port. */
  start(file: string, more?: Record<string, string>): Promise<{ child: ChildProcess; port: number }>;
  stop(): Promise<void>;
}

/** The built product's program. */
export const builtProduct = "build/server-shell/index.js";

/** Lays the ground for a benchmark. */
export async function layGround(): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), "pop-up-parish-bench-"));
  const env = {
    ...process.env,
    DATA_DIR: folder,
    PORT: "0",
    NODE_ENV: "production" as const,
    LOG_LEVEL: "warn",
    SIMULATION: "on",
  };
  const database = await ensureDatabase({ databaseUrl: undefined, dataFolder: folder });
  const children: ChildProcess[] = [];
  return {
    ownerUrl: database.ownerUrl,
    folder,
    env,
    async start(file, more = {}) {
      const child = fork(join(projectRoot, file), [], {
        env: { ...env, ...more },
        stdio: ["ignore", "ignore", "inherit", "ipc"],
      });
      children.push(child);
      const port = await new Promise<number>((resolve, reject) => {
        child.on("message", (message) => resolve((message as { port: number }).port));
        child.on("exit", (status) => reject(new Error(`the server ended with status ${status}`)));
      });
      return { child, port };
    },
    async stop() {
      await Promise.all(children.map(stopped));
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Ends a program and waits until it is gone. */
export function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners("exit");
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
