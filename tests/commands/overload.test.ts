import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openVote } from "#server/commands/open-vote";
import {
  makeActiveParish,
  makeCouncil,
  makeResident,
  makeResidents,
  makeWard,
} from "../../prisma/scenarios/places-and-people";
import { castAs, makeVote, makeWorld, type World } from "../support/world";

// More ballots than the product can take, and a database that goes away under it: whoever was answered is in the box, and whoever was not may
// send the same ballot again.

/** 20,000 may wait, while two batches of 1,000 stand at the vote's lock. */
const asManyAsFit = 22_000;
const inOneTurn = 1_000;

let world: World;
let parishId: string;
let voters: string[];
/** Holds the lock of a vote, so that ballots wait, and ends connections. */
let hand: pg.Client;

beforeAll(async () => {
  world = await makeWorld();
  const { db } = world.app;
  const councilId = (await makeCouncil(db)).id;
  const wardId = (await makeWard(db, councilId)).id;
  const convenorId = (await makeResident(db, wardId)).id;
  parishId = (await makeActiveParish(db, { councilId, wardIds: [wardId], convenorId })).id;
  voters = await makeResidents(db, wardId, asManyAsFit + 2);
  hand = new pg.Client({ connectionString: world.ownerUrl });
  await hand.connect();
});

afterAll(async () => {
  await hand.end();
  await world.stop();
});

async function openNow(): Promise<string> {
  const now = await world.app.now();
  const { id } = await makeVote(world, { parishId, opensAt: now, closesAt: new Date(now.getTime() + 3_600_000) });
  await openVote(world.app.context, id);
  return id;
}

async function holdVote(voteId: string): Promise<void> {
  await hand.query("BEGIN");
  await hand.query("SELECT 1 FROM vote WHERE id = $1 FOR NO KEY UPDATE", [voteId]);
}

/** The receipts in the box of an open vote, in order. */
async function receiptsIn(voteId: string): Promise<string[]> {
  const rows = await world.sql<{ receipt: string }>(
    `SELECT convert_from(receipt, 'UTF8') AS receipt FROM box.slot_${voteId.replaceAll("-", "")}`,
  );
  return rows.map((row) => row.receipt).sort();
}

async function turnoutOf(voteId: string): Promise<number> {
  return (await world.app.db.vote.findUniqueOrThrow({ where: { id: voteId } })).cast;
}

async function slipOf(casting: ReturnType<typeof castAs>) {
  const outcome = await casting;
  if (!outcome.ok) throw new Error(outcome.refused.message);
  return outcome.value;
}

describe("a full queue", () => {
  it("answers that nothing was recorded, and the same request sent again is recorded once", async () => {
    const voteId = await openNow();
    const [first, ...others] = voters;
    const latecomer = others.pop() as string;
    const receipts = [(await slipOf(castAs(world, first as string, voteId, "for"))).receipt];

    await holdVote(voteId);
    const waiting: ReturnType<typeof slipOf>[] = [];
    while (waiting.length < asManyAsFit) {
      const now = others.slice(waiting.length, waiting.length + inOneTurn);
      waiting.push(...now.map((voter) => slipOf(castAs(world, voter, voteId, "against"))));
      // What arrives in one turn of the event loop is put in the queue before the next turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
    const request = crypto.randomUUID();
    expect(await castAs(world, latecomer, voteId, "for", request)).toMatchObject({
      ok: false,
      refused: { code: "busy", message: expect.stringContaining("Nothing was recorded") },
    });
    expect(await receiptsIn(voteId)).toEqual(receipts);

    await hand.query("COMMIT");
    receipts.push(...(await Promise.all(waiting)).map((slip) => slip.receipt));
    expect(await receiptsIn(voteId)).toEqual(receipts.toSorted());

    const slip = await slipOf(castAs(world, latecomer, voteId, "for", request));
    expect(await slipOf(castAs(world, latecomer, voteId, "for", request))).toEqual(slip);
    expect(await receiptsIn(voteId)).toEqual([...receipts, slip.receipt].sort());
    expect(await turnoutOf(voteId)).toBe(receipts.length + 1);
  }, 60_000);
});

describe("a database that cuts its connections", () => {
  /** Ends the connections on which ballots are cast; answers how many there were. */
  async function cut(): Promise<number> {
    const { rowCount } = await hand.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%cast\\_ballots%'`,
    );
    return rowCount ?? 0;
  }

  it("never acknowledges what is not in the box, and takes what failed once when it is sent again", async () => {
    const voteId = await openNow();
    const people = voters.slice(0, 2_000).map((id) => ({ id, request: crypto.randomUUID() }));
    const cutEvery = 100;
    const tellers = 40;
    const acknowledged: string[] = [];
    const failed: typeof people = [];
    const cuts: Promise<number>[] = [];

    const toCome = people.values();
    const castInTurn = async () => {
      for (const person of toCome) {
        const slip = await slipOf(castAs(world, person.id, voteId, "for", person.request)).catch(() => null);
        if (!slip) failed.push(person);
        else if (acknowledged.push(slip.receipt) % cutEvery === 0) cuts.push(cut());
      }
    };
    await holdVote(voteId);
    const casting = Promise.all(Array.from({ length: tellers }, castInTurn));
    // The first cut meets ballots at the vote's lock, the others whatever they happen to meet.
    while ((await cut()) === 0);
    await hand.query("COMMIT");
    await casting;
    await Promise.all(cuts);

    expect(failed.length).toBeGreaterThan(0);
    expect(cuts.length).toBeGreaterThan(2);
    expect(await receiptsIn(voteId)).toEqual(expect.arrayContaining(acknowledged));

    for (const person of failed) {
      const send = () => castAs(world, person.id, voteId, "for", person.request);
      // A connection that was cut may be noticed only when it is used.
      const slip = await slipOf(send().catch(send));
      acknowledged.push(slip.receipt);
    }
    expect(await receiptsIn(voteId)).toEqual(acknowledged.sort());
    expect(acknowledged).toHaveLength(people.length);
    expect(await turnoutOf(voteId)).toBe(people.length);
  });
});
