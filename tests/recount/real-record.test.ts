import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeVote } from "#server/commands/close-vote";
import { enterPaperCount } from "#server/commands/enter-paper-count";
import { growLog } from "#server/commands/grow-log";
import { issuePaper } from "#server/commands/issue-paper";
import { readBook } from "#server/queries/list-minutes";
import { ballotLines, getVoteRecord, logLines, stepLines } from "#server/queries/vote-record";
import { canonical } from "~/domain/record/canonical";
import type { PaperCount } from "~/domain/vote/paper";
import { savedSlip } from "~/hooks/slips";
import { checkRecord, checkSlip, type Finding, isSlip } from "~/live/check-record";
import {
  makeActiveParish,
  makeCouncil,
  makeResident,
  makeResidents,
  makeWard,
} from "../../prisma/scenarios/places-and-people";
import { makeOfficers, openPaperVote } from "../support/paper";
import { castAs, makeVote, makeWorld, type World } from "../support/world";
import { recountFiles } from "./run-recount";

// What the product really publishes, checked by the two programs that check it: recount.mjs, and the page in the reader's browser.

let world: World;
let parish: { id: string; slug: string };
let wardId: string;

beforeAll(async () => {
  world = await makeWorld();
  const { db } = world.app;
  const councilId = (await makeCouncil(db)).id;
  wardId = (await makeWard(db, councilId)).id;
  const convenorId = (await makeResident(db, wardId)).id;
  parish = await makeActiveParish(db, { councilId, wardIds: [wardId], convenorId });
});

afterAll(() => world.stop());

async function textOf(lines: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const part of lines) text += part;
  return text;
}

async function filesOf(voteId: string) {
  const { db } = world.app;
  const vote = await db.vote.findUniqueOrThrow({ where: { id: voteId } });
  const ballots = vote.closedAt ? await textOf(ballotLines(db, voteId)) : null;
  return {
    "record.json": JSON.stringify(await getVoteRecord(db, vote)),
    "steps.ndjson": await textOf(stepLines(db, voteId)),
    "log.txt": await textOf(logLines(db, voteId)),
    "minutes.ndjson": (await readBook(db, parish)).map((entry) => `${canonical({ ...entry })}\n`).join(""),
    ...(ballots !== null && { "ballots.ndjson": ballots }),
  };
}

type Files = Awaited<ReturnType<typeof filesOf>>;

const inBrowser = (files: Files) => ({
  record: files["record.json"],
  steps: files["steps.ndjson"],
  log: files["log.txt"],
  ballots: files["ballots.ndjson"] ?? null,
});

const wrong = (findings: readonly Finding[]) => findings.filter(({ verdict }) => verdict !== "holds");

/** A vote in which some people change their minds, with steps while it is open if it shows its count. */
async function held(
  publicity: "open" | "turnout" | "sealed",
  choiceOf: (index: number) => "for" | "against" | "abstain",
) {
  const people = await makeResidents(world.app.db, wardId, 30);
  const now = await world.app.now();
  const vote = await makeVote(world, {
    parishId: parish.id,
    publicity,
    opensAt: now,
    closesAt: new Date(now.getTime() + 3_600_000),
  });
  const slips: unknown[] = [];
  const cast = async (index: number, choice: "for" | "against" | "abstain") => {
    const outcome = await castAs(world, people[index] as string, vote.id, choice);
    if (!outcome.ok) throw new Error(outcome.refused.message);
    const promisedBy = new Date(vote.closesAt.getTime() + 60_000).toISOString();
    slips.push(savedSlip({ ...outcome.value, choice, step: null }, { ...vote, promisedBy }));
    await growLog(world.app.context, vote.id);
  };
  for (let index = 0; index < 25; index += 1) await cast(index, choiceOf(index));
  for (let index = 0; index < 6; index += 1) await cast(index, "abstain");
  return { vote, slips, changed: slips[0], unchanged: slips[20], last: slips.at(-1) };
}

async function closed(voteId: string): Promise<Files> {
  await world.advance("61 minutes");
  expect(await closeVote(world.app.context, voteId)).toBe("closed");
  return filesOf(voteId);
}

