import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeVote } from "#server/commands/close-vote";
import { growLog } from "#server/commands/grow-log";
import { openVote } from "#server/commands/open-vote";
import { settleVotes } from "#server/commands/settle-votes";
import { getVoteView } from "#server/queries/view-vote";
import type { Choice } from "~/live/contract";
import {
  appoint,
  makeActiveParish,
  makeCouncil,
  makePerson,
  makeResident,
  makeResidents,
  makeWard,
} from "../../prisma/scenarios/places-and-people";
import { holdRow } from "../support/held-row";
import { castAs, makeVote, makeWorld, type World } from "../support/world";

let world: World;
let councilId: string;
let wardId: string;
let otherWardId: string;
let parishId: string;
let convenorId: string;

beforeAll(async () => {
  world = await makeWorld();
  const db = world.app.db;
  councilId = (await makeCouncil(db)).id;
  wardId = (await makeWard(db, councilId)).id;
  otherWardId = (await makeWard(db, councilId)).id;
  convenorId = (await makeResident(db, wardId)).id;
  parishId = (await makeActiveParish(db, { councilId, wardIds: [wardId], convenorId })).id;
});

afterAll(() => world.stop());

async function openNow(minutes = 60, more: Partial<Parameters<typeof makeVote>[1]> = {}) {
  const now = await world.app.now();
  return makeVote(world, { parishId, opensAt: now, closesAt: new Date(now.getTime() + minutes * 60_000), ...more });
}

async function refusalOf(casting: ReturnType<typeof castAs>) {
  const outcome = await casting;
  if (outcome.ok) throw new Error("the ballot was accepted");
  return outcome.refused;
}

async function tableNames() {
  const rows = await world.sql<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'box'");
  return rows.map((row) => row.name);
}

describe("casting a ballot", () => {
  it("puts one ballot in the box and answers a receipt", async () => {
    const [voter] = await makeResidents(world.app.db, wardId, 1);
    const vote = await openNow();
    const outcome = await castAs(world, voter as string, vote.id, "for");
    expect(outcome).toMatchObject({
      ok: true,
      value: { receipt: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/) },
    });
    expect((await getVoteView(world.app.db, vote.id, await world.app.now()))?.cast).toBe(1);
  });

  it("replaces the ballot when a voter changes it, and the last one before closing counts", async () => {
    const [voter] = await makeResidents(world.app.db, wardId, 1);
    const vote = await openNow();
    const choices: Choice[] = ["for", "against", "abstain", "against"];
    const receipts: string[] = [];
    for (const choice of choices) {
      const outcome = await castAs(world, voter as string, vote.id, choice);
      if (outcome.ok) receipts.push(outcome.value.receipt);
    }
    expect(new Set(receipts).size).toBe(4);
    await world.advance("61 minutes");
    expect(await closeVote(world.app.context, vote.id)).toBe("closed");
    const ballots = await world.app.db.ballot.findMany({ where: { voteId: vote.id } });
    expect(ballots.map((ballot) => [ballot.receipt, ballot.choice])).toEqual([[receipts[3], "against"]]);
  });

  it("answers the same request with the same receipt and applies it once", async () => {
    const [voter] = await makeResidents(world.app.db, wardId, 1);
    const vote = await openNow();
    const request = crypto.randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => castAs(world, voter as string, vote.id, "for", request)),
    );
    const receipts = new Set(answers.map((answer) => (answer.ok ? answer.value.receipt : answer.refused.code)));
    expect(receipts.size).toBe(1);
    const repeated = await castAs(world, voter as string, vote.id, "against", request);
    expect(repeated).toEqual(answers[0]);
  });

  it("leaves exactly one ballot when one resident casts two hundred first ballots at once", async () => {
    const [voter] = await makeResidents(world.app.db, wardId, 1);
    const vote = await openNow();
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => castAs(world, voter as string, vote.id, index % 2 ? "for" : "against")),
    );
    expect(answers.some((answer) => answer.ok)).toBe(true);
    for (const answer of answers) if (!answer.ok) expect(answer.refused.code).toBe("too_many");
    await world.advance("61 minutes");
    await closeVote(world.app.context, vote.id);
    expect(await world.app.db.ballot.count({ where: { voteId: vote.id } })).toBe(1);
    expect(await world.app.db.voteMark.count({ where: { voteId: vote.id } })).toBe(1);
  });

  it("says that it is quiet once the ballots that were held up are in, and waits no longer than it may", async () => {
    const [first, held] = (await makeResidents(world.app.db, wardId, 2)) as [string, string];
    const vote = await openNow();
    await castAs(world, first, vote.id, "for");
    const { desk } = world.app;
    await desk.quiet(vote.id, 60_000);
    const row = await holdRow(world.ownerUrl, "vote", vote.id);
    const answer = castAs(world, held, vote.id, "for");
    await row.untilWaited(1);
    let isQuiet = false;
    const quiet = desk.quiet(vote.id, 60_000).then(() => {
      isQuiet = true;
    });
    await desk.quiet(vote.id, 1);
    expect(isQuiet, "while a ballot is held up").toBe(false);
    await row.release();
    expect(await answer).toMatchObject({ ok: true });
    await quiet;
  });

  it("lets in two thousand residents whose very first request arrives in the same second", async () => {
    const voters = await makeResidents(world.app.db, wardId, 2000);
    const vote = await openNow();
    const answers = await Promise.all(
      voters.map((voter, index) => castAs(world, voter, vote.id, index % 3 ? "for" : "abstain")),
    );
    expect(answers.filter((answer) => !answer.ok)).toEqual([]);
    const view = await getVoteView(world.app.db, vote.id, await world.app.now());
    expect(view?.cast).toBe(2000);
  });
});

