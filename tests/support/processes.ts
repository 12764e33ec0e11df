import { fork } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "#server/env";
import type { Order } from "./live-process";
import type { World } from "./world";

/** A process of the product beside the test's own, on the database of a world. */
export interface LiveProcess {
  /** Where sockets connect. */
  url: string;
  /** Opens and closes whatever is due, as any request to it would. */
  settle(): Promise<void>;
  dropSession(sessionId: string): Promise<void>;
  /** Ends it as a power cut would, and waits until it is gone. */
  kill(): Promise<void>;
  isRunning(): boolean;
}

/** Starts one more process on a world's database, and waits until it can be connected to. */
export async function startProcess(
  world: Pick<World, "ownerUrl" | "appUrl">,
  settings: Record<string, string> = {},
): Promise<LiveProcess> {
  const child = fork(join(projectRoot, "tests", "support", "live-process.ts"), [], {
    execArgv: ["--import", "tsx"],
    cwd: projectRoot,
    env: { ...process.env, OWNER_URL: world.ownerUrl, APP_URL: world.appUrl, REDIS_URL: "", ...settings },
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (message: { port: number }) => resolve(message.port));
    child.once("exit", (status) => reject(new Error(`a process ended with status ${status} before it was ready`)));
  });

  let orders = 0;
  type What = Order extends infer One ? (One extends Order ? Omit<One, "number"> : never) : never;
  async function tell(what: What): Promise<void> {
    orders += 1;
    const number = orders;
    const done = new Promise<void>((resolve) => {
      const hear = (message: { done: number }) => {
        if (message.done !== number) return;
        child.off("message", hear);
        resolve();
      };
      child.on("message", hear);
    });
    child.send({ ...what, number });
    await Promise.race([done, gone]);
  }

  return {
    url: `http://127.0.0.1:${port}`,
    settle: () => tell({ kind: "settle" }),
    dropSession: (sessionId) => tell({ kind: "drop-session", sessionId }),
    async kill() {
      child.kill("SIGKILL");
      await gone;
    },
    isRunning: () => child.exitCode === null && child.signalCode === null,
  };
}
