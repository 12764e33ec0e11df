import type { Logger } from "pino";

/** Longest sleep between looks, so that a clock moved by another process is noticed. */
const longestSleepMs = 15_000;

/** Opens and closes votes at their instants, so that pages hear of it at once. It decides nothing: any request would do the same. */
export interface VoteTimer {
  /** Looks again now, because a vote was scheduled or the clock was moved. */
  wake(): void;
  stop(): Promise<void>;
}

/** @param settle opens and closes what is due; answers the milliseconds until the next instant, or null */
export function startVoteTimer(settle: () => Promise<number | null>, log: Logger): VoteTimer {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;

  function schedule(ms: number) {
    if (timer) clearTimeout(timer);
    if (!isStopped) timer = setTimeout(look, Math.min(ms, longestSleepMs));
  }

  function look() {
    running = running.then(async () => {
      if (isStopped) return;
      let nextMs: number | null = null;
      try {
        nextMs = await settle();
      } catch (error) {
        log.error({ err: error }, "votes could not be settled; the next request will do it");
      }
      schedule(nextMs ?? longestSleepMs);
    });
  }

  schedule(0);
  return {
    wake: () => schedule(0),
    async stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
