import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { announceDates } from "#server/commands/announce-dates";
import { answerDecision } from "#server/commands/answer-decision";
import { chooseNotices } from "#server/commands/choose-notices";
import { endLetters } from "#server/commands/end-letters";
import { giveNotice } from "#server/commands/give-notice";
import { settleVotes } from "#server/commands/settle-votes";
import { announceNoticeGiven } from "#server/notices/about-votes";
import { announce } from "#server/notices/announce";
import { spreadNotices } from "#server/notices/spread-notices";
import { listNotices } from "#server/queries/list-notices";
import { insertResidents } from "#server/simulation/simulated-residents";
import type { Rules } from "~/domain/act/ruling";
import { deliberationEndsEarliest } from "~/domain/act/s22-deliberation";
import { lastFortnight } from "~/domain/notices/dates";
import type { NoticeMode } from "~/domain/notices/modes";
import { stranger } from "~/domain/permissions/actor";
import { addDays, addElapsed, atTime, civilDateOf, startOfDay } from "~/domain/time/civil";
import { earliestEventDay } from "~/domain/time/clear-days";
import { makeActiveParish, makeCouncil, makeResident, makeWard } from "../../prisma/scenarios/places-and-people";
import { makeChamber, makeDecision } from "../support/council";
import { accepted, makeNeighbourhood, putAndSecond, refusalOf, standingOf } from "../support/proposals";
import { castAs, makeVote, makeWorld, type World } from "../support/world";

let world: World;
let start: Date;

beforeAll(async () => {
  world = await makeWorld({ PUBLIC_URL: "https://parish.example.org" });
  start = await world.app.now();
});

beforeEach(async () => {
  await world.moveTo(start);
  await world.app.db.mail.deleteMany();
});

afterAll(() => world.stop());

interface Place {
  parishId: string;
  councilId: string;
  wardId: string;
  /** Three residents: the first is the convenor. */
  people: { id: string; email: string }[];
}

async function makePlace(facts: Partial<Parameters<typeof makeActiveParish>[1]> = {}): Promise<Place> {
  const { db } = world.app;
  const councilId = (await makeCouncil(db)).id;
  const wardId = (await makeWard(db, councilId)).id;
  const people = [await makeResident(db, wardId), await makeResident(db, wardId), await makeResident(db, wardId)];
  const convenorId = (people[0] as { id: string }).id;
  const parish = await makeActiveParish(db, { councilId, wardIds: [wardId], convenorId, ...facts });
  return { parishId: parish.id, councilId, wardId, people };
}

const person = (place: Place, index: number) => place.people[index] as Place["people"][number];

async function choose(personId: string, mode: NoticeMode): Promise<void> {
  const actor = await world.app.loadActor(personId);
  expect(await chooseNotices(world.app.context, actor, { mode })).toEqual({ ok: true, value: { mode } });
}

/** A vote that is open now, for so many hours. */
async function openVote(place: Place, hours: number, publicity: "open" | "sealed" = "sealed") {
  const opensAt = await world.app.now();
  const closesAt = addElapsed(opensAt, { hours });
  const vote = await makeVote(world, { parishId: place.parishId, opensAt, closesAt, publicity });
  await settleVotes(world.app.context);
  return vote;
}

const spread = () => spreadNotices(world.app.context);

const lettersOf = (prefix: string) =>
  world.app.db.mail.findMany({ where: { key: { startsWith: prefix } }, orderBy: { key: "asc" } });

const titlesOf = async (personId: string) =>
  (await listNotices(world.app.db, personId, 1)).notices.map(({ title }) => title);

