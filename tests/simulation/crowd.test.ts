import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { joinResidents } from "#server/simulation/join-residents";
import { makeActiveParish, makeCouncil, makeResident, makeWard } from "../../prisma/scenarios/places-and-people";
import { makeWorld, type World } from "../support/world";

let world: World;
let convenorId: string;

beforeAll(async () => {
  world = await makeWorld({}, { hasHall: true });
  const { db } = world.app;
  const council = await makeCouncil(db);
  const ward = await makeWard(db, council.id);
  convenorId = (await makeResident(db, ward.id)).id;
  await makeActiveParish(db, { councilId: council.id, wardIds: [ward.id], convenorId, slug: "crowded-green" });
});

afterAll(() => world.stop());

const crowd = () => world.app.crowd as NonNullable<World["app"]["crowd"]>;

it("rests until it is switched on, and waits while no vote is open", async () => {
  expect(crowd().standing()).toMatchObject({ isOn: false, castBallots: 0, vote: null });
  crowd().start("lively");
  await vi.waitFor(() => expect(crowd().standing().note).toMatch(/No vote is open/), { timeout: 10_000 });
  await crowd().stop();
  expect(crowd().standing()).toMatchObject({ isOn: false, note: "" });
});

it("comes to an open vote by websocket, casts real ballots and leaves no session behind", async () => {
  const joined = await joinResidents(world.app.context, { slug: "crowded-green", count: 30, voteMinutes: 60 });
  if (!joined.ok) throw new Error(joined.refused.message);
  const voteId = joined.value.voteId as string;
  crowd().start("lively");
  await vi.waitFor(() => expect(crowd().standing().castBallots).toBeGreaterThanOrEqual(3), { timeout: 25_000 });
  expect(crowd().standing()).toMatchObject({ isOn: true, pace: "lively", vote: { id: voteId } });
  await crowd().stop();
  const vote = await world.app.db.vote.findUniqueOrThrow({ where: { id: voteId } });
  const { castBallots, changedBallots } = crowd().standing();
  // Somebody may have been sent home after casting and before hearing that it was recorded.
  expect(vote.cast).toBeGreaterThanOrEqual(castBallots - changedBallots);
  // Only simulated residents come: everybody else keeps their own ballot.
  const [asked] = await world.app.db.$queryRaw<{ voted: boolean }[]>`
    SELECT has_voted(${voteId}::uuid, ${convenorId}::uuid) AS voted`;
  expect(asked?.voted).toBe(false);
  expect(await world.app.db.session.count()).toBe(0);
}, 40_000);
