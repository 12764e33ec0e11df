import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeVote } from "#server/commands/close-vote";
import { enterPaperCount } from "#server/commands/enter-paper-count";
import { growLog } from "#server/commands/grow-log";
import { issuePaper } from "#server/commands/issue-paper";
import { offerPaper } from "#server/commands/offer-paper";
import { openVote } from "#server/commands/open-vote";
import { settleVotes, untilNextVote } from "#server/commands/settle-votes";
import { getAccount } from "#server/queries/get-account";
import { getHall } from "#server/queries/get-hall";
import { getVoteView } from "#server/queries/view-vote";
import { openingInstant } from "~/domain/act/s25-window";
import type { Actor } from "~/domain/permissions/actor";
import { stranger } from "~/domain/permissions/actor";
import { addDays, civilDateOf } from "~/domain/time/civil";
import type { PaperCount } from "~/domain/vote/paper";
import type { Choice } from "~/live/contract";
import { makeCouncil, makeResident, makeResidents } from "../../prisma/scenarios/places-and-people";
import { makeAnnouncedVote, makeOfficers, openPaperVote } from "../support/paper";
import { makeNeighbourhood, type Neighbourhood } from "../support/proposals";
import { castAs, makeVote, makeWorld, type World } from "../support/world";

let world: World;
let home: Neighbourhood;
let officer: Actor;
let colleague: Actor;
let foreigner: Actor;

beforeAll(async () => {
  world = await makeWorld();
  home = await makeNeighbourhood(world, { people: 60 });
  const other = await makeCouncil(world.app.db);
  ({ officer, colleague, foreigner } = await makeOfficers(world, home.councilId, other.id));
});
afterAll(() => world.stop());

const context = () => world.app.context;
const nothing: PaperCount = { for: 0, against: 0, abstain: 0, spoilt: 0, notReturned: 0 };
const issue = (voteId: string, personId: string, by = officer) => issuePaper(context(), by, { voteId, personId });
const count = (by: Actor, voteId: string, figures: Partial<PaperCount>) =>
  enterPaperCount(context(), by, { voteId, ...nothing, ...figures });
const codeOf = (outcome: { ok: boolean } & Partial<{ refused: { code: string } }>) => outcome.refused?.code ?? "done";
const opened = (publicity: "open" | "turnout" | "sealed" = "turnout") =>
  openPaperVote(world, officer, { parishId: home.parishId, publicity });

async function cast(voteId: string, people: readonly string[], choice: Choice) {
  for (const person of people) expect((await castAs(world, person, voteId, choice)).ok).toBe(true);
}

async function bodyOf(voteId: string) {
  const entry = await world.app.db.minuteEntry.findFirstOrThrow({
    where: { kind: "vote_closed", body: { path: ["vote"], equals: voteId } },
  });
  return { at: entry.at, ...(entry.body as Record<string, unknown>) } as Record<string, unknown> & { at: Date };
}