describe("a notice", () => {
  it("is told once, however many processes tell it and write its letters at the same time", async () => {
    const place = await makePlace();
    const vote = await openVote(place, 48);
    const told = { kind: "vote_opened", title: "Again", text: "Again", path: "/", voteId: vote.id } as const;
    expect(await announce(world.app.db, { key: `vote-opened:${vote.id}`, ...told })).toBe(false);
    await Promise.all([spread(), spread(), spread(), spread()]);
    await spread();
    const letters = await lettersOf(`vote-opened:${vote.id}`);
    expect(letters.map(({ recipient }) => recipient).sort()).toEqual(place.people.map(({ email }) => email).sort());
    expect(letters[0]?.text).toContain(`https://parish.example.org/votes/${vote.id}`);
    expect(letters[0]?.text).toContain("The Community Power Act is simulated.");
  });

  it("is not told when what it tells is undone", async () => {
    const told = { key: "undone", kind: "vote_opened", title: "", text: "", path: "/" } as const;
    const undone = world.app.db.$transaction(async (tx) => {
      await announce(tx, told);
      throw new Error("and then it failed");
    });
    await expect(undone).rejects.toThrow("and then it failed");
    expect(await world.app.db.notice.count({ where: { key: "undone" } })).toBe(0);
  });

  it("gets no letter once it is no longer true, and stays in the list", async () => {
    const place = await makePlace();
    const vote = await openVote(place, 2);
    await world.moveTo(vote.closesAt);
    await spread();
    expect(await lettersOf(`vote-opened:${vote.id}`)).toEqual([]);
    expect(await titlesOf(person(place, 1).id)).toEqual([`You can vote now: ${vote.question}`]);
  });

  it("reaches twenty thousand people within seconds", { timeout: 120_000 }, async () => {
    const place = await makePlace();
    await insertResidents(world.app.db, place.wardId, 20_000, { at: start, mailDomain: "many.example.org" });
    const vote = await openVote(place, 48);
    const from = performance.now();
    await spread();
    const tookMs = performance.now() - from;
    expect(await world.app.db.mail.count({ where: { key: { startsWith: `vote-opened:${vote.id}` } } })).toBe(20_003);
    // It takes well under one on a machine that does nothing else.
    expect(tookMs).toBeLessThan(5000);
    expect(await titlesOf(person(place, 0).id)).toContain(`You can vote now: ${vote.question}`);
  });
});

describe("a choice", () => {
  it("decides which letters come, and none of it changes the list", async () => {
    const place = await makePlace();
    const modes = ["at_once", "daily", "briefing", "none"] as const;
    const readers = await Promise.all(modes.map(() => makeResident(world.app.db, place.wardId)));
    for (const [index, mode] of modes.entries()) await choose((readers[index] as { id: string }).id, mode);
    const vote = await openVote(place, 48);
    await world.moveTo(vote.closesAt);
    await settleVotes(world.app.context);
    await world.app.db.notice.updateMany({ where: { voteId: vote.id }, data: { until: null } });
    await spread();
    const emails = readers.map(({ email }) => email);
    const usual = place.people.map(({ email }) => email);
    const opened = (await lettersOf(`vote-opened:${vote.id}`)).map(({ recipient }) => recipient);
    expect(opened.sort()).toEqual([emails[0], ...usual].sort());
    // What was decided is nobody's own here, so those who made no choice read of it in the briefing.
    const decided = (await lettersOf(`vote-decided:${vote.id}`)).map(({ recipient }) => recipient);
    expect(decided).toEqual([emails[0]]);
    for (const { id } of readers) expect(await titlesOf(id)).toHaveLength(2);
  });

  it("is nobody's without an account", async () => {
    expect(refusalOf(await chooseNotices(world.app.context, stranger, { mode: "none" })).code).toBe("not_signed_in");
  });

  it("of daily letters brings one at 8am with everything since the last, and none when there was nothing", async () => {
    const place = await makePlace();
    const day = civilDateOf(start);
    await world.moveTo(atTime(addDays(day, 1), 9, 0));
    const reader = person(place, 1);
    await choose(reader.id, "daily");
    const letters = () =>
      world.app.db.mail.findMany({ where: { key: { startsWith: "daily:" }, recipient: reader.email } });
    const vote = await openVote(place, 100);
    await world.moveTo(atTime(addDays(day, 2), 8, 1));
    await announceDates(world.app.context);
    expect(await letters()).toEqual([]);
    await world.moveTo(atTime(addDays(day, 2), 8, 3));
    await Promise.all([1, 2, 3].map(() => announceDates(world.app.context)));
    const [letter, ...more] = await letters();
    expect(more).toEqual([]);
    expect(letter).toMatchObject({ recipient: reader.email, key: `daily:${addDays(day, 2)}:${reader.id}` });
    expect(letter?.text).toContain(`You can vote now: ${vote.question}\n`);
    expect(letter?.text).toContain(`https://parish.example.org/votes/${vote.id}`);
    await world.moveTo(atTime(addDays(day, 3), 8, 3));
    await announceDates(world.app.context);
    expect(await letters()).toHaveLength(1);
  });

  it("of daily letters loses nothing when nobody wrote any for days", async () => {
    const place = await makePlace();
    const reader = person(place, 2);
    await choose(reader.id, "daily");
    const told = { key: `days:${reader.id}`, kind: "council_late", title: "Late", text: "Late.", path: "/" } as const;
    await announce(world.app.db, { ...told, own: [reader.id] });
    await world.moveTo(atTime(addDays(civilDateOf(start), 6), 12, 0));
    await announceDates(world.app.context);
    const letters = await world.app.db.mail.findMany({
      where: { key: { startsWith: "daily:" }, recipient: reader.email },
    });
    expect(letters.map(({ text }) => text.includes("Late."))).toEqual([true]);
  });
});

