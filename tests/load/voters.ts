import { io, type Socket } from "socket.io-client";

/** One resident's way in, as `npm run simulate -- residents` writes it. */
export interface Voter {
  resident: string;
  cookie: string;
  vote: string;
}

export interface Round {
  /** Wall milliseconds spent casting, without connecting. */
  castingMs: number;
  /** Acknowledgement times in milliseconds, one a ballot. */
  answerMs: number[];
  /** For each ballot, milliseconds from its acknowledgement until every watcher had heard of a count that holds it. */
  toLastClientMs: number[];
  refused: string[];
  receipts: Set<string>;
  /** The last number of ballots that a watcher heard of. */
  heard: number;
  /** By how much each figure that was probed grew while ballots were cast, without connecting. */
  probed: number[];
}

/** Sockets that follow the count of a vote. */
export interface Watchers {
  /** Answers once each of them has heard of so many ballots. */
  haveHeard(ballots: number): Promise<void>;
  /**
   * For each ballot, the milliseconds from its acknowledgement until the last of them had heard of a count that holds it.
   * @param answeredAt when each was acknowledged, by `clockMs`, in order
   * @param already ballots that were in the box before
   */
  toLastMs(answeredAt: readonly number[], already: number): number[];
  close(): void;
}

const connectAtOnce = 200;

/** Milliseconds on the clock that all processes of a machine share. */
export const clockMs = () => Number(process.hrtime.bigint()) / 1e6;

function open(url: string, cookie: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = io(url, {
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
      extraHeaders: cookie ? { cookie } : {},
    });
    socket.once("connect", () => resolve(socket));
    socket.once("connect_error", reject);
  });
}

/** Opens a socket for each cookie; an empty one is a stranger's. */
export async function openMany(url: string, cookies: readonly string[]): Promise<Socket[]> {
  const sockets: Socket[] = [];
  for (let from = 0; from < cookies.length; from += connectAtOnce) {
    sockets.push(...(await Promise.all(cookies.slice(from, from + connectAtOnce).map((cookie) => open(url, cookie)))));
  }
  return sockets;
}

/** Opens a socket for each cookie, all of which follow a vote. They come in a few hundred at a time. */
export async function openWatchers(url: string, voteId: string, cookies: readonly string[]): Promise<Watchers> {
  const sockets: Socket[] = [];
  // heardAt[w] holds, for watcher w, when it heard of which count, in order.
  const heardAt: { cast: number; at: number }[][] = [];
  for (let from = 0; from < cookies.length; from += connectAtOnce) {
    const group = await openMany(url, cookies.slice(from, from + connectAtOnce));
    for (const socket of group) {
      const heard: { cast: number; at: number }[] = [];
      heardAt.push(heard);
      socket.on("tally", (tally: { cast: number | null }) => {
        if (tally.cast !== null) heard.push({ cast: tally.cast, at: clockMs() });
      });
    }
    const answers = await Promise.all(group.map((socket) => socket.emitWithAck("vote:watch", { voteId })));
    const refusal = answers.find((answer) => "refused" in answer);
    if (refusal) throw new Error(refusal.refused.message);
    sockets.push(...group);
  }
  return {
    async haveHeard(ballots) {
      await Promise.all(
        sockets.map(
          (socket, index) =>
            new Promise<void>((resolve) => {
              const isThere = () => (heardAt[index]?.at(-1)?.cast ?? 0) >= ballots;
              if (isThere()) return resolve();
              socket.on("tally", () => isThere() && resolve());
            }),
        ),
      );
    },
    toLastMs: (answeredAt, already) => lastHeard(answeredAt, heardAt, already),
    close() {
      for (const socket of sockets) socket.close();
    },
  };
}

/**
 * Casts one ballot for every voter: `atOnce` of them are connected at a time, all cast in the same moment, and the next
 * ones follow. `watchers` more sockets follow the count all the while. Only the casting is timed, and `probe` is read around it alone.
 */
export async function castAll(
  url: string,
  voters: readonly Voter[],
  options: { atOnce: number; watchers: number; already: number; probe?: () => number[] },
): Promise<Round> {
  const { atOnce, already, probe = () => [] } = options;
  const vote = voters[0]?.vote ?? "";
  const answerMs: number[] = [];
  const answeredAt: number[] = [];
  const refused: string[] = [];
  const receipts = new Set<string>();
  const watchers = await openWatchers(url, vote, new Array<string>(options.watchers).fill(""));

  let castingMs = 0;
  let probed: number[] = [];
  for (let from = 0; from < voters.length; from += atOnce) {
    const group = voters.slice(from, from + atOnce);
    const sockets = await openMany(
      url,
      group.map((voter) => voter.cookie),
    );
    const probedBefore = probe();
    const startedAt = clockMs();
    await Promise.all(
      sockets.map(async (socket, index) => {
        const choice = (["for", "against", "abstain"] as const)[(from + index) % 3];
        const sentAt = clockMs();
        const answer = await socket.emitWithAck("ballot:cast", { voteId: vote, choice, request: crypto.randomUUID() });
        const at = clockMs();
        answerMs.push(at - sentAt);
        if (answer.ok) {
          answeredAt.push(at);
          receipts.add(answer.receipt);
        } else refused.push(answer.refused.message);
      }),
    );
    castingMs += clockMs() - startedAt;
    probed = probe().map((now, index) => (probed[index] ?? 0) + now - (probedBefore[index] ?? 0));
    for (const socket of sockets) socket.close();
  }

  // The last count is heard within a moment; wait for the event, not for a time.
  const heard = already + answeredAt.length;
  await watchers.haveHeard(heard);
  watchers.close();
  answeredAt.sort((one, other) => one - other);
  return {
    castingMs,
    answerMs,
    toLastClientMs: watchers.toLastMs(answeredAt, already),
    refused,
    receipts,
    heard,
    probed,
  };
}

function lastHeard(
  answeredAt: readonly number[],
  heardAt: readonly { cast: number; at: number }[][],
  already: number,
): number[] {
  const position = heardAt.map(() => 0);
  return answeredAt.map((at, index) => {
    const count = already + index + 1;
    let last = at;
    heardAt.forEach((heard, watcher) => {
      let place = position[watcher] ?? 0;
      while (place < heard.length && (heard[place]?.cast ?? 0) < count) place += 1;
      position[watcher] = place;
      last = Math.max(last, heard[place]?.at ?? last);
    });
    return last - at;
  });
}

/** The value below which a share of the numbers lies. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(numbers: readonly number[]): number {
  return percentile(numbers, 0.5);
}