describe("offering paper", () => {
  it("is for an officer of the council, before the vote opens, once, and stands in the minute book", async () => {
    const vote = await makeAnnouncedVote(world, { parishId: home.parishId });
    for (const actor of [stranger, home.convenor, home.observer, foreigner]) {
      expect(codeOf(await offerPaper(context(), actor, { voteId: vote.id }))).toMatch(/not_/);
    }
    const offered = await offerPaper(context(), officer, { voteId: vote.id });
    expect(offered.ok).toBe(true);
    expect(await offerPaper(context(), colleague, { voteId: vote.id })).toEqual(offered);
    expect(await world.app.db.minuteEntry.count({ where: { kind: "paper_offered" } })).toBe(1);
    const view = await getVoteView(world.app.db, vote.id, await world.app.now());
    expect(view?.paperDueAt).not.toBeNull();
    // 9pm on the second working day after the closing day.
    expect(new Date(view?.paperDueAt as string).getTime() - vote.closesAt.getTime()).toBeGreaterThanOrEqual(
      2 * 86_400_000,
    );
    // Nothing changes it, not even somebody with the owner's rights.
    await expect(
      world.sql("UPDATE vote SET paper_due_at = paper_due_at + interval '1 day' WHERE id = $1", [vote.id]),
    ).rejects.toThrow(/fixed when it opens/);
  });

  it("is refused for a hall vote, a vote that has opened or was cancelled, and where the result would come too late", async () => {
    const day = addDays(civilDateOf(await world.app.now()), 3);
    const at = openingInstant(day);
    const hall = await makeVote(world, {
      parishId: home.parishId,
      opensAt: at,
      closesAt: new Date(at.getTime() + 900_000),
    });
    expect(codeOf(await offerPaper(context(), officer, { voteId: hall.id }))).toBe("refused_by_act");
    const late = await makeAnnouncedVote(world, { parishId: home.parishId });
    const parish = await world.app.db.parish.findUniqueOrThrow({ where: { id: home.parishId } });
    const sunsetOn = civilDateOf(parish.sunsetAt as Date);
    const near = openingInstant(addDays(sunsetOn, -40));
    const tooLate = await makeVote(world, {
      parishId: home.parishId,
      opensAt: near,
      closesAt: new Date(near.getTime() + 9 * 86_400_000 + 13 * 3_600_000),
    });
    expect(await offerPaper(context(), officer, { voteId: tooLate.id })).toMatchObject({
      refused: { code: "refused_by_act" },
    });
    await world.sql("UPDATE vote SET cancelled_at = now() WHERE id = ANY ($1)", [[tooLate.id, hall.id]]);
    expect(codeOf(await offerPaper(context(), officer, { voteId: hall.id }))).toBe("closed");
    await world.moveTo(late.opensAt);
    await openVote(context(), late.id);
    expect(codeOf(await offerPaper(context(), officer, { voteId: late.id }))).toBe("refused_by_act");
    await expect(
      world.sql("UPDATE vote SET paper_due_at = closes_at + interval '1 day' WHERE id = $1", [late.id]),
    ).rejects.toThrow(/fixed when it opens/);
    expect(codeOf(await issue(late.id, home.residents[0] as string))).toBe("closed");
  });
});

describe("issuing a paper", () => {
  it("takes the resident's online vote, and an online ballot takes the paper", async () => {
    const vote = await opened();
    const [ann, bo] = home.residents as [string, string];
    await cast(vote.id, [bo], "for");
    expect(await issue(vote.id, ann)).toMatchObject({ value: { isNew: true } });
    expect(await issue(vote.id, ann)).toMatchObject({ value: { isNew: false } });
    expect(await castAs(world, ann, vote.id, "for")).toMatchObject({
      refused: { code: "conflict", message: expect.stringContaining("given a paper ballot") },
    });
    expect(await issue(vote.id, bo)).toMatchObject({ refused: { code: "conflict" } });
    // The voter may still change an online ballot after that.
    await cast(vote.id, [bo], "against");
    const page = await getHall(world.app, vote.id, await home.actorOf(ann));
    expect(page).toMatchObject({ hasPaper: true, tally: { cast: 1 } });
    const account = await getAccount(world.app.db, await home.actorOf(ann), await world.app.now());
    expect(account.ballots.find(({ voteId }) => voteId === vote.id)).toMatchObject({ hasPaper: true });
    // The log names neither who got a paper nor who was refused one.
    const lines = await world.app.db.auditLine.findMany({ where: { action: "paper.issue" } });
    const names = lines.map(({ about }) => about).join("\n");
    const name = async (id: string) => (await world.app.db.person.findUniqueOrThrow({ where: { id } })).name;
    expect(names).toContain("Paper given out: ");
    for (const id of [ann, bo]) expect(names).not.toContain(await name(id));
  });

  it("refuses strangers to the roll, officers of elsewhere, an officer's own paper and times when the vote is not open", async () => {
    const announced = await makeAnnouncedVote(world, { parishId: home.parishId });
    await offerPaper(context(), officer, { voteId: announced.id });
    const [ann] = home.residents as [string];
    expect(codeOf(await issue(announced.id, ann))).toBe("not_open");
    await world.moveTo(announced.opensAt);
    for (const actor of [stranger, home.convenor, foreigner])
      expect(codeOf(await issue(announced.id, ann, actor))).toMatch(/not_/);
    expect(codeOf(await issue(announced.id, officer.personId as string))).toBe("not_allowed");
    expect(codeOf(await issue(announced.id, home.observer.personId as string))).toBe("not_allowed");
    const late = await makeResident(world.app.db, home.wardId);
    expect(codeOf(await issue(announced.id, late.id))).toBe("not_allowed");
    expect(codeOf(await issue(announced.id, crypto.randomUUID()))).toBe("not_found");
    await world.moveTo(announced.closesAt);
    expect(codeOf(await issue(announced.id, ann))).toBe("closed");
  });

  it("never lets one resident have both, however many ask at the same moment", async () => {
    const vote = await opened();
    const people = home.residents.slice(0, 20);
    const outcomes = await Promise.all(
      people.map((person, index) => {
        const both = [() => issue(vote.id, person), () => castAs(world, person, vote.id, "for")];
        return Promise.all((index % 2 ? both : both.reverse()).map((one) => one()));
      }),
    );
    for (const pair of outcomes) expect(pair.filter(({ ok }) => ok)).toHaveLength(1);
    const { papersIssued, cast } = await world.app.db.vote.findUniqueOrThrow({ where: { id: vote.id } });
    expect(papersIssued + cast).toBe(20);
    expect(await world.app.db.paperSerial.count({ where: { voteId: vote.id } })).toBeGreaterThan(papersIssued);
  });
});

