import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "#server/env";
import { joinResidents } from "#server/simulation/join-residents";
import { addMonths, civilDateOf } from "~/domain/time/civil";
import { makeActiveParish, makeCouncil, makeResident, makeWard } from "../../prisma/scenarios/places-and-people";
import { castAs, makeWorld, type World } from "../support/world";

const run = promisify(execFile);

let world: World;
let folder: string;
let wardId: string;

beforeAll(async () => {
  world = await makeWorld();
  folder = mkdtempSync(join(tmpdir(), "residents-"));
  const { db } = world.app;
  const council = await makeCouncil(db);
  wardId = (await makeWard(db, council.id)).id;
  const convenorId = (await makeResident(db, wardId)).id;
  const facts = { councilId: council.id, wardIds: [wardId], convenorId };
  await makeActiveParish(db, { ...facts, slug: "practice-green" });
  const otherWard = await makeWard(db, council.id);
  const startsOn = addMonths(civilDateOf(await world.app.now()), -13);
  const other = {
    councilId: council.id,
    wardIds: [otherWard.id],
    convenorId: (await makeResident(db, otherWard.id)).id,
  };
  await makeActiveParish(db, { ...other, slug: "over-and-done", startsOn, powers: [] });
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world.stop();
});

/** Runs the command as a person would, in a process of its own, beside whatever else uses the database. */
function simulate(words: string[], environment: Record<string, string> = {}) {
  return run(process.execPath, ["server/launch/tool.mjs", "simulate", ...words], {
    cwd: projectRoot,
    env: { ...process.env, DATABASE_URL: world.ownerUrl, SIMULATION: "on", ...environment },
  });
}

interface Line {
  resident: string;
  cookie: string;
  vote: string | null;
}

const linesOf = (file: string) =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);

describe("npm run simulate -- residents", () => {
  it("makes residents who can sign in by cookie and are on the roll of the new vote", async () => {
    const out = join(folder, "voters.ndjson");
    await simulate([
      "residents",
      "--parish",
      "practice-green",
      "--count",
      "40",
      "--open-vote",
      "--minutes",
      "5",
      "--out",
      out,
    ]);
    const lines = linesOf(out);
    expect(lines).toHaveLength(40);
    const [first] = lines;
    const vote = await world.app.db.vote.findUniqueOrThrow({
      where: { id: first?.vote ?? "" },
      include: { roll: true },
    });
    expect(vote.closesAt.getTime() - vote.opensAt.getTime()).toBe(5 * 60_000);
    // The convenor lives there too.
    expect(vote.rollSize).toBe(41);
    const roll = new Set(vote.roll.map(({ personId }) => personId));
    for (const { resident, cookie, vote: voteId } of lines) {
      expect((await world.app.sessions.read(cookie)).personId).toBe(resident);
      expect(roll.has(resident)).toBe(true);
      expect(voteId).toBe(vote.id);
    }
    expect(await castAs(world, first?.resident ?? "", vote.id, "for")).toMatchObject({ ok: true });
    expect(statSync(out).mode & 0o077).toBe(0);
    const kinds = await world.app.db.minuteEntry.findMany({
      where: { parishId: vote.parishId },
      orderBy: { number: "asc" },
    });
    expect(kinds.map(({ kind }) => kind).slice(-3)).toEqual([
      "simulated_residents_joined",
      "simulated_vote_called",
      "vote_opened",
    ]);
  });

  it("without a vote they only join the roll", async () => {
    const out = join(folder, "residents.ndjson");
    const votes = await world.app.db.vote.count();
    await simulate(["residents", "--parish", "practice-green", "--count", "3", "--out", out]);
    expect(linesOf(out).map(({ vote }) => vote)).toEqual([null, null, null]);
    expect(await world.app.db.vote.count()).toBe(votes);
    expect(
      await world.app.db.residency.count({ where: { personId: { in: linesOf(out).map((one) => one.resident) } } }),
    ).toBe(3);
  });

  it.each([
    [
      "the simulation is off",
      ["residents", "--parish", "practice-green", "--count", "2", "--out", "x"],
      { SIMULATION: "off" },
      /simulation is off/,
    ],
    ["there is no such parish", ["residents", "--parish", "nowhere", "--count", "2", "--out", "x"], {}, /no parish/],
    [
      "the count is no number",
      ["residents", "--parish", "practice-green", "--count", "many", "--out", "x"],
      {},
      /--count/,
    ],
    [
      "the file cannot be written",
      ["residents", "--parish", "practice-green", "--count", "2", "--out", "/no/such/x"],
      {},
      /Cannot write/,
    ],
  ])("says in one line that %s", async (_why, words, environment, message) => {
    const people = await world.app.db.person.count();
    const failure = await simulate(words, environment).catch((error: { code: number; stderr: string }) => error);
    expect(failure).toMatchObject({ code: 1 });
    expect(failure.stderr.trim()).toMatch(message);
    expect(failure.stderr.trim().split("\n")).toHaveLength(1);
    expect(await world.app.db.person.count()).toBe(people);
  });
});

describe("joining residents", () => {
  it("is refused in a parish that is over, and nobody is made", async () => {
    const people = await world.app.db.person.count();
    const outcome = await joinResidents(world.app.context, { slug: "over-and-done", count: 5, voteMinutes: null });
    expect(outcome).toMatchObject({ ok: false, refused: { code: "closed" } });
    expect(await world.app.db.person.count()).toBe(people);
  });

  it("opens no vote that would close after winding up has begun", async () => {
    const outcome = await joinResidents(world.app.context, {
      slug: "practice-green",
      count: 5,
      voteMinutes: 400 * 24 * 60,
    });
    expect(outcome).toMatchObject({ ok: false, refused: { code: "closed" } });
  });

  it("makes twenty thousand residents with a session each", async () => {
    const outcome = await joinResidents(world.app.context, { slug: "practice-green", count: 20_000, voteMinutes: 60 });
    if (!outcome.ok) throw new Error(outcome.refused.message);
    const cookies = await world.app.sessions.startMany(outcome.value.residents);
    expect(new Set(cookies).size).toBe(20_000);
    const vote = await world.app.db.vote.findUniqueOrThrow({ where: { id: outcome.value.voteId ?? "" } });
    expect(vote.rollSize).toBeGreaterThan(20_000);
  }, 60_000);
});
