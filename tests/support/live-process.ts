import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pino from "pino";
import { startApplication } from "#server/container";
import { readEnv } from "#server/env";

// One process of the product, with halls and without jobs, for tests that need several. `processes.ts` starts it and tells it what to do.

/** What a process can be told; each order is answered with its number once it is done. */
export type Order = { number: number } & ({ kind: "settle" } | { kind: "drop-session"; sessionId: string });

const { OWNER_URL: ownerUrl = "", APP_URL: appUrl = "", REDIS_URL } = process.env;
const env = readEnv({ NODE_ENV: "test", SIMULATION: "on", LOG_LEVEL: "error", REDIS_URL });
const server = createServer();
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const app = await startApplication({
  env,
  log: pino({ level: env.logLevel }),
  ownerUrl,
  appUrl,
  hasJobs: false,
  server,
});

process.on("message", async (order: Order) => {
  if (order.kind === "settle") await app.settle();
  else app.dropSession(order.sessionId);
  process.send?.({ done: order.number });
});
process.on("disconnect", () => process.exit());
process.send?.({ ready: true, port: (server.address() as AddressInfo).port });
