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
}

const connectAtOnce = 200;

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

async function openMany(url: string, cookies: readonly string[]): Promise<Socket[]> {
  const sockets: Socket[] = [];
  for (let from = 0; from < cookies.length; from += connectAtOnce) {
    sockets.push(...(await Promise.all(cookies.slice(from, from + connectAtOnce).map((cookie) => open(url, cookie)))));
  }
  return sockets;
}

/**
 * Casts one ballot for every voter: `atOnce` of them are connected at a time, all cast in the same moment, and the next
 * ones follow. `watchers` more sockets follow the count all the while. Only the casting is timed.
 */
export async function castAll(
  url: string,
  voters: readonly Voter[],
  options: { atOnce: number; watchers: number; already: number },
): Promise<Round> {
  const vote = voters[0]?.vote ?? "";
  const answerMs: number[] = [];
  const answeredAt: number[] = [];
  const refused: string[] = [];
  const receipts = new Set<string>();
  // heardAt[w] holds, for watcher w, when it heard of which count, in order.
  const heardAt: { cast: number; at: number }[][] = [];

  const watchers = await openMany(url, new Array<string>(options.watchers).fill(""));
  watchers.forEach((socket, index) => {
    const heard: { cast: number; at: number }[] = [];
    heardAt[index] = heard;
    socket.on("tally", (tally: { cast: number | null }) => {
      if (tally.cast !== null) heard.push({ cast: tally.cast, at: performance.now() });
    });
  });
  await Promise.all(watchers.map((socket) => socket.emitWithAck("vote:watch", { voteId: vote })));

  let castingMs = 0;
  for (let from = 0; from < voters.length; from += options.atOnce) {
    const group = voters.slice(from, from + options.atOnce);
    const sockets = await openMany(
      url,
      group.map((voter) => voter.cookie),
    );
    const startedAt = performance.now();
    await Promise.all(
      sockets.map(async (socket, index) => {
        const choice = (["for", "against", "abstain"] as const)[(from + index) % 3];
        const sentAt = performance.now();
        const answer = await socket.emitWithAck("ballot:cast", { voteId: vote, choice, request: crypto.randomUUID() });
        const at = performance.now();
        answerMs.push(at - sentAt);
        if (answer.ok) {
          answeredAt.push(at);
          receipts.add(answer.receipt);
        } else refused.push(answer.refused.message);
      }),
    );
    castingMs += performance.now() - startedAt;
    for (const socket of sockets) socket.close();
  }

  // The last count is heard within a moment; wait for the event, not for a time.
  const total = options.already + answeredAt.length;
  await Promise.all(
    watchers.map(
      (socket, index) =>
        new Promise<void>((resolve) => {
          const isThere = () => (heardAt[index]?.at(-1)?.cast ?? 0) >= total;
          if (isThere()) return resolve();
          socket.on("tally", () => isThere() && resolve());
        }),
    ),
  );
  for (const socket of watchers) socket.close();

  answeredAt.sort((one, other) => one - other);
  const toLastClientMs = lastHeard(answeredAt, heardAt, options.already);
  return { castingMs, answerMs, toLastClientMs, refused, receipts, heard: total };
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
