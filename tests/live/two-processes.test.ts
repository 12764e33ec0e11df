import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { CastAnswer, Choice, ClientEvents, ServerEvents, Tally, WatchAnswer } from "~/live/contract";
import {
  makeActiveParish,
  makeCouncil,
  makeResident,
  makeResidents,
  makeWard,
} from "../../prisma/scenarios/places-and-people";
import { holdRow } from "../support/held-row";
import { type LiveProcess, startProcess } from "../support/processes";
import { makeVote, makeWorld, type World } from "../support/world";

// Two processes of the product on one database, neither with jobs. REDIS_URL, when it is set, carries their news instead of the database.

type Client = Socket<ServerEvents, ClientEvents>;

/** Longer than a process takes to look for itself when news was lost. */
const soonMs = 15_000;

let world: World;
let one: LiveProcess;
let two: LiveProcess;
let parishId: string;
const clients: Client[] = [];
/** Residents who were confirmed before any vote of these tests opened, each with a way in. */
const pool: { id: string; cookie: string }[] = [];
const takeVoters = (count: number) => pool.splice(0, count);
const takeVoter = () => takeVoters(1)[0] as { id: string; cookie: string };

const settings: Record<string, string> = process.env.REDIS_URL ? { REDIS_URL: process.env.REDIS_URL } : {};

beforeAll(async () => {
  world = await makeWorld();
  const { db, sessions } = world.app;
  const councilId = (await makeCouncil(db)).id;
  const wardId = (await makeWard(db, councilId)).id;
  const convenor = await makeResident(db, wardId);
  parishId = (await makeActiveParish(db, { councilId, wardIds: [wardId], convenorId: convenor.id })).id;
  for (const id of await makeResidents(db, wardId, 460)) {
    pool.push({ id, cookie: (await sessions.start(id)).split(";")[0] as string });
  }
  [one, two] = await Promise.all([startProcess(world, settings), startProcess(world, settings)]);
});

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

afterAll(async () => {
  await Promise.all([one?.kill(), two?.kill()]);
  await world.stop();
});

async function openNow(more: Partial<Parameters<typeof makeVote>[1]> = {}) {
  const now = await world.app.now();
  return makeVote(world, { parishId, opensAt: now, closesAt: new Date(now.getTime() + 3_600_000), ...more });
}

async function connect(to: LiveProcess, cookie = ""): Promise<Client> {
  const client: Client = io(to.url, {
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
    extraHeaders: cookie ? { cookie } : {},
  });
  clients.push(client);
  await new Promise<void>((resolve, reject) => {
    client.once("connect", () => resolve());
    client.once("connect_error", reject);
    // The process may die between taking the line and answering on it.
    client.once("disconnect", reject);
  });
  return client;
}

const watch = (client: Client, voteId: string): Promise<WatchAnswer> => client.emitWithAck("vote:watch", { voteId });

/** Casts once; rejects when the process dies before it answers. */
const cast = (client: Client, voteId: string, choice: Choice, request = crypto.randomUUID()): Promise<CastAnswer> =>
  client.timeout(soonMs).emitWithAck("ballot:cast", { voteId, choice, request });

/** The first count that a client hears and that is as wanted. */
function tallyWhere(client: Client, wanted: (tally: Tally) => boolean): Promise<Tally> {
  return new Promise((resolve) => {
    client.on("tally", (tally) => {
      if (wanted(tally)) resolve(tally);
    });
  });
}

/** What a page does: watches, and comes back to whoever still runs when its process dies. */
async function follow(voteId: string, first: LiveProcess, then: LiveProcess) {
  const heard: { atMs: number; tally: Tally }[] = [];
  const hear = (tally: Tally) => heard.push({ atMs: performance.now(), tally });
  let hasHeard: (() => void) | undefined;
  async function join(process: LiveProcess) {
    const client = await connect(process);
    client.on("tally", (tally) => {
      hear(tally);
      hasHeard?.();
    });
    client.once("disconnect", (reason) => {
      if (reason !== "io client disconnect") void join(then);
    });
    // Heard at once, like every count: one that follows in the same moment must not be heard before it.
    await new Promise<void>((resolve, reject) => {
      client.emit("vote:watch", { voteId }, (answer) => {
        if ("refused" in answer) return reject(new Error(answer.refused.message));
        hear(answer);
        hasHeard?.();
        resolve();
      });
    });
  }
  await join(first);
  return {
    heard,
    until: (wanted: (tally: Tally) => boolean) =>
      new Promise<void>((resolve) => {
        hasHeard = () => {
          if (heard.some(({ tally }) => wanted(tally))) resolve();
        };
        hasHeard();
      }),
  };
}