describe("ending the letters", () => {
  it("works by the token alone, takes back what waits, and lets codes through", async () => {
    const place = await makePlace();
    const reader = person(place, 0);
    const { token } = await world.app.db.noticePreference.create({ data: { personId: reader.id } });
    const vote = await openVote(place, 48);
    await spread();
    await endLetters(world.app.context, { token });
    await endLetters(world.app.context, { token });
    expect(await world.app.db.noticePreference.findUniqueOrThrow({ where: { personId: reader.id } })).toMatchObject({
      mode: "none",
      token,
    });
    const opened = (await lettersOf(`vote-opened:${vote.id}`)).map(({ recipient }) => recipient);
    expect(opened).not.toContain(reader.email);
    expect(opened).toHaveLength(2);
  });

  it("answers every token alike and changes nothing for a wrong one", async () => {
    const before = await world.app.db.noticePreference.findMany({ orderBy: { personId: "asc" } });
    for (const token of ["", "x", "' OR true --", crypto.randomUUID()]) {
      expect(await endLetters(world.app.context, { token })).toEqual({ ok: true, value: {} });
    }
    expect(await world.app.db.noticePreference.findMany({ orderBy: { personId: "asc" } })).toEqual(before);
  });
});

describe("a vote that closes within a day", () => {
  it("is told to everybody on its roll alike, so that no letter says who has voted", async () => {
    const place = await makePlace();
    const vote = await openVote(place, 72);
    expect((await castAs(world, person(place, 1).id, vote.id, "for")).ok).toBe(true);
    await world.moveTo(addElapsed(vote.closesAt, { days: -1, minutes: -1 }));
    await announceDates(world.app.context);
    expect(await world.app.db.notice.count({ where: { key: `vote-closing:${vote.id}` } })).toBe(0);
    await world.moveTo(addElapsed(vote.closesAt, { days: -1 }));
    await Promise.all([announceDates(world.app.context), announceDates(world.app.context)]);
    await spread();
    const letters = await world.sql<{ recipient: string; rest: string }>(
      `SELECT recipient, subject || text || created_at::date || is_essential || attempts AS rest FROM mail
       WHERE key LIKE $1 ORDER BY ctid`,
      [`vote-closing:${vote.id}:%`],
    );
    const byPerson = [...place.people].sort((one, other) => one.id.localeCompare(other.id));
    expect(letters.map(({ recipient }) => recipient)).toEqual(byPerson.map(({ email }) => email));
    expect(new Set(letters.map(({ rest }) => rest)).size).toBe(1);
  });

  it("is not told once it has closed", async () => {
    const place = await makePlace();
    const vote = await openVote(place, 72);
    await world.moveTo(vote.closesAt);
    await settleVotes(world.app.context);
    await announceDates(world.app.context);
    expect(await world.app.db.notice.count({ where: { key: `vote-closing:${vote.id}` } })).toBe(0);
  });
});