describe("refusals", () => {
  it("refuses a stranger", async () => {
    const vote = await openNow();
    expect(await refusalOf(castAs(world, null, vote.id, "for"))).toMatchObject({ code: "not_signed_in" });
  });

  it("refuses a resident of another ward, an observer, an officer and somebody under 16, citing section 24", async () => {
    const db = world.app.db;
    const neighbour = await makeResident(db, otherWardId);
    const observer = await makePerson(db);
    const officer = await makePerson(db);
    await appoint(db, officer.id, "officer", councilId, "Head of parks");
    const young = await makeResident(db, wardId, { isAged16: false });
    const vote = await openNow();
    for (const person of [neighbour, observer, officer, young]) {
      expect(await refusalOf(castAs(world, person.id, vote.id, "for"))).toMatchObject({
        code: "not_allowed",
        section: "s24",
      });
    }
    expect((await getVoteView(db, vote.id, await world.app.now()))?.cast).toBe(0);
  });

  it("refuses somebody who was confirmed after the vote opened", async () => {
    const vote = await openNow();
    await openVote(world.app.context, vote.id);
    await world.advance("1 minute");
    const late = await makeResident(world.app.db, wardId);
    const refusal = await refusalOf(castAs(world, late.id, vote.id, "for"));
    expect(refusal).toMatchObject({ code: "not_allowed", section: "s24" });
    expect(refusal.message).toContain("after this vote opened");
  });

  it("refuses before the opening instant, for an unknown vote, and for a cancelled one", async () => {
    const [voter] = await makeResidents(world.app.db, wardId, 1);
    const now = await world.app.now();
    const later = await makeVote(world, {
      parishId,
      opensAt: new Date(now.getTime() + 3_600_000),
      closesAt: new Date(now.getTime() + 7_200_000),
    });
    expect(await refusalOf(castAs(world, voter as string, later.id, "for"))).toMatchObject({ code: "not_open" });
    await world.app.db.vote.updateMany({
      where: { id: later.id },
      data: { cancelledAt: now, cancelledReason: "Withdrawn" },
    });
    expect(await refusalOf(castAs(world, voter as string, later.id, "for"))).toMatchObject({ code: "closed" });
    expect(await refusalOf(castAs(world, voter as string, crypto.randomUUID(), "for"))).toMatchObject({
      code: "not_found",
    });
  });

  it("refuses a ballot one millisecond late and takes one just before", async () => {
    const [voter, other] = await makeResidents(world.app.db, wardId, 2);
    const vote = await openNow(60);
    expect(await castAs(world, other as string, vote.id, "for")).toMatchObject({ ok: true });
    await world.moveTo(new Date(vote.closesAt.getTime() - 2_000));
    expect(await castAs(world, voter as string, vote.id, "for")).toMatchObject({ ok: true });
    await world.moveTo(new Date(vote.closesAt.getTime() + 1));
    const refusal = await refusalOf(castAs(world, voter as string, vote.id, "against"));
    expect(refusal).toMatchObject({ code: "closed", section: "s25" });
    await settleVotes(world.app.context);
    const ballots = await world.app.db.ballot.findMany({ where: { voteId: vote.id } });
    expect(ballots.map((ballot) => ballot.choice)).toEqual(["for", "for"]);
  });

  it("reads the clock after the lock: a ballot that waits for the lock past the closing instant is refused", async () => {
    const [voter] = await makeResidents(world.app.db, wardId, 1);
    const now = await world.app.now();
    const vote = await makeVote(world, { parishId, opensAt: now, closesAt: new Date(now.getTime() + 1_500) });
    await openVote(world.app.context, vote.id);
    const row = await holdRow(world.ownerUrl, "vote", vote.id);
    const casting = castAs(world, voter as string, vote.id, "for");
    // The batch is at the lock; only the database may say when the instant has passed.
    await row.untilWaited(1);
    await world.sql("SELECT pg_sleep(greatest(0, extract(epoch FROM $1::timestamptz - app_now()) + 0.05))", [
      vote.closesAt,
    ]);
    await row.release();
    expect(await refusalOf(casting)).toMatchObject({ code: "closed" });
  });

  it("takes at most twenty changes in an hour, citing section 27, and more an hour later", async () => {
    const [voter] = await makeResidents(world.app.db, wardId, 1);
    const vote = await openNow(600);
    for (let change = 0; change <= 20; change += 1) {
      expect(await castAs(world, voter as string, vote.id, change % 2 ? "for" : "against")).toMatchObject({ ok: true });
    }
    expect(await refusalOf(castAs(world, voter as string, vote.id, "for"))).toMatchObject({
      code: "too_many",
      section: "s27",
    });
    await world.advance("61 minutes");
    expect(await castAs(world, voter as string, vote.id, "for")).toMatchObject({ ok: true });
  });
});

