import cluster, { type Worker } from "node:cluster";
import { AggregatorRegistry, type Registry } from "prom-client";

// One port may be served by several processes, and a question comes to one of them. It asks the process above, which asks them all.

/** What a process says to the one above, and what that answers; `text` is left out when not all of them answered in time. */
interface Wanted {
  metricsWanted: number;
}
interface Given {
  metricsGiven: number;
  text?: string;
}

/**
 * Makes the figures of this process part of those of all.
 * @returns asks for the text of all of them: sums of what is counted, of this process alone where it is the only one
 */
export function shareMetrics(registry: Registry): () => Promise<string> {
  const worker = cluster.worker;
  if (!worker) return () => registry.metrics();
  AggregatorRegistry.setRegistries([registry]);
  // Making one is what lets this process answer for itself.
  new AggregatorRegistry();
  const asked = new Map<number, (given: Given) => void>();
  let last = 0;
  worker.on("message", (message: Partial<Given>) => {
    if (message.metricsGiven === undefined) return;
    asked.get(message.metricsGiven)?.(message as Given);
    asked.delete(message.metricsGiven);
  });
  return () =>
    new Promise((resolve, reject) => {
      last += 1;
      asked.set(last, ({ text }) => {
        if (text === undefined) reject(new Error("not every process answered with its figures"));
        else resolve(text);
      });
      worker.send({ metricsWanted: last } satisfies Wanted);
    });
}

/** Answers processes that ask for the figures of all. Called once, in the process above them. */
export function answerMetrics(): void {
  const all = new AggregatorRegistry();
  cluster.on("message", (worker: Worker, { metricsWanted }: Partial<Wanted>) => {
    if (metricsWanted === undefined) return;
    const give = (text?: string) => {
      const given: Given = { metricsGiven: metricsWanted, text };
      if (worker.isConnected()) worker.send(given);
    };
    all.clusterMetrics().then(give, () => give());
  });
}
