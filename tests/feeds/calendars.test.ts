import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acknowledgeDuty } from "#server/commands/acknowledge-duty";
import { answerDecision } from "#server/commands/answer-decision";
import { appendMinute } from "#server/commands/minute-book";
import { pauseDuty } from "#server/commands/pause-duty";
import { recordProgress } from "#server/commands/record-progress";
import { withdrawParish } from "#server/commands/withdraw-parish";
import { calendarFile } from "#server/http/feed-file";
import { findCouncilFeed, findParishFeed } from "#server/queries/find-feed";
import { findParish } from "#server/queries/find-parish";
import { sunsetOfParish } from "#server/queries/get-sunset";
import { disclosure } from "~/domain/act/s01-simulated-status";
import { addDays, addMonths, atTime, type CivilDate, civilDateOf, startOfDay } from "~/domain/time/civil";
import { makeActiveParish, makeCouncil, makeResident, makeWard } from "../../prisma/scenarios/places-and-people";
import { type Chamber, makeChamber, makeCharterInReview, makeDecision } from "../support/council";
import { accepted } from "../support/proposals";
import { makeVote, makeWorld, type World } from "../support/world";
import { hostile, readCalendar } from "./readers";

let world: World;
let chamber: Chamber;

const monday = new Date("2027-01-11T12:00:00Z");
const site = "https://parish.example.org";

beforeAll(async () => {
  world = await makeWorld({ PUBLIC_URL: site });
});

beforeAll(async () => {
  await world.moveTo(monday);
  chamber = await makeChamber(world);
});

afterAll(() => world.stop());

async function calendarAt(slug: string, of: "parishes" | "councils" = "parishes") {
  const feed = await (of === "parishes" ? findParishFeed : findCouncilFeed)(world.app.db, slug);
  const answer = await calendarFile(world.app, new Request(`${site}/${of}/${slug}/calendar.ics`), feed);
  expect(answer.headers.get("Content-Type")).toBe("text/calendar; charset=utf-8");
  return readCalendar(await answer.text());
}

async function makeParish(facts: { name?: string; startsOn?: CivilDate; termMonths?: number } = {}) {
  const councilId = (await makeCouncil(world.app.db)).id;
  const wardId = (await makeWard(world.app.db, councilId)).id;
  const convenorId = (await makeResident(world.app.db, wardId)).id;
  return makeActiveParish(world.app.db, { councilId, wardIds: [wardId], convenorId, ...facts });
}

const basic = (at: Date) => `${at.toISOString().slice(0, 19)}Z`;

describe("the votes of a calendar", () => {
  it("open and close at instants in UTC, and were announced on a day", async () => {
    const parish = await makeParish();
    const now = await world.app.now();
    const opensAt = atTime(addDays(civilDateOf(now), 8), 9, 0);
    const closesAt = atTime(addDays(civilDateOf(now), 15), 21, 0);
    const vote = await makeVote(world, {
      parishId: parish.id,
      opensAt,
      closesAt,
      class: "charter",
      publicity: "sealed",
    });
    const { dates, name, about, refresh } = await calendarAt(parish.slug);
    const ofVote = dates.filter((date) => date.uid.startsWith(vote.id));
    expect(ofVote).toMatchObject([
      { start: civilDateOf(vote.noticeAt), status: "CONFIRMED", sequence: 0 },
      { start: basic(opensAt), end: null, title: `Voting opens: ${vote.question}`, stamp: basic(vote.noticeAt) },
      { start: basic(closesAt), end: null, url: `${site}/votes/${vote.id}` },
    ]);
    expect([name, about, refresh]).toEqual([parish.name, disclosure.line, "PT1H"]);
  });

  it("are one meeting when they open and close on the same day", async () => {
    const parish = await makeParish();
    const opensAt = atTime(addDays(civilDateOf(monday), 10), 19, 0);
    const closesAt = atTime(addDays(civilDateOf(monday), 10), 19, 15);
    const vote = await makeVote(world, { parishId: parish.id, opensAt, closesAt, class: "charter" });
    const { dates } = await calendarAt(parish.slug);
    expect(dates.find((date) => date.uid === `${vote.id}-opens`)).toMatchObject({
      start: basic(opensAt),
      end: basic(closesAt),
    });
    expect(dates.some((date) => date.uid === `${vote.id}-closes`)).toBe(false);
  });

  it("stay in the calendar as cancelled when they are cancelled", async () => {
    const parish = await makeParish();
    const now = await world.app.now();
    const [opensAt, closesAt] = [8, 15].map((days) => startOfDay(addDays(civilDateOf(now), days))) as [Date, Date];
    const vote = await makeVote(world, { parishId: parish.id, opensAt, closesAt, class: "charter" });
    const cancelledReason = "The founders thought better of it.";
    await world.app.db.vote.updateMany({ where: { id: vote.id }, data: { cancelledAt: now, cancelledReason } });
    const { dates } = await calendarAt(parish.slug);
    const ofVote = dates.filter((date) => date.uid.startsWith(vote.id));
    expect(ofVote).toHaveLength(3);
    for (const date of ofVote) {
      expect(date).toMatchObject({ status: "CANCELLED", sequence: 1, stamp: basic(now) });
      expect(date.text).toContain(cancelledReason);
    }
  });

  it("are left out when they are for practice", async () => {
    const parish = await makeParish();
    const opensAt = startOfDay(addDays(civilDateOf(monday), 8));
    await makeVote(world, { parishId: parish.id, opensAt, closesAt: new Date(opensAt.getTime() + 1000) });
    const { dates } = await calendarAt(parish.slug);
    expect(dates.filter((date) => date.url.includes("/votes/"))).toEqual([]);
  });
});

