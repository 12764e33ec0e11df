import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { closeVote } from "#server/commands/close-vote";
import { settleVotes } from "#server/commands/settle-votes";
import type { CastAnswer, ClientEvents, ServerEvents, Tally, WatchAnswer } from "~/live/contract";
import {
  appoint,
  makeActiveParish,
  makeCouncil,
  makePerson,
  makeResident,
  makeResidents,
  makeWard,
} from "../../prisma/scenarios/places-and-people";
import { castAs, makeVote, makeWorld, type World } from "../support/world";

type Client = Socket<ServerEvents, ClientEvents>;

let world: World;
let councilId: string;
let wardId: string;
let otherWardId: string;
let parishId: string;
const clients: Client[] = [];
/** Residents who were confirmed before any vote of these tests opened. */
let pool: string[] = [];
const takeVoters = (count: number) => pool.splice(0, count);

beforeAll(async () => {
  world = await makeWorld({}, { hasHall: true });
  const { db } = world.app;
  councilId = (await makeCouncil(db)).id;
  wardId = (await makeWard(db, councilId)).id;
  otherWardId = (await makeWard(db, councilId)).id;
  const convenor = await makeResident(db, wardId);
  parishId = (await makeActiveParish(db, { councilId, wardIds: [wardId], convenorId: convenor.id })).id;
  pool = await makeResidents(db, wardId, 60);
});

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

afterAll(() => world.stop());

async function openNow(more: Partial<Parameters<typeof makeVote>[1]> = {}) {
  const now = await world.app.now();
  return makeVote(world, { parishId, opensAt: now, closesAt: new Date(now.getTime() + 3_600_000), ...more });
}

async function cookieOf(personId: string): Promise<string> {
  return (await world.app.sessions.start(personId)).split(";")[0] as string;
}

function dial(headers: Record<string, string> = {}): Client {
  const client: Client = io(world.url, {
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
    extraHeaders: headers,
  });
  clients.push(client);
  return client;
}

async function connect(cookie = ""): Promise<Client> {
  const client = dial(cookie ? { cookie } : {});
  await new Promise<void>((resolve, reject) => {
    client.once("connect", () => resolve());
    client.once("connect_error", reject);
  });
  return client;
}

const watch = (client: Client, voteId: string): Promise<WatchAnswer> => client.emitWithAck("vote:watch", { voteId });
const cast = (client: Client, voteId: string, choice: "for" | "against" | "abstain"): Promise<CastAnswer> =>
  client.emitWithAck("ballot:cast", { voteId, choice, request: crypto.randomUUID() });

/** The first tally that a client hears and that is as wanted. */
function tallyWhere(client: Client, wanted: (tally: Tally) => boolean): Promise<Tally> {
  return new Promise((resolve) => {
    client.on("tally", (tally) => {
      if (wanted(tally)) resolve(tally);
    });
  });
}

/** Sends something that the contract does not allow. */
const sendRaw = (client: Client, event: string, input: unknown): Promise<unknown> =>
  (client as unknown as Socket).timeout(5000).emitWithAck(event, input);

describe("watching a vote", () => {
  it("answers a snapshot to anybody, and sends each count to everybody who watches", async () => {
    const vote = await openNow();
    const voters = takeVoters(10);
    const stranger = await connect();
    expect(await watch(stranger, vote.id)).toMatchObject({ id: vote.id, state: "open", publicity: "open" });
    const heard = tallyWhere(stranger, (tally) => tally.counted === 5);
    for (const voter of voters) await castAs(world, voter, vote.id, "for");
    expect(await heard).toMatchObject({ cast: 10, counted: 5, counts: { for: 5, against: 0, abstain: 0 }, seq: 1 });
  });

  it("counts people in the hall, not their tabs", async () => {
    const vote = await openNow();
    const [one, two] = takeVoters(2);
    const cookie = await cookieOf(one as string);
    const first = await connect(cookie);
    const second = await connect(cookie);
    const third = await connect(await cookieOf(two as string));
    await watch(first, vote.id);
    await watch(second, vote.id);
    await watch(third, vote.id);
    expect(world.app.present(vote.id)).toBe(2);
    const left = tallyWhere(first, (tally) => tally.present === 1);
    third.close();
    expect((await left).present).toBe(1);
  });

  it("refuses a vote that does not exist and an input that is no vote", async () => {
    const client = await connect();
    expect(await watch(client, crypto.randomUUID())).toMatchObject({ refused: { code: "not_found" } });
    expect(await sendRaw(client, "vote:watch", { voteId: "' OR 1=1" })).toMatchObject({ refused: { code: "invalid" } });
    expect(await sendRaw(client, "vote:watch", null)).toMatchObject({ refused: { code: "invalid" } });
  });

  it("tells every open page when the vote closes, with the result", async () => {
    const vote = await openNow();
    const voters = takeVoters(3);
    for (const voter of voters) await castAs(world, voter, vote.id, "against");
    const client = await connect();
    await watch(client, vote.id);
    const closed = new Promise<Tally>((resolve) => client.on("vote:closed", resolve));
    await world.advance("61 minutes");
    await settleVotes(world.app.context);
    expect(await closed).toMatchObject({ state: "closed", counts: { for: 0, against: 3, abstain: 0 } });
  });
});

