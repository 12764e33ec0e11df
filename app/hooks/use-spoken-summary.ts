import { useEffect, useRef, useState } from "react";

const quietForMs = 15_000;

/** A summary for a screen reader that changes at most every 15 seconds, so that a live count does not shout. */
export function useSpokenSummary(summary: string): string {
  const [spoken, setSpoken] = useState("");
  const latest = useRef(summary);
  latest.current = summary;
  useEffect(() => {
    const timer = window.setInterval(() => setSpoken(latest.current), quietForMs);
    return () => window.clearInterval(timer);
  }, []);
  return spoken;
}