describe("the sunset in a calendar", () => {
  const sunsetIn = async (slug: string) =>
    (await calendarAt(slug)).dates.find((date) => date.uid.endsWith("-sunset")) ?? expect.fail("no sunset");

  it("and every other date of Part 7 is the day that the parish's page says, in winter and in summer", async () => {
    const parish = await makeParish({ startsOn: "2027-01-11", termMonths: 6 });
    const found = await findParish(world.app.db, parish.slug, await world.app.now());
    const onPage = (found && sunsetOfParish(found, monday)?.dates) ?? expect.fail("no dates");
    const { dates } = await calendarAt(parish.slug);
    expect(dates.map(({ title, start }) => ({ title, start }))).toEqual(
      onPage.map(({ name, at }) => ({ title: name, start: civilDateOf(new Date(at)) })),
    );
    expect(dates.at(-1)).toMatchObject({
      title: "Sunset",
      start: "2027-07-11",
      url: `${site}/parishes/${parish.slug}/sunset`,
    });
  });

  it("moves with a renewal, and says from when and how often", async () => {
    const parish = await makeParish({ startsOn: "2027-01-11", termMonths: 6 });
    expect(await sunsetIn(parish.slug)).toMatchObject({ start: "2027-07-11", sequence: 0 });
    const now = await world.app.now();
    await world.app.db.$transaction(async (tx) => {
      await tx.parish.update({ where: { id: parish.id }, data: { sunsetAt: startOfDay("2028-01-11") } });
      await appendMinute(tx, parish.id, now, "parish_renewed", {});
    });
    expect(await sunsetIn(parish.slug)).toMatchObject({ start: "2028-01-11", sequence: 1, stamp: basic(now) });
  });

  it("stays when it has passed, and is gone a year and a day later", async () => {
    const parish = await makeParish({ startsOn: "2026-06-01", termMonths: 6 });
    expect(await sunsetIn(parish.slug)).toMatchObject({ start: "2026-12-01", status: "CONFIRMED" });
    const old = await makeParish({ startsOn: "2025-06-01", termMonths: 6 });
    expect((await calendarAt(old.slug)).dates).toEqual([]);
  });

  it("is off once the parish was revoked, and what came before that stays", async () => {
    const parish = await makeParish({ startsOn: "2027-01-11", termMonths: 6 });
    const revokedAt = await world.app.now();
    await world.app.db.parish.update({ where: { id: parish.id }, data: { revokedAt } });
    const { dates } = await calendarAt(parish.slug);
    expect(dates.filter((date) => date.status === "CONFIRMED").map((date) => date.title)).toEqual([
      "The parish started",
    ]);
    expect(dates.at(-1)).toMatchObject({ title: "Sunset", status: "CANCELLED", sequence: 1, stamp: basic(revokedAt) });
  });

  it("is not there before residents have approved the charter, nor in a parish that was withdrawn", async () => {
    const charter = await makeCharterInReview(world, chamber);
    const before = await calendarAt(charter.parishSlug);
    expect(before.dates.map((date) => [date.uid.replace(charter.dutyId, ""), date.status])).toEqual([
      ["-acknowledge", "CONFIRMED"],
      ["-date", "CONFIRMED"],
      ["-answer", "CONFIRMED"],
    ]);
    const { personId } = await world.app.db.founder.findFirstOrThrow({ where: { parishId: charter.parishId } });
    accepted(
      await withdrawParish(world.app.context, await world.app.loadActor(personId), { slug: charter.parishSlug }),
    );
    const after = await calendarAt(charter.parishSlug);
    expect(new Set(after.dates.map((date) => date.status))).toEqual(new Set(["CANCELLED"]));
    expect(after.dates[0]?.text).toContain("withdrawn");
  });
});