describe.each(["open", "turnout", "sealed"] as const)("the record of a vote with publicity %s", (publicity) => {
  it("is found right by both programs while it is open and once it has closed, with every slip", async () => {
    const { vote, changed, unchanged, last } = await held(publicity, (index) => (index % 3 === 0 ? "against" : "for"));
    const open = await filesOf(vote.id);
    expect(await recountFiles(open)).toMatchObject({ status: 0 });
    expect(wrong(await checkRecord(inBrowser(open)))).toEqual([]);

    const files = await closed(vote.id);
    for (const slip of [changed, unchanged, last]) {
      const { status, output } = await recountFiles({ ...files, "slip.json": JSON.stringify(slip) });
      expect(output).not.toContain("undefined");
      expect(status, output).toBe(0);
      expect(isSlip(slip)).toBe(true);
      expect(wrong(await checkSlip(inBrowser(files), slip as never, await world.app.now()))).toEqual([]);
    }
    const findings = await checkRecord(inBrowser(files));
    expect(wrong(findings)).toEqual([]);
    expect(findings).toHaveLength(8);
  });
});

describe("the record of a vote with papers", () => {
  it.each([
    ["too few to be told apart", { for: 2, against: 1, abstain: 0, spoilt: 1, notReturned: 1 }],
    ["enough to be told apart", { for: 9, against: 2, abstain: 1, spoilt: 1, notReturned: 2 }],
    ["not counted alike", null],
  ])("is found right by both programs, and an online voter's slip holds: %s", async (what, figures) => {
    const { councilId } = await world.app.db.parish.findUniqueOrThrow({ where: { id: parish.id } });
    const { officer, colleague } = await makeOfficers(world, councilId, (await makeCouncil(world.app.db)).id);
    const people = await makeResidents(world.app.db, wardId, 40);
    const vote = await openPaperVote(world, officer, { parishId: parish.id, publicity: "open" });
    const slips: unknown[] = [];
    for (const person of people.slice(0, 20)) {
      const outcome = await castAs(world, person, vote.id, "against");
      if (!outcome.ok) throw new Error(outcome.refused.message);
      const promisedBy = new Date(vote.paperDueAt.getTime() + 60_000).toISOString();
      slips.push(savedSlip({ ...outcome.value, choice: "against", step: null }, { ...vote, promisedBy }));
      await growLog(world.app.context, vote.id);
    }
    const issued = figures ? Object.values(figures).reduce((sum, one) => sum + one, 0) : 5;
    for (const personId of people.slice(20, 20 + issued))
      await issuePaper(world.app.context, officer, { voteId: vote.id, personId });
    await world.moveTo(vote.closesAt);
    for (const by of figures ? [officer, colleague] : []) {
      await enterPaperCount(world.app.context, by, { voteId: vote.id, ...(figures as PaperCount) });
    }
    await world.moveTo(vote.paperDueAt);
    expect(await closeVote(world.app.context, vote.id)).toBe("closed");
    const files = await filesOf(vote.id);
    const slip = slips[3];
    const { status, output } = await recountFiles({ ...files, "slip.json": JSON.stringify(slip) });
    expect(status, output).toBe(0);
    expect(wrong(await checkRecord(inBrowser(files)))).toEqual([]);
    expect(wrong(await checkSlip(inBrowser(files), slip as never, await world.app.now()))).toEqual([]);
    // Nothing that is published sets papers apart, unless both they and the others are many.
    const body = (JSON.parse(files["record.json"]) as { result: { body: Record<string, unknown> } }).result.body;
    expect("paperCounts" in body).toBe(what === "enough to be told apart");
    if (!("paperCounts" in body)) return;
    const told = { ...body, paperCounts: { for: 10, against: 1, abstain: 2 } };
    const forged = {
      ...JSON.parse(files["record.json"]),
      result: { ...JSON.parse(files["record.json"]).result, body: told },
    };
    expect(await recountFiles({ ...files, "record.json": JSON.stringify(forged) })).toMatchObject({ status: 1 });
  });
});

