import { useCallback, useEffect, useRef, useState } from "react";
import { io, type Socket } from "socket.io-client";
import type { CastAnswer, Choice, ClientEvents, ServerEvents, Tally } from "../live/contract";
import { type KeptSlip, keepSlip, readSlip } from "./slips";

const answerWithinMs = 6_000;
const mostTries = 4;

type HallSocket = Socket<ServerEvents, ClientEvents>;

/** The line to the server, as a reader is told of it. */
export type Line = "connecting" | "live" | "lost";

export interface LiveHall {
  tally: Tally;
  line: Line;
  /** The choice that is on its way. */
  pending: Choice | null;
  /** The slip of the ballot that is in the box, if this browser cast it. */
  slip: KeptSlip | null;
  /** Why the last ballot was not taken. */
  refused: string | null;
  /** Milliseconds by which the server's clock is ahead of this one. */
  aheadMs: number;
  /** Casts over the open line; false when the form should be sent instead. */
  cast: (choice: Choice) => boolean;
}

/** Counts never go back: an answer that overtook another is dropped. */
function isNewer(next: Tally, shown: Tally): boolean {
  if (next.state === shown.state) return next.seq >= shown.seq && (next.cast ?? 0) >= (shown.cast ?? 0);
  const order = ["scheduled", "open", "counting", "closed", "cancelled"];
  return order.indexOf(next.state) >= order.indexOf(shown.state);
}

/** A live hall: joins it, follows its counts, and casts ballots. The page works without it. */
export function useHall(initial: Tally, personKey: string): LiveHall {
  const voteId = initial.id;
  const [tally, setTally] = useState(initial);
  const [line, setLine] = useState<Line>("connecting");
  const [pending, setPending] = useState<Choice | null>(null);
  const [slip, setSlip] = useState<KeptSlip | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [aheadMs, setAheadMs] = useState(0);
  const socketRef = useRef<HallSocket | null>(null);

  useEffect(() => {
    setSlip(readSlip(personKey, voteId));
    const socket: HallSocket = io({ transports: ["websocket"] });
    socketRef.current = socket;
    const take = (next: Tally) => {
      setAheadMs(Date.parse(next.now) - Date.now());
      setTally((shown) => (isNewer(next, shown) ? next : shown));
    };
    socket.on("connect", () => {
      socket.emit("vote:watch", { voteId }, (answer) => {
        if ("refused" in answer) return;
        take(answer);
        setLine("live");
      });
    });
    socket.on("disconnect", () => setLine("lost"));
    socket.on("connect_error", () => setLine("lost"));
    socket.on("tally", take);
    return () => {
      socket.close();
    };
  }, [voteId, personKey]);

  const cast = useCallback(
    (choice: Choice) => {
      const socket = socketRef.current;
      if (!socket?.connected || typeof crypto.randomUUID !== "function") return false;
      const request = crypto.randomUUID();
      setPending(choice);
      setRefused(null);
      const attempt = (tries: number) => {
        socket.timeout(answerWithinMs).emit("ballot:cast", { voteId, choice, request }, (lost, answer: CastAnswer) => {
          // The same request is never applied twice, so asking again after a lost answer is safe.
          const isBusy = !lost && !answer.ok && answer.refused.code === "busy";
          if ((lost || isBusy) && tries < mostTries) {
            window.setTimeout(() => attempt(tries + 1), 400 * tries);
            return;
          }
          setPending(null);
          if (lost) setRefused("The line was lost before the answer came. Vote again to be sure: it counts only once.");
          else if (!answer.ok) setRefused(answer.refused.message);
          else {
            const { receipt, nonce, commitment } = answer;
            setSlip(keepSlip(personKey, voteId, { choice, receipt, nonce, commitment }));
          }
        });
      };
      attempt(1);
      return true;
    },
    [voteId, personKey],
  );

  return { tally, line, pending, slip, refused, aheadMs, cast };
}
