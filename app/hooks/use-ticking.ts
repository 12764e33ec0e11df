import { useEffect, useState } from "react";

/** A clock for countdowns: the instant in milliseconds, moved on every second once the page runs in a browser. */
export function useTicking(startMs: number, aheadMs: number): number {
  const [nowMs, setNowMs] = useState(startMs);
  useEffect(() => {
    const tick = () => setNowMs(Date.now() + aheadMs);
    tick();
    const timer = window.setInterval(tick, 1000);
    return () => window.clearInterval(timer);
  }, [aheadMs]);
  return nowMs;
}
