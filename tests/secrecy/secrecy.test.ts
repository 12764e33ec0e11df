import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeBallotDesk } from "#server/commands/cast-ballot";
import { closeVote } from "#server/commands/close-vote";
import { enterPaperCount } from "#server/commands/enter-paper-count";
import { growLog } from "#server/commands/grow-log";
import { issuePaper } from "#server/commands/issue-paper";
import { projectRoot } from "#server/env";
import { openBallotBox } from "#server/persistence/ballot-box";
import { ensureDatabase } from "#server/persistence/connect";
import {
  makeActiveParish,
  makeCouncil,
  makeResident,
  makeResidents,
  makeWard,
} from "../../prisma/scenarios/places-and-people";
import { makeOfficers, openPaperVote } from "../support/paper";
import { castAs, makeVote, makeWorld, type World } from "../support/world";
import {
  breakIn,
  disguises,
  formsOf,
  type Guesses,
  type Intruder,
  type KnownBallot,
  keyOfBox,
  secretsOnDisk,
  slotOf,
  tryToJoin,
} from "./intruder";

const voters = 40;
/** By luck alone about one guess in a whole list is right; ten or more would happen once in some millions of tries. */
const beyondLuck = 10;

let world: World;
let intruder: Intruder;
let parishId: string;
let wardId: string;

beforeAll(async () => {
  world = await makeWorld();
  intruder = await breakIn(world.ownerUrl);
  const { db } = world.app;
  const councilId = (await makeCouncil(db)).id;
  wardId = (await makeWard(db, councilId)).id;
  const convenorId = (await makeResident(db, wardId)).id;
  parishId = (await makeActiveParish(db, { councilId, wardIds: [wardId], convenorId })).id;
});

afterAll(async () => {
  await intruder.leave();
  await world.stop();
});

/** A vote in which people cast one after another, each in a batch of its own, and some change their minds. */
async function voteOneByOne(publicity: "open" | "turnout" | "sealed", log: string[] = []) {
  const people = await makeResidents(world.app.db, wardId, voters);
  const now = await world.app.now();
  const vote = await makeVote(world, {
    parishId,
    publicity,
    opensAt: now,
    closesAt: new Date(now.getTime() + 3_600_000),
  });
  const lines = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk));
      done();
    },
  });
  // A process of its own as far as logs go: everything it says is heard.
  const box = openBallotBox(world.appUrl);
  const context = { ...world.app.context, log: pino({ level: "trace" }, lines), publish: () => {} };
  const desk = makeBallotDesk(context, box);
  const truth: Guesses = new Map();
  const cast = async (person: string, index: number) => {
    const choice = (["for", "against", "abstain"] as const)[index % 3] ?? "for";
    const outcome = await desk.cast(person, { voteId: vote.id, choice, request: crypto.randomUUID() });
    if (!outcome.ok) throw new Error(outcome.refused.message);
    truth.set(person, outcome.value);
    await growLog(context, vote.id);
  };
  for (const [index, person] of people.entries()) await cast(person, index);
  for (const [index, person] of people.slice(0, 5).entries()) await cast(person, index + 1);
  await box.close();
  return { vote, people, truth, ballots: [...truth.values()] };
}

const hits = (guesses: Guesses, truth: Guesses) =>
  [...guesses].filter(([person, ballot]) => truth.get(person)?.receipt === ballot.receipt).length;

/** The ways by which more was guessed than luck allows. */
function successes(ways: Map<string, Guesses>, truth: Guesses): string[] {
  return [...ways].filter(([, guesses]) => hits(guesses, truth) >= beyondLuck).map(([way]) => way);
}