describe("a ballot that was dropped from the box after it was acknowledged", () => {
  it("is missed by nobody but its voter, whose slip convicts the site", async () => {
    const { vote, unchanged, last } = await held("turnout", () => "for");
    const { receipt, commitment } = unchanged as { receipt: string; commitment: string };
    const box = vote.id.replaceAll("-", "");
    // The most careful of forgers makes slot, leaf and turnout agree.
    await world.sql(`DELETE FROM box.slot_${box} WHERE receipt = convert_to($1, 'UTF8')`, [receipt]);
    await world.sql(`DELETE FROM box.leaf_${box} WHERE lines LIKE '%' || $1 || '%'`, [commitment]);
    await world.sql('UPDATE vote SET "cast" = "cast" - 1 WHERE id = $1', [vote.id]);
    const files = await closed(vote.id);
    expect(await recountFiles({ ...files, "slip.json": JSON.stringify(last) })).toMatchObject({ status: 0 });

    const { status, output } = await recountFiles({ ...files, "slip.json": JSON.stringify(unchanged) });
    expect(status).toBe(1);
    expect(output).toMatch(/promise that the key [\w-]{43} signed was broken, and this slip proves it/);
    const found = await checkSlip(inBrowser(files), unchanged as never, new Date(vote.closesAt.getTime() + 3_600_000));
    expect(wrong(found)).toMatchObject([{ words: expect.stringContaining("it proves this to anybody") }]);
  });

  it("keeps the vote from being closed when turnout, log and box no longer agree", async () => {
    const { vote, unchanged } = await held("sealed", () => "for");
    const { receipt } = unchanged as { receipt: string };
    await world.sql(`DELETE FROM box.slot_${vote.id.replaceAll("-", "")} WHERE receipt = convert_to($1, 'UTF8')`, [
      receipt,
    ]);
    await world.advance("61 minutes");
    await expect(closeVote(world.app.context, vote.id)).rejects.toThrow(/do not agree/);
  });
});

// Last, because the minute book is whole no more afterwards.
describe("a stored row that was changed by somebody who owns the database", () => {
  const tamper = (sql: string, voteId: string) =>
    world
      .sql(`ALTER TABLE ${sql.match(/(?:UPDATE|FROM|INTO) (\w+)/)?.[1]} DISABLE TRIGGER USER`)
      .then(() => world.sql(sql, [voteId]));

  it.each([
    ["a ballot's choice", "UPDATE ballot SET choice = 'against' WHERE vote_id = $1 AND choice = 'for'"],
    ["a ballot that is gone", "DELETE FROM ballot WHERE vote_id = $1 AND choice = 'abstain'"],
    [
      "a ballot that was added",
      "INSERT INTO ballot VALUES ($1, 'AAAA-AAAA-AAAA', decode(repeat('00', 16), 'hex'), 'for')",
    ],
    ["the log", "UPDATE vote_log SET lines = translate(lines, '0123456789', '1234567890') WHERE vote_id = $1"],
    ["the count of a step", `UPDATE vote_step SET step = replace(step, '"for":', '"for":1') WHERE vote_id = $1`],
    ["a step that is gone", "DELETE FROM vote_step WHERE vote_id = $1 AND number = 2"],
    ["the size of the roll", "UPDATE vote SET roll_size = roll_size + 1 WHERE id = $1"],
    ["the question", "UPDATE vote SET question = 'Shall there be no bins?' WHERE id = $1"],
    ["the key", "UPDATE vote_key SET public_key = repeat('A', 43) WHERE vote_id = $1"],
    [
      "the minute book's entry",
      `UPDATE minute_entry SET body = jsonb_set(body, '{outcome}', '"failed"') WHERE kind = 'vote_closed' AND body ->> 'vote' = $1::uuid::text`,
    ],
  ])("is named by both programs: %s", async (_what, sql) => {
    const { vote, unchanged } = await held("open", () => "for");
    const before = await closed(vote.id);
    await tamper(sql, vote.id);
    const files = await filesOf(vote.id);
    expect(files).not.toEqual(before);
    const { status, output } = await recountFiles({ ...files, "slip.json": JSON.stringify(unchanged) });
    expect(status, output).toBe(1);
    expect(output).not.toMatch(/ at .+:\d+:\d+/);
    const inPage = [
      ...(await checkRecord(inBrowser(files))),
      ...(await checkSlip(inBrowser(files), unchanged as never, await world.app.now())),
    ];
    expect(wrong(inPage)).not.toEqual([]);
  });
});