describe("counting papers", () => {
  it("shows nothing of a result until the count ends, whoever asks and whatever was public before", async () => {
    const vote = await opened("open");
    const people = home.residents;
    await cast(vote.id, people.slice(0, 20), "for");
    expect(await growLog(context(), vote.id)).toBe(true);
    const whileOpen = await getVoteView(world.app.db, vote.id, await world.app.now());
    expect(whileOpen?.counts).not.toBeNull();
    await issue(vote.id, people[30] as string);
    await world.moveTo(vote.closesAt);
    await settleVotes(context());
    expect(await closeVote(context(), vote.id)).toBe("not_yet");
    expect(codeOf(await castAs(world, people[25] as string, vote.id, "for"))).toBe("closed");
    expect(await growLog(context(), vote.id)).toBe(false);
    const counting = await getVoteView(world.app.db, vote.id, await world.app.now());
    expect(counting).toMatchObject({ state: "counting", counts: null, cast: null, ruling: null, seq: 0, paper: null });
    expect(await untilNextVote(context())).toBeGreaterThan(3_600_000);
    await world.moveTo(vote.paperDueAt);
    await settleVotes(context());
    const closed = await getVoteView(world.app.db, vote.id, await world.app.now());
    // Nobody counted, so the paper is in no count, and that is said.
    expect(closed).toMatchObject({
      state: "closed",
      cast: 20,
      counts: { for: 20 },
      paper: { outcome: "not_counted", issued: null },
    });
    const body = await bodyOf(vote.id);
    expect(body).toMatchObject({ papers: "not_counted", marks: 20, ballots: 20 });
    expect(body.at).toEqual(vote.paperDueAt);
  });

  it("stands when two different officers count alike, each without the other's figures", async () => {
    const vote = await opened("sealed");
    const people = home.residents;
    await cast(vote.id, people.slice(0, 12), "against");
    for (const person of people.slice(20, 35)) expect((await issue(vote.id, person)).ok).toBe(true);
    const right = { for: 9, against: 2, abstain: 1, spoilt: 1, notReturned: 2 };
    expect(codeOf(await count(officer, vote.id, right))).toBe("not_open");
    await world.moveTo(vote.closesAt);
    for (const actor of [stranger, home.convenor, foreigner])
      expect(codeOf(await count(actor, vote.id, right))).toMatch(/not_/);
    expect(codeOf(await count(officer, vote.id, { ...right, for: 8 }))).toBe("invalid");
    expect(await count(officer, vote.id, { ...right, for: 8, against: 3 })).toMatchObject({
      value: { stands: "waiting" },
    });
    // The same officer again takes the place of their own count, and never agrees with themselves.
    expect(await count(officer, vote.id, right)).toMatchObject({ value: { stands: "waiting" } });
    expect(await count(colleague, vote.id, { ...right, for: 8, against: 3 })).toMatchObject({
      value: { stands: "differ" },
    });
    // Nobody finds out by trying what the other entered: both begin again.
    expect(await count(colleague, vote.id, right)).toMatchObject({ value: { stands: "waiting" } });
    expect(await count(officer, vote.id, right)).toMatchObject({ value: { stands: "agreed" } });
    expect(codeOf(await count(colleague, vote.id, right))).toBe("conflict");
    expect(await world.sql("SELECT * FROM agreed_paper_count($1)", [vote.id])).toEqual([]);

    await world.moveTo(vote.paperDueAt);
    expect(await closeVote(context(), vote.id)).toBe("closed");
    const body = await bodyOf(vote.id);
    expect(body).toMatchObject({
      papers: "counted",
      papersIssued: 15,
      papersCounted: 13,
      papersNotReturned: 2,
      paperCounts: { for: 9, against: 2, abstain: 2 },
      counts: { for: 9, against: 14, abstain: 2 },
      ballots: 25,
      marks: 25,
    });
    expect(await world.app.db.voteMark.count({ where: { voteId: vote.id, isPaper: true } })).toBe(15);
    expect(codeOf(await count(colleague, vote.id, right))).toBe("closed");
    const lines = await world.app.db.auditLine.findMany({ where: { action: "paper.count" } });
    expect(JSON.stringify(lines, (_key, value) => (typeof value === "bigint" ? null : value))).not.toMatch(
      /not_returned|spoilt/,
    );
  });

  it.each([
    ["few papers", 30, { for: 4, against: 5, notReturned: 0 }],
    ["many papers beside few online ballots", 9, { for: 10, against: 2 }],
    ["many papers of which few show a choice", 20, { for: 1, spoilt: 11 }],
  ])("puts %s into the total only", async (_what, online, figures) => {
    const vote = await opened("turnout");
    const people = home.residents;
    await cast(vote.id, people.slice(0, online), "for");
    const issued = Object.values(figures).reduce((sum, one) => sum + one, 0);
    for (const [index, person] of people.slice(40, 40 + issued).entries()) {
      expect((await issue(vote.id, person, index % 2 ? officer : colleague)).ok).toBe(true);
    }
    await world.moveTo(vote.closesAt);
    await count(officer, vote.id, figures);
    await count(colleague, vote.id, figures);
    await world.moveTo(vote.paperDueAt);
    await closeVote(context(), vote.id);
    const body = await bodyOf(vote.id);
    expect(body).toMatchObject({ papers: "counted", ballots: online + issued, marks: online + issued });
    expect(Object.keys(body)).not.toContain("paperCounts");
    expect((await getVoteView(world.app.db, vote.id, await world.app.now()))?.paper).toMatchObject({ counted: null });
    // No table holds the figures of the papers either.
    const stored = await world.sql<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relname LIKE 'count_%' AND relkind = 'r'",
    );
    expect(stored).toEqual([]);
  });

  it("closes at the end of the count by whichever process comes first, once", async () => {
    const vote = await opened();
    await issue(vote.id, home.residents[0] as string);
    await world.moveTo(vote.paperDueAt);
    const closings = await Promise.all([1, 2, 3].map(() => closeVote(context(), vote.id)));
    expect(closings.sort()).toEqual(["already_closed", "already_closed", "closed"]);
  });
});

it("many residents still vote while papers are offered", async () => {
  const people = await makeResidents(world.app.db, home.wardId, 30);
  const vote = await opened();
  await Promise.all(people.map((person) => castAs(world, person, vote.id, "for")));
  expect((await world.app.db.vote.findUniqueOrThrow({ where: { id: vote.id } })).cast).toBe(30);
});