describe("opening and closing", () => {
  it("freezes the roll as it stood at the opening instant, however late the first request comes", async () => {
    const before = await makeResident(world.app.db, wardId);
    const now = await world.app.now();
    const vote = await makeVote(world, {
      parishId,
      opensAt: new Date(now.getTime() + 60_000),
      closesAt: new Date(now.getTime() + 3_600_000),
    });
    await world.advance("10 minutes");
    const after = await makeResident(world.app.db, wardId);
    await settleVotes(world.app.context);
    const roll = await world.app.db.voteRoll.findMany({ where: { voteId: vote.id } });
    const people = roll.map((row) => row.personId);
    expect(people).toContain(before.id);
    expect(people).not.toContain(after.id);
  });

  it("opens once when many ask at once, with one entry in the minute book", async () => {
    const vote = await openNow();
    const openings = await Promise.all(Array.from({ length: 10 }, () => openVote(world.app.context, vote.id)));
    expect(openings.filter((opening) => opening === "opened")).toHaveLength(1);
    const entries = await world.sql("SELECT 1 FROM minute_entry WHERE kind = 'vote_opened' AND body->>'vote' = $1", [
      vote.id,
    ]);
    expect(entries).toHaveLength(1);
  });

  it("closes once when many ask at once, and destroys the box with its key", async () => {
    const voters = await makeResidents(world.app.db, wardId, 12);
    const vote = await openNow();
    await Promise.all(voters.map((voter, index) => castAs(world, voter, vote.id, index < 8 ? "for" : "against")));
    const box = vote.id.replaceAll("-", "");
    expect((await tableNames()).filter((name) => name.endsWith(box))).toHaveLength(4);
    await world.advance("61 minutes");
    const closings = await Promise.all(Array.from({ length: 10 }, () => closeVote(world.app.context, vote.id)));
    expect(closings.filter((closing) => closing === "closed")).toHaveLength(1);
    expect((await tableNames()).filter((name) => name.endsWith(box))).toEqual([]);
    const view = await getVoteView(world.app.db, vote.id, await world.app.now());
    expect(view).toMatchObject({ state: "closed", cast: 12, counts: { for: 8, against: 4, abstain: 0 } });
    expect(view?.ruling).not.toBeNull();
  });

  it("writes the ballot file by receipt and the marks by person, in one transaction, without times", async () => {
    const voters = await makeResidents(world.app.db, wardId, 30);
    const vote = await openNow();
    for (const voter of voters) await castAs(world, voter, vote.id, "for");
    await world.advance("61 minutes");
    await closeVote(world.app.context, vote.id);
    const ballots = await world.sql<{ receipt: string; xmin: string }>(
      "SELECT receipt, xmin::text FROM ballot WHERE vote_id = $1 ORDER BY ctid",
      [vote.id],
    );
    expect(ballots.map((row) => row.receipt)).toEqual(ballots.map((row) => row.receipt).sort());
    const marks = await world.sql<{ person_id: string; xmin: string }>(
      "SELECT person_id, xmin::text FROM vote_mark WHERE vote_id = $1 ORDER BY ctid",
      [vote.id],
    );
    expect(marks.map((row) => row.person_id)).toEqual([...voters].sort());
    expect(new Set([...ballots, ...marks].map((row) => row.xmin)).size).toBe(1);
  });

  it("keeps the terms of a vote, its ballots, marks and roll from being changed, whoever tries", async () => {
    const [voter] = await makeResidents(world.app.db, wardId, 1);
    const vote = await openNow();
    await castAs(world, voter as string, vote.id, "for");
    await expect(world.sql("UPDATE vote SET publicity = 'sealed' WHERE id = $1", [vote.id])).rejects.toThrow(/frozen/);
    await world.advance("61 minutes");
    await closeVote(world.app.context, vote.id);
    await expect(world.sql("UPDATE vote SET closed_at = NULL WHERE id = $1", [vote.id])).rejects.toThrow(/closed vote/);
    await expect(world.sql("UPDATE ballot SET choice = 'against' WHERE vote_id = $1", [vote.id])).rejects.toThrow(
      /append-only/,
    );
    await expect(world.sql("DELETE FROM vote_mark WHERE vote_id = $1", [vote.id])).rejects.toThrow(/append-only/);
    await expect(world.sql("DELETE FROM vote_roll WHERE vote_id = $1", [vote.id])).rejects.toThrow(/append-only/);
    await expect(world.sql("TRUNCATE ballot")).rejects.toThrow(/append-only/);
  });

  it("gives the application's role no way to the boxes, the ballot file or the schema", async () => {
    const app = new pg.Client({ connectionString: world.appUrl });
    await app.connect();
    const vote = await openNow();
    await openVote(world.app.context, vote.id);
    const box = vote.id.replaceAll("-", "");
    await expect(app.query(`SELECT * FROM box.slot_${box}`)).rejects.toThrow(/permission denied/);
    await expect(
      app.query("INSERT INTO ballot (vote_id, receipt, nonce, choice) VALUES ($1, 'x', '', 'for')", [vote.id]),
    ).rejects.toThrow(/permission denied/);
    await expect(app.query('UPDATE vote SET "cast" = 99 WHERE id = $1', [vote.id])).rejects.toThrow(
      /permission denied/,
    );
    await expect(app.query("CREATE TABLE mine (id int)")).rejects.toThrow(/permission denied/);
    await expect(app.query("UPDATE clock SET offset_ms = 1")).rejects.toThrow(/permission denied/);
    await app.end();
  });
});

