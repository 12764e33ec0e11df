import pg from "pg";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openVote } from "#server/commands/open-vote";
import { getHall } from "#server/queries/get-hall";
import type { ClientEvents, ServerEvents, Tally } from "~/live/contract";
import {
  makeActiveParish,
  makeCouncil,
  makeResident,
  makeResidents,
  makeWard,
} from "../../prisma/scenarios/places-and-people";
import { castAs, makeVote, makeWorld, type World } from "../support/world";

// What the voting hall asks of the database, statement by statement. A statement more is paid at every ballot, page or count, so it is
// added here knowingly or not at all.

/** Every statement goes through this function of the driver, whichever pool it comes from. */
const asked = vi.spyOn(pg.Client.prototype, "query");
beforeEach(() => void asked.mockClear());
afterAll(() => asked.mockRestore());

/** What a statement is for, in a word or two: the function that it calls, or the table that it reads. */
function nameOf(text: string): string {
  if (text.includes("clock_now")) return "votes that are due";
  if (text.includes("least(")) return "when the next is due";
  if (text.includes("waiting_leaves(")) return "last step and what waits";
  if (/app_now\(\) AS "now"\s+FROM vote/.test(text)) return "the vote and the clock";
  return /FROM "public"\."(\w+)"/.exec(text)?.[1] ?? /(\w+)\(/.exec(text)?.[1] ?? text.trim();
}

/** What goes on every few seconds whatever happens: processes say that they are alive, and old messages are cleared away. */
function isRoutine(text: string, values: unknown): boolean {
  return text.includes("socket_attachment") || (text.includes("pg_notify") && !`${values}`.includes("vote:changed"));
}

/** The statements since the last call, in alphabetical order: some go out side by side. */
function statements(): string[] {
  const calls = asked.mock.calls as unknown as [string | { text: string }, unknown?][];
  const names = calls
    .map(([query, values]) => ({ text: typeof query === "string" ? query : query.text, values }))
    .filter(({ text, values }) => !isRoutine(text, values))
    .map(({ text }) => nameOf(text));
  asked.mockClear();
  return names.sort();
}

interface Ground {
  world: World;
  voters: string[];
  /** An open vote of its own, whose box is known to the process. */
  open(): Promise<string>;
}

async function layGround(hasHall: boolean): Promise<Ground> {
  const world = await makeWorld({}, { hasHall });
  const { db } = world.app;
  const councilId = (await makeCouncil(db)).id;
  const wardId = (await makeWard(db, councilId)).id;
  const convenorId = (await makeResident(db, wardId)).id;
  const parishId = (await makeActiveParish(db, { councilId, wardIds: [wardId], convenorId })).id;
  const voters = await makeResidents(db, wardId, 2_500);
  return {
    world,
    voters,
    async open() {
      const now = await world.app.now();
      const closesAt = new Date(now.getTime() + 3_600_000);
      const { id } = await makeVote(world, { parishId, opensAt: now, closesAt });
      await openVote(world.app.context, id);
      await castAs(world, voters.at(-1) as string, id, "abstain");
      return id;
    },
  };
}

describe("without a hall", () => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await layGround(false);
  });
  afterAll(() => ground.world.stop());

  it("a ballot that comes alone is one statement, without a transaction around it", async () => {
    const { world, voters, open } = ground;
    const voteId = await open();
    statements();
    await castAs(world, voters[0] as string, voteId, "for");
    expect(statements()).toEqual(["cast_ballots"]);
    // A change takes the same way.
    await castAs(world, voters[0] as string, voteId, "against");
    expect(statements()).toEqual(["cast_ballots"]);
  });

  it("ballots that come together share statements, a thousand in each", async () => {
    const { world, voters, open } = ground;
    const voteId = await open();
    statements();
    await Promise.all(voters.slice(0, 2_000).map((voter) => castAs(world, voter, voteId, "for")));
    expect(statements()).toEqual(["cast_ballots", "cast_ballots"]);
  });

  /** What a request for the page of a vote does, in the order of the request handler. */
  async function showHall(voteId: string, cookie: string | undefined) {
    const { app } = ground.world;
    statements();
    await app.settle();
    const session = await app.sessions.read(cookie);
    return getHall(app, voteId, await app.loadActor(session.personId));
  }
  /** Whatever opens or closes is settled before any page is shown. */
  const settled = ["votes that are due"];
  /** The vote, and what stands beside it with the clock. */
  const page = ["app_now", "vote"];

  it("shows the page to a stranger in three statements", async () => {
    const voteId = await ground.open();
    expect(await showHall(voteId, undefined)).toMatchObject({ isSignedIn: false });
    expect(statements()).toEqual([...settled, ...page].sort());
  });

  it("shows the page to a voter in six", async () => {
    const voteId = await ground.open();
    const cookie = (await ground.world.app.sessions.start(ground.voters[0] as string)).split(";")[0];
    expect(await showHall(voteId, cookie)).toMatchObject({ isSignedIn: true, hasVoted: false, whyNot: null });
    // Their session, and who they are with all that they hold.
    const actor = ["session", "coalesce"];
    // Whether they are on the roll and have voted, in one.
    expect(statements()).toEqual([...settled, ...page, ...actor, "has_voted"].sort());
  });
});

describe("with a hall", () => {
  let ground: Ground;
  const watchers: Socket<ServerEvents, ClientEvents>[] = [];
  beforeAll(async () => {
    ground = await layGround(true);
  });
  afterEach(() => {
    for (const watcher of watchers.splice(0)) watcher.close();
  });
  afterAll(() => ground.world.stop());

  async function watch(voteId: string): Promise<void> {
    const watcher: Socket<ServerEvents, ClientEvents> = io(ground.world.url, {
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
    });
    watchers.push(watcher);
    expect(await watcher.emitWithAck("vote:watch", { voteId })).toMatchObject({ id: voteId });
  }

  /** Casts for some voters and answers when every watcher has heard of it. */
  async function castAndHear(voteId: string, voters: readonly string[], isThere: (tally: Tally) => boolean) {
    const heard = watchers.map(
      (watcher) =>
        new Promise<void>((resolve) => {
          watcher.on("tally", function listen(tally) {
            if (!isThere(tally)) return;
            watcher.off("tally", listen);
            resolve();
          });
        }),
    );
    await Promise.all(voters.map((voter) => castAs(ground.world, voter, voteId, "for")));
    await Promise.all(heard);
  }

  it("a count goes to everybody in three statements beside the ballots' own, and one that grows the log in four", async () => {
    const { voters, open } = ground;
    const voteId = await open();
    for (let watcher = 0; watcher < 20; watcher += 1) await watch(voteId);
    // One count first, so that nobody's coming in is still to be told.
    await castAndHear(voteId, voters.slice(0, 1), ({ cast }) => cast === 2);
    statements();

    await castAndHear(voteId, voters.slice(1, 4), ({ cast }) => cast === 5);
    // Whether the log is to grow: its last step and what waits. The news for other processes. The vote as it is shown, and the clock.
    const count = ["last step and what waits", "pg_notify", "the vote and the clock"];
    expect(statements()).toEqual([...count, "cast_ballots"].sort());

    // The first step, with which the key and the terms of the vote come in, and nearly all that the second needs.
    await castAndHear(voteId, voters.slice(4, 9), ({ counted }) => counted === 5);
    await castAndHear(voteId, voters.slice(9, 13), ({ cast }) => cast === 14);
    statements();
    await castAndHear(voteId, voters.slice(13, 14), ({ counted }) => counted === 10);
    expect(statements()).toEqual([...count, "publish_step", "cast_ballots"].sort());
  });
});