describe.each(["open", "turnout", "sealed"] as const)("a vote with publicity %s", (publicity) => {
  it("can be joined to its voters by whoever owns the database while it is open, and by nobody once it has closed", async () => {
    const { vote, people, truth, ballots } = await voteOneByOne(publicity);
    const whileOpen = await tryToJoin(intruder, vote.id, people, ballots);
    expect(hits(whileOpen.get("the key of the box") as Guesses, truth)).toBe(voters);
    const key = (await keyOfBox(intruder, vote.id)) as Buffer;
    const secrets = [...formsOf(key), ...people.map((person) => slotOf(key, person))];
    expect(await secretsOnDisk(intruder, secrets)).toBe(secrets.length);

    await world.advance("61 minutes");
    expect(await closeVote(world.app.context, vote.id)).toBe("closed");
    const afterwards = await tryToJoin(intruder, vote.id, people, ballots);
    expect(afterwards.has("the key of the box")).toBe(false);
    expect(afterwards.size).toBeGreaterThan(10);
    expect(successes(afterwards, truth)).toEqual([]);

    // What the embedded server's write-ahead log held goes with the checkpoint that follows a closing.
    await intruder.sql("SELECT pg_switch_wal()");
    await intruder.sql("CHECKPOINT");
    expect(await secretsOnDisk(intruder, secrets)).toBe(0);
  });
});

describe("a vote with papers", () => {
  it("joins nobody to a paper once it has closed, nor an online voter to a ballot, and keeps no officer's figures", async () => {
    const { councilId } = await world.app.db.parish.findUniqueOrThrow({ where: { id: parishId } });
    const { officer, colleague } = await makeOfficers(world, councilId, (await makeCouncil(world.app.db)).id);
    const people = await makeResidents(world.app.db, wardId, voters);
    const vote = await openPaperVote(world, officer, { parishId, publicity: "sealed" });
    const truth: Guesses = new Map();
    const onPaper = people.filter((_, index) => index % 2 === 1);
    for (const person of people) {
      if (onPaper.includes(person)) {
        const issued = await issuePaper(world.app.context, officer, { voteId: vote.id, personId: person });
        expect(issued.ok).toBe(true);
      } else {
        const outcome = await castAs(world, person, vote.id, "for");
        if (!outcome.ok) throw new Error(outcome.refused.message);
        truth.set(person, outcome.value);
      }
    }
    await world.moveTo(vote.closesAt);
    const figures = { for: 7, against: 13, abstain: 0, spoilt: 0, notReturned: 0 };
    for (const by of [officer, colleague]) {
      expect((await enterPaperCount(world.app.context, by, { voteId: vote.id, ...figures })).ok).toBe(true);
    }
    await world.moveTo(vote.paperDueAt);
    expect(await closeVote(world.app.context, vote.id)).toBe("closed");
    const opened = await world.app.db.ballot.findMany({ where: { voteId: vote.id } });
    const known = new Set([...truth.values()].map(({ receipt }) => receipt));
    const papers = opened.filter(({ receipt }) => !known.has(receipt));
    expect(papers).toHaveLength(20);
    const ballots = opened.map(({ receipt, nonce }) => ({
      receipt,
      nonce: Buffer.from(nonce).toString("hex"),
      commitment: receipt,
    }));
    const ways = await tryToJoin(intruder, vote.id, people, ballots);
    expect(successes(ways, truth)).toEqual([]);
    // Serial numbers stand beside nobody either: no row or transaction that names a person names a paper.
    const serials = (await world.app.db.paperSerial.findMany({ where: { voteId: vote.id } })).map(
      ({ serial }) => serial,
    );
    const byNumber = await tryToJoin(
      intruder,
      vote.id,
      onPaper,
      serials.map((serial) => ({ receipt: serial, nonce: serial, commitment: serial })),
    );
    expect(byNumber.get("what stands in one row")?.size).toBe(0);
    expect(byNumber.get("what one transaction wrote")?.size).toBe(0);
    const left = await intruder.sql("SELECT relname FROM pg_class WHERE relname = $1", [
      `count_${vote.id.replaceAll("-", "")}`,
    ]);
    expect(left).toEqual([]);
  });
});

