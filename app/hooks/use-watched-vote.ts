import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Tally } from "../live/contract";
import { openVoteLine, type VoteLine } from "./vote-line";

/** How long a line that was lost is said to be back. */
const backForMs = 5_000;
/** Pages that missed the opening or the closing ask again about this often, and not all at once. */
const askEveryMs = 5_000;

/** The line to the server, as a reader is told of it. `back` is live again, after it was lost. */
export type Line = "connecting" | "live" | "lost" | "back";

export interface WatchedVote {
  tally: Tally;
  line: Line;
  /** Milliseconds by which the server's clock is ahead of this one. */
  aheadMs: number;
  lineRef: RefObject<VoteLine | null>;
}

const order = ["scheduled", "open", "counting", "closed", "cancelled"];

/** Counts never go back: an answer that overtook another is dropped. */
function isNewer(next: Tally, shown: Tally): boolean {
  if (next.state === shown.state) return next.seq >= shown.seq && (next.cast ?? 0) >= (shown.cast ?? 0);
  return order.indexOf(next.state) >= order.indexOf(shown.state);
}

/** The instant at which a vote turns by itself to another state; null when it does not. */
function turnsAt({ state, opensAt, closesAt, paperDueAt }: Tally): string | null {
  if (state === "scheduled") return opensAt;
  if (state === "open") return closesAt;
  return state === "counting" ? (paperDueAt ?? closesAt) : null;
}

/** How a vote stands at an instant by the server's clock: at its closing voting is over, whether or not that was heard already. */
export function stateAt({ state, closesAt }: Tally, nowMs: number): Tally["state"] {
  return state === "open" && nowMs >= Date.parse(closesAt) ? "counting" : state;
}

/**
 * Follows a vote while a page is open.
 *
 * @param initial how it stood when the page's data was made; newer data of the page is taken in as well
 */
export function useWatchedVote(initial: Tally): WatchedVote {
  const voteId = initial.id;
  const [tally, setTally] = useState(initial);
  const [line, setLine] = useState<Line>("connecting");
  const [aheadMs, setAheadMs] = useState(0);
  const ahead = useRef(0);
  const lineRef = useRef<VoteLine | null>(null);

  const take = useCallback((next: Tally) => {
    ahead.current = Date.parse(next.now) - Date.now();
    setAheadMs(ahead.current);
    setTally((shown) => (isNewer(next, shown) ? next : shown));
  }, []);
  useEffect(() => take(initial), [initial, take]);

  useEffect(() => {
    const opened = openVoteLine(voteId, {
      tally: take,
      live: () => setLine((was) => (was === "lost" || was === "back" ? "back" : "live")),
      lost: () => setLine("lost"),
    });
    lineRef.current = opened;
    return opened.close;
  }, [voteId, take]);

  useEffect(() => {
    if (line !== "back") return;
    const timer = window.setTimeout(() => setLine("live"), backForMs);
    return () => window.clearTimeout(timer);
  }, [line]);

  const due = turnsAt(tally);
  useEffect(() => {
    if (!due) return;
    const askIfLate = () => {
      if (Date.now() + ahead.current >= Date.parse(due)) lineRef.current?.ask();
    };
    const timer = window.setInterval(askIfLate, askEveryMs * (0.5 + Math.random()));
    return () => window.clearInterval(timer);
  }, [due]);

  return { tally, line, aheadMs, lineRef };
}
