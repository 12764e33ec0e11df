import cluster from "node:cluster";
import { fileURLToPath } from "node:url";
import { Counter, Registry } from "prom-client";
import { answerMetrics, shareMetrics } from "../../server/metrics/all-processes";

// Two processes under one, each of which has counted something. One of them is asked, and what it says of both is printed.

if (cluster.isPrimary) {
  answerMetrics();
  // Whatever runs this with a loader runs the others with it too.
  cluster.setupPrimary({ exec: fileURLToPath(import.meta.url), execArgv: process.execArgv });
  const workers = [cluster.fork(), cluster.fork()];
  let ready = 0;
  for (const worker of workers) {
    worker.on("message", (message: { isReady?: boolean; text?: string }) => {
      if (message.isReady) {
        ready += 1;
        if (ready === workers.length) workers[0]?.send({ ask: true });
      }
      if (message.text === undefined) return;
      process.stdout.write(message.text);
      for (const one of workers) one.kill();
    });
  }
} else {
  const registry = new Registry();
  const counted = new Counter({ name: "counted", help: "Things.", labelNames: ["kind"], registers: [registry] });
  counted.inc({ kind: "both" }, 2);
  const read = shareMetrics(registry);
  process.on("message", (message: { ask?: boolean }) => {
    if (message.ask) void read().then((text) => process.send?.({ text }));
  });
  process.send?.({ isReady: true });
}