describe("the intruder", () => {
  it.each([
    ["beside each other in one row", "what stands in one row"],
    ["in one transaction", "what one transaction wrote"],
    ["in the order in which they came", "the order of"],
    ["with the instant at which they came", "by value 0"],
  ])("finds a ballot that a careless design keeps with its voter %s", async (how, way) => {
    const people = await makeResidents(world.app.db, wardId, voters);
    const truth: Guesses = new Map(
      people.map((person, index): [string, KnownBallot] => [
        person,
        { receipt: `careless ${how} ${index}`, nonce: crypto.randomUUID(), commitment: crypto.randomUUID() },
      ]),
    );
    await intruder.sql("DROP SCHEMA IF EXISTS careless CASCADE");
    await intruder.sql("CREATE SCHEMA careless");
    await intruder.sql(
      "CREATE TABLE careless.mark (person uuid, at timestamptz DEFAULT clock_timestamp(), receipt text)",
    );
    await intruder.sql("CREATE TABLE careless.ballot (receipt text, at timestamptz DEFAULT clock_timestamp())");
    for (const [person, { receipt }] of truth) {
      const isOneRow = way === "what stands in one row";
      await intruder.sql("BEGIN");
      await intruder.sql("INSERT INTO careless.mark (person, receipt) VALUES ($1, $2)", [
        person,
        isOneRow ? receipt : null,
      ]);
      if (way !== "what one transaction wrote") await intruder.sql("COMMIT");
      if (!isOneRow) await intruder.sql("INSERT INTO careless.ballot (receipt) VALUES ($1)", [receipt]);
      if (way === "what one transaction wrote") await intruder.sql("COMMIT");
    }
    const ways = await tryToJoin(intruder, crypto.randomUUID(), people, [...truth.values()]);
    expect(successes(ways, truth).filter((one) => one.includes(way))).not.toEqual([]);
  });
});

describe("what is said about a vote", () => {
  it("names no voter, slip or slot in any log of the program, of the database, or in any job", async () => {
    const log: string[] = [];
    const { vote, people, ballots } = await voteOneByOne("open", log);
    const [late] = await makeResidents(world.app.db, wardId, 1);
    const refused = await castAs(world, late as string, vote.id, "for");
    expect(refused).toMatchObject({ ok: false });
    await world.advance("61 minutes");
    await castAs(world, people[0] as string, vote.id, "for");
    await closeVote({ ...world.app.context, log: world.app.log }, vote.id);
    const said = `${log.join("")}${readFileSync(join(projectRoot, ".data/test/postgres.log"), "utf8")}`;
    for (const person of people) for (const form of disguises(person)) expect(said).not.toContain(form);
    for (const { receipt, nonce, commitment } of ballots) {
      for (const secret of [receipt, nonce, commitment]) expect(said).not.toContain(secret);
    }
  });
});

it("the server's settings keep statements and old write-ahead files out of the way", async () => {
  const settings = await intruder.sql<{ name: string; setting: string }>(
    `SELECT name, setting FROM pg_settings WHERE name IN ('log_statement', 'log_min_duration_statement', 'wal_recycle',
      'log_parameter_max_length_on_error', 'track_commit_timestamp') ORDER BY name`,
  );
  expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
    log_min_duration_statement: "-1",
    log_parameter_max_length_on_error: "0",
    log_statement: "none",
    track_commit_timestamp: "off",
    wal_recycle: "off",
  });
});

it("a database that logs statements is named at start, with the setting", async () => {
  const url = new URL(world.ownerUrl);
  url.username = "postgres";
  url.searchParams.set("options", "-c log_min_duration_statement=0");
  const said: string[] = [];
  await ensureDatabase({ databaseUrl: url.href, dataFolder: "" }, (line) => said.push(line));
  expect(said.join("\n")).toContain("log_min_duration_statement = 0 (set it to -1)");
  expect(said.join("\n")).not.toContain("log_statement");
});