describe("what a council owes, in a calendar", () => {
  it("is the last day of each step; a step is off when it is done, and a pause moves the answer", async () => {
    const charter = await makeCharterInReview(world, chamber);
    const at = async (step: string) => {
      const { dates } = await calendarAt(chamber.slug, "councils");
      return dates.find((date) => date.uid === `${charter.dutyId}-${step}`) ?? expect.fail(`no ${step}`);
    };
    // Ten working days after Monday 11 January.
    expect(await at("acknowledge")).toMatchObject({ start: "2027-01-25", status: "CONFIRMED", sequence: 0 });
    const before = await at("answer");
    accepted(await acknowledgeDuty(world.app.context, chamber.officer, { dutyId: charter.dutyId }));
    expect(await at("acknowledge")).toMatchObject({ start: "2027-01-25", status: "CANCELLED", sequence: 1 });
    const until = addDays(civilDateOf(await world.app.now()), 7);
    const paused = { dutyId: charter.dutyId, reason: "needs_survey", until };
    const { answerBy } = accepted(await pauseDuty(world.app.context, chamber.officer, paused));
    const after = await at("answer");
    expect(after.start > before.start).toBe(true);
    expect(after).toMatchObject({ start: civilDateOf(new Date(answerBy.getTime() - 1)), sequence: 1 });
  });

  it("holds what it has promised, and each time that a promise moves", async () => {
    const decision = await makeDecision(world, chamber, { measureOn: "2027-09-01" });
    const dueOn = addDays(civilDateOf(await world.app.now()), 30);
    const commitment = { what: "Sow the verge", owner: "Head of parks", dueOn };
    const given = { ground: null, reasons: "", modifiedText: "", commitment };
    accepted(
      await answerDecision(world.app.context, chamber.officer, { dutyId: decision.dutyId, answer: "accept", ...given }),
    );
    const promise = async () => {
      const { dates } = await calendarAt(decision.parishSlug);
      expect(dates).toContainEqual(
        expect.objectContaining({ start: "2027-09-01", title: expect.stringMatching(/^Outcome review: /) }),
      );
      return dates.find((date) => date.title === "Promised: Sow the verge") ?? expect.fail("no promise");
    };
    expect(await promise()).toMatchObject({ start: dueOn, sequence: 0 });
    const { id: commitmentId } = await world.app.db.commitment.findFirstOrThrow({
      where: { proposalId: decision.proposalId },
    });
    for (const [index, days] of [40, 50].entries()) {
      const progress = {
        step: "moved" as const,
        commitmentId,
        dueOn: addDays(dueOn, days),
        words: "The seed is late.",
      };
      accepted(await recordProgress(world.app.context, chamber.officer, { dutyId: decision.dutyId, progress }));
      expect(await promise()).toMatchObject({ start: addDays(dueOn, days), sequence: index + 1 });
    }
  });
});

describe("a calendar", () => {
  it("of a parish in which nothing has happened is empty and whole", async () => {
    const council = await makeCouncil(world.app.db);
    await world.app.db.parish.create({
      data: { slug: "nothing-yet", councilId: council.id, name: "Nothing Yet", createdAt: monday },
    });
    expect((await calendarAt("nothing-yet")).dates).toEqual([]);
    expect((await calendarAt(council.slug, "councils")).dates).toEqual([]);
  });

  it("keeps what people write inside its own field", async () => {
    const parish = await makeParish({ name: `Mill, Green; ${hostile.typed}` });
    const opensAt = startOfDay(addMonths(civilDateOf(monday), 1));
    const closesAt = startOfDay(addDays(civilDateOf(opensAt), 7));
    await makeVote(world, { parishId: parish.id, opensAt, closesAt, class: "charter", question: hostile.typed });
    const { name, dates } = await calendarAt(parish.slug);
    expect(name).toBe(`Mill, Green; ${hostile.shown}`);
    const titles = dates.map((date) => date.title);
    expect(titles).toContain(`Voting opens: ${hostile.shown}`);
    expect(titles).not.toContain("no 🌻");
  });

  it("is answered with nothing when the reader has it already, and anew when a date was added", async () => {
    const parish = await makeParish();
    const ask = async (tag?: string) =>
      calendarFile(
        world.app,
        new Request(`${site}/x`, tag ? { headers: { "If-None-Match": tag } } : {}),
        await findParishFeed(world.app.db, parish.slug),
      );
    const tag = (await ask()).headers.get("ETag") ?? expect.fail("no tag");
    const again = await ask(`"other", ${tag}`);
    expect([again.status, await again.text(), again.headers.get("ETag")]).toEqual([304, "", tag]);
    const opensAt = startOfDay(addDays(civilDateOf(monday), 8));
    await makeVote(world, { parishId: parish.id, opensAt, closesAt: addDaysTo(opensAt, 7), class: "charter" });
    expect((await ask(tag)).status).toBe(200);
  });
});

function addDaysTo(at: Date, days: number): Date {
  return startOfDay(addDays(civilDateOf(at), days));
}
