import { io, type Socket } from "socket.io-client";
import type { ClientEvents, ServerEvents, Tally } from "../live/contract";
import { pauseMs } from "./pauses";

/** A server in a rush may be this slow before its silence means that nobody is there. */
const answerWithinMs = 10_000;
/** A device that slept has most likely lost its line without knowing, so it does not wait as long. */
const answerAfterSleepWithinMs = 3_000;
/** Coming back from sleep and coming back to a network are often the same moment. */
const settleMs = 50;

export type HallSocket = Socket<ServerEvents, ClientEvents>;

/** A line to the server that follows one vote, and mends itself. */
export interface VoteLine {
  socket: HallSocket;
  /** Asks how the vote stands. A line that does not answer is dropped and opened anew. */
  ask: () => void;
  close: () => void;
}

interface Hears {
  tally: (tally: Tally) => void;
  /** The server has answered on this line. */
  live: () => void;
  lost: () => void;
}

/**
 * Opens a line and keeps it open: whoever comes late, wakes up or comes back to a network is told at once how the vote stands.
 *
 * @param hears is told of every tally, in whatever order they come, and of the state of the line
 */
export function openVoteLine(voteId: string, hears: Hears): VoteLine {
  const socket: HallSocket = io({ transports: ["websocket"] });
  let isAsking = false;
  let refusals = 0;
  let later: number | undefined;

  function doLater(work: () => void, ms: number) {
    window.clearTimeout(later);
    later = window.setTimeout(work, ms);
  }

  /** Does not wait for the next try of a line that is gone, nor for the end of one that only seems to be there. */
  function renew() {
    socket.disconnect().connect();
  }

  function ask(withinMs: number) {
    if (isAsking || !socket.connected) return;
    isAsking = true;
    socket.timeout(withinMs).emit("vote:watch", { voteId }, (isLost, answer) => {
      isAsking = false;
      if (isLost) {
        // A line that broke meanwhile is being mended already.
        if (socket.connected) renew();
      } else if (!("refused" in answer)) {
        refusals = 0;
        hears.tally(answer);
        hears.live();
      } else if (answer.refused.code === "busy" || answer.refused.code === "too_many") {
        refusals += 1;
        doLater(() => ask(answerWithinMs), pauseMs(refusals));
      }
    });
  }

  function wake() {
    if (document.visibilityState !== "visible") return;
    doLater(() => (socket.connected ? ask(answerAfterSleepWithinMs) : renew()), settleMs);
  }

  socket.on("connect", () => ask(answerWithinMs));
  socket.on("disconnect", (reason) => {
    hears.lost();
    // The one end that the client leaves at that: the session was signed out. Everybody may still watch.
    if (reason === "io server disconnect") doLater(() => socket.connect(), pauseMs(1));
  });
  socket.on("connect_error", hears.lost);
  socket.on("tally", hears.tally);
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", wake);

  return {
    socket,
    ask: () => ask(answerWithinMs),
    close() {
      window.clearTimeout(later);
      document.removeEventListener("visibilitychange", wake);
      window.removeEventListener("online", wake);
      socket.off().close();
    },
  };
}