describe("what people are told", () => {
  it("is the answer of the council to author, seconders and convenor, and before it that it is late", async () => {
    const chamber = await makeChamber(world);
    const decision = await makeDecision(world, chamber, { power: "parking" });
    const { authorId } = await world.app.db.proposal.findUniqueOrThrow({ where: { id: decision.proposalId } });
    const duty = await world.app.db.duty.findUniqueOrThrow({ where: { id: decision.dutyId } });
    await world.moveTo(duty.answerBy);
    await announceDates(world.app.context);
    await announceDates(world.app.context);
    const outcome = await answerDecision(world.app.context, chamber.officer, {
      dutyId: decision.dutyId,
      answer: "accept",
      ground: null,
      reasons: "",
      modifiedText: "",
      commitment: {
        what: "Sow the verge",
        owner: "Head of parks",
        dueOn: addDays(civilDateOf(duty.answerBy), 30),
      },
    });
    expect(outcome.ok).toBe(true);
    const waiting = [authorId, ...decision.seconders.map((actor) => actor.personId as string)];
    for (const id of waiting) {
      const titles = await titlesOf(id);
      expect(titles.filter((title) => title.includes("is late with its answer"))).toHaveLength(1);
      expect(titles.filter((title) => title.includes("has answered"))).toHaveLength(1);
    }
    const stranger = await makeResident(world.app.db, (await makeWard(world.app.db, chamber.councilId)).id);
    expect(await titlesOf(stranger.id)).toEqual([]);
  });

  it("is the notice of a vote, at once only where the vote is over within a day", async () => {
    const place = await makeNeighbourhood(world, { people: 12 });
    const { id } = await putAndSecond(world, place);
    const { rules, deliberationStartedAt } = await standingOf(world, place, id);
    await world.moveTo(deliberationEndsEarliest(rules as Rules, deliberationStartedAt as Date));
    const opensOn = earliestEventDay(civilDateOf(await world.app.now()), 7);
    const { voteId } = accepted(await giveNotice(world.app.context, place.author, { proposalId: id, opensOn }));
    await announceNoticeGiven(world.app.db, await world.app.db.vote.findUniqueOrThrow({ where: { id: voteId } }));
    await spread();
    expect(await lettersOf(`vote-noticed:${voteId}`)).toEqual([]);
    expect(await titlesOf(place.residents[0] as string)).toHaveLength(1);

    const opensAt = addElapsed(await world.app.now(), { days: 8 });
    const closesAt = addElapsed(opensAt, { minutes: 15 });
    await announceNoticeGiven(world.app.db, await makeVote(world, { parishId: place.parishId, opensAt, closesAt }));
    await spread();
    const letters = await lettersOf("vote-noticed:");
    expect(letters.map(({ recipient }) => recipient).sort()).toEqual([place.author.email, place.convenor.email].sort());
  });

  it("is the outcome of a vote, as of their own to those behind the proposal", async () => {
    const decision = await makeDecision(world, await makeChamber(world));
    await spread();
    const vote = await world.app.db.vote.findFirstOrThrow({ where: { proposalId: decision.proposalId } });
    const { author } = await world.app.db.proposal.findUniqueOrThrow({
      where: { id: decision.proposalId },
      select: { author: true },
    });
    // The seconders are simulated residents here, who read no mail.
    const letters = await lettersOf(`vote-decided:${vote.id}`);
    expect(letters.map(({ recipient }) => recipient)).toEqual([author.email]);
    expect(letters[0]?.subject).toBe(`Passed: ${vote.question}`);
  });

  it("is a sunset that comes near, each of its days once, and after a pause only the last", async () => {
    const day = civilDateOf(start);
    const place = await makePlace({ startsOn: addDays(day, -200), termMonths: 12 });
    const { sunsetAt } = await world.app.db.parish.findUniqueOrThrow({ where: { id: place.parishId } });
    const sunset = civilDateOf(sunsetAt as Date);
    const told = () => world.app.db.notice.count({ where: { parishId: place.parishId, kind: "sunset_near" } });
    await world.moveTo(atTime(addDays(sunset, -90), 8, 0));
    await announceDates(world.app.context);
    await announceDates(world.app.context);
    expect(await told()).toBe(1);
    await world.moveTo(atTime(addDays(sunset, -5), 12, 0));
    await announceDates(world.app.context);
    expect(await told()).toBe(2);
    await world.moveTo(startOfDay(sunset));
    await announceDates(world.app.context);
    expect(await told()).toBe(2);
  });

  it("is not what happens where they lived once or live only since", async () => {
    const place = await makePlace();
    const gone = await makeResident(world.app.db, place.wardId);
    await world.app.db.residency.updateMany({ where: { personId: gone.id }, data: { endedAt: await world.app.now() } });
    const told = { kind: "sunset_near", title: "Ends", text: "Ends.", path: "/", parishId: place.parishId } as const;
    await announce(world.app.db, { key: `ends:${place.parishId}`, ...told });
    await world.advance("1 minute");
    const newcomer = await makeResident(world.app.db, place.wardId);
    expect(await titlesOf(gone.id)).toEqual([]);
    expect(await titlesOf(newcomer.id)).toEqual([]);
    expect(await titlesOf(person(place, 0).id)).toEqual(["Ends"]);
  });
});