async function filedReceipts(voteId: string): Promise<string[]> {
  const rows = await world.sql<{ receipt: string }>("SELECT receipt FROM ballot WHERE vote_id = $1", [voteId]);
  return rows.map((row) => row.receipt).sort();
}

async function closingsOf(voteId: string): Promise<number> {
  const rows = await world.sql("SELECT 1 FROM minute_entry WHERE kind = 'vote_closed' AND body->>'vote' = $1", [
    voteId,
  ]);
  return rows.length;
}

describe("two processes", () => {
  it("show a ballot that one of them took in the halls of both", async () => {
    const vote = await openNow();
    const voters = takeVoters(10);
    const [here, there] = [await connect(one), await connect(two)];
    await Promise.all([watch(here, vote.id), watch(there, vote.id)]);
    const heard = Promise.all([here, there].map((client) => tallyWhere(client, (tally) => tally.counted === 5)));
    for (const voter of voters) {
      expect(await cast(await connect(one, voter.cookie), vote.id, "for")).toMatchObject({ ok: true });
    }
    for (const tally of await heard) expect(tally).toMatchObject({ cast: 10, counted: 5, seq: 1 });
  });

  it("tell the halls of both that a vote has closed", async () => {
    const vote = await openNow();
    const [here, there] = [await connect(one), await connect(two)];
    expect(await cast(await connect(one, takeVoter().cookie), vote.id, "against")).toMatchObject({ ok: true });
    await Promise.all([watch(here, vote.id), watch(there, vote.id)]);
    const closed = [here, there].map((client) => new Promise<Tally>((resolve) => client.on("vote:closed", resolve)));
    await world.advance("61 minutes");
    await two.settle();
    for (const tally of await Promise.all(closed)) expect(tally).toMatchObject({ state: "closed", cast: 1 });
  });

  it("count a person once who has a tab on each, and forget the people of a hall that empties", async () => {
    const vote = await openNow();
    const [person, neighbour] = [takeVoter(), takeVoter()];
    const here = await connect(one, person.cookie);
    const hasBoth = tallyWhere(here, (tally) => tally.present === 2);
    const heard: number[] = [];
    here.on("tally", (tally) => heard.push(tally.present));
    await watch(here, vote.id);
    await watch(await connect(two, person.cookie), vote.id);
    const there = await connect(two, neighbour.cookie);
    await watch(there, vote.id);
    await hasBoth;
    const isAlone = tallyWhere(here, (tally) => tally.present === 1);
    there.close();
    await isAlone;
    expect(Math.max(...heard)).toBe(2);
  });

  it("drop the sockets of a session that signed out at the other one", async () => {
    const { cookie } = takeVoter();
    const client = await connect(two, cookie);
    const dropped = new Promise<string>((resolve) => client.once("disconnect", resolve));
    await one.dropSession(cookie.slice("session=".length));
    expect(await dropped).toBe("io server disconnect");
  });

  it("find each other again when the database ends the connections that they listen on", async () => {
    const vote = await openNow();
    const there = await connect(two);
    await watch(there, vote.id);
    const ended = await world.sql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'",
    );
    expect(ended).toHaveLength(process.env.REDIS_URL ? 0 : 2);
    const heard = tallyWhere(there, (tally) => tally.cast === 1);
    expect(await cast(await connect(one, takeVoter().cookie), vote.id, "for")).toMatchObject({ ok: true });
    await heard;
    expect([one.isRunning(), two.isRunning()]).toEqual([true, true]);
  });
});

