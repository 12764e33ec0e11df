import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { moveClock } from "#server/commands/move-clock";
import { getSimulation } from "#server/queries/get-simulation";
import { addElapsed } from "~/domain/time/civil";
import { makeActiveParish, makeCouncil, makeResident, makeWard } from "../../prisma/scenarios/places-and-people";
import { makeVote, makeWorld, type World } from "../support/world";

let world: World;
let parishId: string;

beforeAll(async () => {
  world = await makeWorld();
  const { db } = world.app;
  const council = await makeCouncil(db);
  const ward = await makeWard(db, council.id);
  const convenor = await makeResident(db, ward.id);
  const parish = await makeActiveParish(db, { councilId: council.id, wardIds: [ward.id], convenorId: convenor.id });
  parishId = parish.id;
});

afterAll(() => world.stop());

const move = (input: { advance?: string; until?: string }) => moveClock(world.app.context, input);

/** Statements take a moment, and the clock goes on while they run. */
const slackMs = 10_000;

async function expectClock(expected: Date): Promise<void> {
  const now = await world.app.now();
  expect(now.getTime()).toBeGreaterThanOrEqual(expected.getTime());
  expect(now.getTime() - expected.getTime()).toBeLessThan(slackMs);
}

describe("moving the clock", () => {
  let before: Date;
  beforeEach(async () => {
    before = await world.app.now();
  });

  it("goes forward by days of the London calendar", async () => {
    expect((await move({ advance: "P30D" })).ok).toBe(true);
    await expectClock(addElapsed(before, { days: 30 }));
  });

  it("goes forward by minutes", async () => {
    expect((await move({ advance: "PT15M" })).ok).toBe(true);
    await expectClock(addElapsed(before, { minutes: 15 }));
  });

  it("goes to an instant, and only once when the button is pressed twice", async () => {
    const until = addElapsed(before, { hours: 3 });
    expect((await move({ until: until.toISOString() })).ok).toBe(true);
    expect((await move({ until: until.toISOString() })).ok).toBe(true);
    await expectClock(until);
  });

  it.each([
    ["backwards", "-P1D"],
    ["nowhere", "P0D"],
    ["by no length of time", "tomorrow"],
    ["by nothing", ""],
    ["further than five years", "P61M"],
    ["beyond what can be counted", "P99999999Y"],
  ])("does not go %s, and says so beside the field", async (_where, advance) => {
    const outcome = await move({ advance });
    expect(outcome).toMatchObject({ ok: false, refused: { code: "invalid", errors: [{ field: "advance" }] } });
    await expectClock(before);
  });

  it("opens and closes the votes on its way in their order, each at its own instant", async () => {
    const day = (days: number) => addElapsed(before, { days });
    const late = await makeVote(world, { parishId, opensAt: day(3), closesAt: day(9) });
    const early = await makeVote(world, { parishId, opensAt: day(1), closesAt: day(5) });
    expect((await move({ advance: "P20D" })).ok).toBe(true);
    const votes = await world.app.db.vote.findMany({ where: { id: { in: [early.id, late.id] } } });
    for (const vote of votes) {
      expect((vote.openedAt as Date).getTime() - vote.opensAt.getTime()).toBeLessThan(slackMs);
      expect((vote.closedAt as Date).getTime() - vote.closesAt.getTime()).toBeLessThan(slackMs);
      expect(vote.ruling).toMatchObject({ outcome: "inquorate" });
    }
    const minutes = await world.app.db.minuteEntry.findMany({ where: { parishId }, orderBy: { number: "asc" } });
    const ofVotes = minutes
      .filter(({ kind }) => kind === "vote_opened" || kind === "vote_closed")
      .map(({ kind, body }) => [kind, (body as { vote: string }).vote]);
    expect(ofVotes).toEqual([
      ["vote_opened", early.id],
      ["vote_opened", late.id],
      ["vote_closed", early.id],
      ["vote_closed", late.id],
    ]);
    const instants = minutes.map(({ at }) => at.getTime());
    expect(instants).toEqual([...instants].sort((one, other) => one - other));
  });
});

it("shows what happens next, with the instant to go to", async () => {
  const now = await world.app.now();
  const vote = await makeVote(world, {
    parishId,
    opensAt: addElapsed(now, { days: 2 }),
    closesAt: addElapsed(now, { days: 4 }),
    question: "Shall the bell be rung at noon?",
  });
  const page = await getSimulation(world.app);
  expect(page?.coming[0]).toMatchObject({
    what: "Voting opens: Shall the bell be rung at noon?",
    href: `/votes/${vote.id}`,
    until: vote.opensAt.toISOString(),
    inWords: "in 2 days",
  });
  expect(page?.crowd.isOn).toBe(false);
});

describe("with the simulation off", () => {
  let real: World;
  beforeAll(async () => {
    real = await makeWorld({ SIMULATION: "off" });
  });
  afterAll(() => real.stop());

  it("there is no clock control, no page and no crowd", async () => {
    expect(await moveClock(real.app.context, { advance: "P1D" })).toMatchObject({
      ok: false,
      refused: { code: "not_found" },
    });
    expect(await getSimulation(real.app)).toBeNull();
    expect(real.app.crowd).toBeNull();
  });

  it("the database does not let the application move its clock", async () => {
    await expect(real.app.db.$queryRaw`SELECT move_clock(1000)`).rejects.toThrow(/permission denied/);
  });
});