describe("the briefing", () => {
  it("comes once on its Monday to those who read it, also when the clocks have changed in the fortnight", async () => {
    const place = await makePlace({ startsOn: "2027-03-01" });
    await choose(person(place, 1).id, "at_once");
    await choose(person(place, 2).id, "briefing");
    const { day, to } = lastFortnight(atTime("2027-04-11", 12, 0));
    expect(day > "2027-03-28").toBe(true);
    await world.moveTo(addElapsed(to, { days: -3 }));
    const vote = await openVote(place, 120, "open");
    await world.moveTo(addElapsed(to, { minutes: 1 }));
    await announceDates(world.app.context);
    expect(await world.app.db.notice.count({ where: { key: `briefing:${day}:${place.parishId}` } })).toBe(0);
    await world.moveTo(addElapsed(to, { minutes: 3 }));
    await Promise.all([announceDates(world.app.context), announceDates(world.app.context)]);
    await spread();
    const letters = await lettersOf(`briefing:${day}:${place.parishId}`);
    // Somebody who reads everything at once gets the briefing too; one who made no choice gets it as well.
    expect(letters.map(({ recipient }) => recipient).sort()).toEqual(place.people.map(({ email }) => email).sort());
    expect(letters[0]?.text).toContain(`Voting closes: ${vote.question}`);
    expect(letters[0]?.text).toContain(`A vote opened: ${vote.question}`);
  });

  it("is left out when it would be a week late", async () => {
    const place = await makePlace({ startsOn: "2027-06-01" });
    const { day, to } = lastFortnight(atTime("2027-07-20", 12, 0));
    await world.moveTo(addElapsed(to, { days: -1 }));
    await openVote(place, 30);
    await world.moveTo(addElapsed(to, { days: 7 }));
    await settleVotes(world.app.context);
    await announceDates(world.app.context);
    expect(await world.app.db.notice.count({ where: { key: `briefing:${day}:${place.parishId}` } })).toBe(0);
  });
});