describe("publicity", () => {
  it("moves an open count by at least k voters and keeps the newest k back", async () => {
    const now = await world.app.now();
    const voters = await makeResidents(world.app.db, wardId, 11);
    const vote = await makeVote(world, {
      parishId,
      opensAt: await world.app.now(),
      closesAt: new Date(now.getTime() + 3_600_000),
      tallyStepBallots: 3,
    });
    const step = () => growLog(world.app.context, vote.id);
    const view = async () => getVoteView(world.app.db, vote.id, await world.app.now());
    for (const voter of voters.slice(0, 5)) await castAs(world, voter, vote.id, "for");
    expect(await step()).toBe(false);
    expect(await view()).toMatchObject({ cast: 5, counted: 0, counts: { for: 0, against: 0, abstain: 0 }, seq: 0 });
    await castAs(world, voters[5] as string, vote.id, "against");
    expect(await step()).toBe(true);
    expect(await view()).toMatchObject({ cast: 6, counted: 3, counts: { for: 3, against: 0, abstain: 0 }, seq: 1 });
    // A counted voter who changes their ballot is one of the newest again, and is not shown alone.
    await castAs(world, voters[0] as string, vote.id, "against");
    expect(await step()).toBe(false);
    expect(await view()).toMatchObject({ counted: 3, counts: { for: 3, against: 0, abstain: 0 } });
    for (const voter of voters.slice(6, 9)) await castAs(world, voter, vote.id, "abstain");
    expect(await step()).toBe(true);
    expect(await view()).toMatchObject({ cast: 9, counted: 6, counts: { for: 4, against: 2, abstain: 0 }, seq: 2 });
  });

  it("shows the turnout but no count while a turnout vote is open, and everything once closed", async () => {
    const voters = await makeResidents(world.app.db, wardId, 15);
    const vote = await openNow(60, { publicity: "turnout" });
    for (const voter of voters) await castAs(world, voter, vote.id, "for");
    expect(await getVoteView(world.app.db, vote.id, await world.app.now())).toMatchObject({
      cast: 15,
      counts: null,
      counted: null,
      seq: 0,
    });
    await world.advance("61 minutes");
    expect(await getVoteView(world.app.db, vote.id, await world.app.now())).toMatchObject({
      state: "counting",
      counts: null,
    });
    await settleVotes(world.app.context);
    expect(await getVoteView(world.app.db, vote.id, await world.app.now())).toMatchObject({
      state: "closed",
      counts: { for: 15 },
    });
  });

  it("shows neither turnout nor count while a sealed vote is open", async () => {
    const voters = await makeResidents(world.app.db, wardId, 15);
    const vote = await openNow(60, { publicity: "sealed" });
    const now = await world.app.now();
    const [first, ...others] = voters as [string, ...string[]];
    await castAs(world, first, vote.id, "for");
    const afterOne = await getVoteView(world.app.db, vote.id, now);
    for (const voter of others) await castAs(world, voter, vote.id, "for");
    const afterFifteen = await getVoteView(world.app.db, vote.id, now);
    expect(afterFifteen).toMatchObject({
      state: "open",
      cast: null,
      counts: null,
      counted: null,
      seq: 0,
      ruling: null,
    });
    expect(afterFifteen).toEqual(afterOne);
  });
});
