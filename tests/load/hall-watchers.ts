import { openWatchers } from "./voters";

// A process of watchers beside the benchmark's own, so that listening and casting do not wait for each other.

/** What it is told: first whom to be, then when the ballots were acknowledged. */
export type WatchersOrder =
  | { kind: "watch"; url: string; voteId: string; cookies: string[] }
  | { kind: "measure"; answeredAt: number[] };

/** What it answers: that all watch, then for each ballot when the last of them had heard of it. */
export type WatchersAnswer = { kind: "watching" } | { kind: "measured"; toLastMs: number[] };

const answer = (value: WatchersAnswer) => process.send?.(value);
let watchers: Awaited<ReturnType<typeof openWatchers>>;

process.on("message", async (order: WatchersOrder) => {
  if (order.kind === "watch") {
    watchers = await openWatchers(order.url, order.voteId, order.cookies);
    answer({ kind: "watching" });
    return;
  }
  await watchers.haveHeard(order.answeredAt.length);
  answer({ kind: "measured", toLastMs: watchers.toLastMs(order.answeredAt, 0) });
});
process.on("disconnect", () => process.exit(0));