describe("publicity over sockets", () => {
  it("never sends a count of a turnout vote while it is open", async () => {
    const vote = await openNow({ publicity: "turnout" });
    const voters = takeVoters(12);
    const client = await connect();
    await watch(client, vote.id);
    const heard: Tally[] = [];
    client.on("tally", (tally) => heard.push(tally));
    const last = tallyWhere(client, (tally) => tally.cast === 12);
    for (const voter of voters) await castAs(world, voter, vote.id, "for");
    await last;
    expect(heard.every((tally) => tally.counts === null && tally.counted === null && tally.seq === 0)).toBe(true);
  });

  it("never sends the turnout of a sealed vote while it is open, not even to its voters or the convenor", async () => {
    const vote = await openNow({ publicity: "sealed" });
    const [voter, other] = takeVoters(2);
    const client = await connect(await cookieOf(voter as string));
    const heard: Tally[] = [];
    client.on("tally", (tally) => heard.push(tally));
    await watch(client, vote.id);
    expect(await cast(client, vote.id, "for")).toMatchObject({ ok: true });
    // A ballot alone changes nothing that is shown. Somebody who comes in does, and so the hall is told once more after it.
    const told = tallyWhere(client, (tally) => tally.present === 2);
    await watch(await connect(await cookieOf(other as string)), vote.id);
    await told;
    for (const tally of heard) expect(tally).toMatchObject({ cast: null, counts: null, counted: null, ruling: null });
  });
});

describe("casting over a socket", () => {
  it("takes a ballot from a resident on the roll and answers a receipt", async () => {
    const vote = await openNow();
    const [voter] = takeVoters(1);
    const client = await connect(await cookieOf(voter as string));
    expect(await cast(client, vote.id, "for")).toMatchObject({
      ok: true,
      receipt: expect.stringMatching(/^.{4}-.{4}-.{4}$/),
    });
  });

  it("keeps one ballot when the same resident votes from two tabs at once", async () => {
    const vote = await openNow();
    const [voter] = takeVoters(1);
    const cookie = await cookieOf(voter as string);
    const [one, two] = [await connect(cookie), await connect(cookie)];
    const answers = await Promise.all([cast(one, vote.id, "for"), cast(two, vote.id, "against")]);
    expect(answers.every((answer) => answer.ok)).toBe(true);
    await world.advance("61 minutes");
    await closeVote(world.app.context, vote.id);
    expect(await world.app.db.ballot.count({ where: { voteId: vote.id } })).toBe(1);
  });

  it("refuses a stranger, a forged session and an expired one", async () => {
    const vote = await openNow();
    const [voter] = takeVoters(1);
    const expired = await cookieOf(voter as string);
    await world.sql("UPDATE session SET expires_at = now() - interval '1 day' WHERE user_id = $1", [voter]);
    for (const cookie of ["", "session=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", expired]) {
      const client = await connect(cookie);
      expect(await cast(client, vote.id, "for")).toMatchObject({ ok: false, refused: { code: "not_signed_in" } });
    }
  });

  it("drops the open sockets of a session that signs out", async () => {
    const [voter] = takeVoters(1);
    const cookie = await cookieOf(voter as string);
    const client = await connect(cookie);
    const dropped = new Promise<void>((resolve) => client.once("disconnect", () => resolve()));
    world.app.dropSession(cookie.slice("session=".length));
    await dropped;
    expect(client.connected).toBe(false);
  });

  it("refuses a resident of another ward, an observer and an officer, citing section 24", async () => {
    const { db } = world.app;
    const vote = await openNow();
    const neighbour = await makeResident(db, otherWardId);
    const observer = await makePerson(db);
    const officer = await makePerson(db);
    await appoint(db, officer.id, "officer", councilId, "Head of parks");
    for (const person of [neighbour, observer, officer]) {
      const client = await connect(await cookieOf(person.id));
      expect(await cast(client, vote.id, "for")).toMatchObject({
        ok: false,
        refused: { code: "not_allowed", section: "s24" },
      });
    }
  });

  it("refuses malformed ballots without an effect", async () => {
    const vote = await openNow();
    const [voter] = takeVoters(1);
    const client = await connect(await cookieOf(voter as string));
    const bad: unknown[] = [
      null,
      "for",
      {},
      { voteId: vote.id, choice: "maybe", request: crypto.randomUUID() },
      { voteId: vote.id, choice: "for", request: "1" },
      { voteId: "x", choice: "for", request: crypto.randomUUID() },
      { voteId: vote.id, choice: "for", request: crypto.randomUUID(), nonce: "zz" },
      { voteId: vote.id, choice: ["for", "against"], request: crypto.randomUUID() },
    ];
    for (const input of bad) {
      expect(await sendRaw(client, "ballot:cast", input)).toMatchObject({ ok: false, refused: { code: "invalid" } });
    }
    expect(await watch(client, vote.id)).toMatchObject({ cast: 0 });
  });

  it("cuts off a socket that sends more than a ballot can be", async () => {
    const [voter] = takeVoters(1);
    const client = await connect(await cookieOf(voter as string));
    const dropped = new Promise<void>((resolve) => client.once("disconnect", () => resolve()));
    (client as unknown as Socket).emit("ballot:cast", { voteId: "x".repeat(20_000) });
    await dropped;
    expect(client.connected).toBe(false);
  });

  it("slows a socket that sends far more than anybody needs to", async () => {
    const client = await connect();
    const voteId = crypto.randomUUID();
    const answers = await Promise.all(Array.from({ length: 80 }, () => watch(client, voteId)));
    const codes = answers.map((answer) => ("refused" in answer ? answer.refused.code : "answered"));
    expect(codes).toContain("too_many");
  });
});

describe("who may connect", () => {
  it("refuses a page of another site", async () => {
    const client = dial({ origin: "https://elsewhere.example" });
    const error = await new Promise<Error>((resolve) => client.once("connect_error", resolve));
    expect(error).toBeInstanceOf(Error);
    expect(client.connected).toBe(false);
  });
});
