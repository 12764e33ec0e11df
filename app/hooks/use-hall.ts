import { useCallback, useEffect, useRef, useState } from "react";
import { checkPromise } from "../live/check-promise";
import type { CastAnswer, Choice, Tally } from "../live/contract";
import { pauseMs } from "./pauses";
import { type KeptSlip, keepSlip, readSlip } from "./slips";
import { useWatchedVote, type WatchedVote } from "./use-watched-vote";

const answerWithinMs = 6_000;
const mostTries = 5;

export interface LiveHall extends Omit<WatchedVote, "lineRef"> {
  /** The choice that is on its way. */
  pending: Choice | null;
  /** Whether it has to wait because more people are voting than can be answered at once. */
  isCrowded: boolean;
  /** The slip of the ballot that is in the box, if this browser cast it. */
  slip: KeptSlip | null;
  /** Why the last ballot was not taken. */
  refused: string | null;
  /** Casts over the open line; false when the form should be sent instead. */
  cast: (choice: Choice) => boolean;
}

/** What of a hall's page the browser needs to check an answer by itself. */
export interface HallFacts {
  tally: Tally;
  keys: string[];
  promisedBy: string;
}

const nonceBytes = 16;

function drawNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(nonceBytes)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** The keys that sign a vote by now: one may have come in since the page was made. */
async function keysNow(voteId: string): Promise<string[]> {
  const answer = await fetch(`/votes/${voteId}/record.json`);
  const { keys } = (await answer.json()) as { keys: { publicKey: string }[] };
  return keys.map((key) => key.publicKey);
}

/** What a voter keeps of a ballot that was taken, after this browser has checked that it is signed. */
async function slipOf(
  { tally, keys, promisedBy }: HallFacts,
  choice: Choice,
  { receipt, nonce, commitment, promise }: Extract<CastAnswer, { ok: true }>,
): Promise<KeptSlip> {
  const ballot = { vote: tally.id, choice, receipt, nonce, commitment, promise, by: promisedBy };
  let checked = await checkPromise(ballot, keys);
  if (checked === "fails") checked = await checkPromise(ballot, await keysNow(tally.id).catch(() => keys));
  return { choice, receipt, nonce, commitment, promise, step: tally.step, checked };
}

/** A live hall: joins it, follows its counts, and casts ballots. The page works without it. */
export function useHall(facts: HallFacts, personKey: string): LiveHall {
  const voteId = facts.tally.id;
  const { lineRef, ...watched } = useWatchedVote(facts.tally);
  const [pending, setPending] = useState<Choice | null>(null);
  const [isCrowded, setIsCrowded] = useState(false);
  const [slip, setSlip] = useState<KeptSlip | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const latest = useRef("");
  const factsNow = useRef(facts);
  factsNow.current = { ...facts, tally: watched.tally };

  useEffect(() => setSlip(readSlip(personKey, voteId)), [personKey, voteId]);

  const cast = useCallback(
    (choice: Choice) => {
      const socket = lineRef.current?.socket;
      if (!socket?.connected || typeof crypto.randomUUID !== "function") return false;
      const request = crypto.randomUUID();
      const nonce = drawNonce();
      // A ballot that waits to be sent again must not come after the one that replaces it.
      const isReplaced = () => latest.current !== request;
      latest.current = request;
      setPending(choice);
      setRefused(null);
      const attempt = (tries: number) => {
        if (isReplaced()) return;
        socket
          .timeout(answerWithinMs)
          .emit("ballot:cast", { voteId, choice, request, nonce }, async (isLost, answer) => {
            // The receipt is kept even when it does not hold: then it is the proof.
            if (!isLost && answer.ok)
              setSlip(keepSlip(personKey, voteId, await slipOf(factsNow.current, choice, answer)));
            if (isReplaced()) return;
            // The same request is never applied twice, so asking again after a lost answer is safe.
            const isBusy = !isLost && !answer.ok && answer.refused.code === "busy";
            setIsCrowded(isBusy && tries < mostTries);
            if ((isLost || isBusy) && tries < mostTries) {
              window.setTimeout(() => attempt(tries + 1), pauseMs(tries));
              return;
            }
            setPending(null);
            if (isLost)
              setRefused("The line was lost before the answer came. Vote again to be sure: it counts only once.");
            else if (!answer.ok) setRefused(answer.refused.message);
          });
      };
      attempt(1);
      return true;
    },
    [voteId, personKey, lineRef],
  );

  return { ...watched, pending, isCrowded, slip, refused, cast };
}