describe("the closing instant", () => {
  it("splits ballots that come without pause to both processes: what was acknowledged is in, and nothing else", async () => {
    const now = await world.app.now();
    const vote = await openNow({ closesAt: new Date(now.getTime() + 2_000) });
    const lastReceipts = await Promise.all(
      takeVoters(80).map(async (voter, index) => {
        const client = await connect(index % 2 ? one : two, voter.cookie);
        let receipt: string | null = null;
        // Everybody changes their mind for as long as the vote lasts, and knows of one receipt at the end: the last that was acknowledged.
        for (let turn = 0; ; turn += 1) {
          const answer = await cast(client, vote.id, turn % 2 ? "for" : "against");
          if (answer.ok) receipt = answer.receipt;
          else if (answer.refused.code === "closed") return receipt;
          else expect(answer.refused.code).toBe("too_many");
        }
      }),
    );
    await Promise.all([one.settle(), two.settle(), one.settle(), two.settle(), world.app.settle()]);
    expect(await filedReceipts(vote.id)).toEqual(lastReceipts.filter((receipt) => receipt !== null).sort());
    expect(await closingsOf(vote.id)).toBe(1);
  });

  it("keeps out ballots that were held behind a lock while it passed", async () => {
    const vote = await openNow();
    const inTime = takeVoters(20);
    const held = takeVoters(20);
    const seats = new Map<string, Client>();
    for (const [index, voter] of [...inTime, ...held].entries()) {
      seats.set(voter.id, await connect(index % 2 ? one : two, voter.cookie));
    }
    const castBy = (voter: { id: string }) => cast(seats.get(voter.id) as Client, vote.id, "for");
    const acknowledged = await Promise.all(inTime.map(castBy));

    const row = await holdRow(world.ownerUrl, "vote", vote.id, "UPDATE");
    const answers = held.map(castBy);
    await row.untilWaited(2);
    await world.advance("61 minutes");
    const settled = [one, two, one, two].map((process) => process.settle());
    await row.release();
    for (const answer of await Promise.all(answers)) expect(answer).toMatchObject({ refused: { code: "closed" } });
    await Promise.all(settled);
    const receipts = acknowledged.map((answer) => (answer.ok ? answer.receipt : "refused"));
    expect(await filedReceipts(vote.id)).toEqual(receipts.sort());
    expect(await closingsOf(vote.id)).toBe(1);
  });
});

describe("a process that is killed while ballots come in", () => {
  it("loses no acknowledged ballot, counts none twice, and its readers go on where they were", async () => {
    const vote = await openNow();
    const voters = takeVoters(300);
    const readers = await Promise.all([
      follow(vote.id, one, one),
      follow(vote.id, two, one),
      follow(vote.id, two, one),
    ]);
    const receipts: string[] = [];
    const queue = voters.map((voter, index) => ({ ...voter, at: index % 2 ? one : two }));
    let killing: Promise<void> | undefined;

    /** Casts until there is an answer, with the same request: at the other process when the first dies. */
    async function castSurely({ cookie, at }: (typeof queue)[number], request = crypto.randomUUID()): Promise<void> {
      try {
        const client = await connect(at, cookie);
        const answer = await cast(client, vote.id, "for", request);
        if (!answer.ok) throw new Error(answer.refused.message);
        receipts.push(answer.receipt);
        client.close();
      } catch (error) {
        if (at === one) throw error;
        await castSurely({ id: "", cookie, at: one }, request);
      }
      if (receipts.length >= 100) killing ??= two.kill();
    }
    async function castNext(): Promise<void> {
      for (let next = queue.shift(); next; next = queue.shift()) await castSurely(next);
    }
    await Promise.all(Array.from({ length: 40 }, castNext));
    await killing;
    await Promise.all(readers.map((reader) => reader.until((tally) => tally.cast === voters.length)));

    two = await startProcess(world, settings);
    const closing = readers.map((reader) => reader.until((tally) => tally.state === "closed"));
    await world.advance("61 minutes");
    await two.settle();
    await Promise.all(closing);

    expect(new Set(receipts).size).toBe(voters.length);
    expect(await filedReceipts(vote.id)).toEqual(receipts.sort());
    for (const { heard } of readers) {
      for (const [index, { tally }] of heard.entries()) {
        const before = heard[index - 1]?.tally ?? tally;
        expect(tally.seq).toBeGreaterThanOrEqual(before.seq);
        expect(tally.cast).toBeGreaterThanOrEqual(before.cast as number);
        expect(tally.counted).toBeGreaterThanOrEqual(before.counted as number);
      }
      const seconds = ((heard.at(-1)?.atMs as number) - (heard[0]?.atMs as number)) / 1_000;
      // Four a second; the answers to watching, at most two of them, come on top.
      expect(heard.length).toBeLessThanOrEqual(4 * seconds + 4);
    }
  });
});
