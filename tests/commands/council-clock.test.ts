import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acknowledgeDuty } from "#server/commands/acknowledge-duty";
import { dateDuty } from "#server/commands/date-duty";
import { pauseDuty } from "#server/commands/pause-duty";
import { withdrawParish } from "#server/commands/withdraw-parish";
import { getCouncilAnswer } from "#server/queries/get-council-answer";
import { getDuty } from "#server/queries/get-duty";
import { type DocketFilter, listDocket, wholeDocket } from "#server/queries/list-docket";
import { listOwed } from "#server/queries/list-owed";
import { stranger } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { addDays, civilDateOf, endOfDay, startOfDay } from "~/domain/time/civil";
import {
  type Chamber,
  lastMinute,
  makeChamber,
  makeCharterInReview,
  makeDecision,
  minutesOf,
} from "../support/council";
import { accepted, refusalOf } from "../support/proposals";
import { makeWorld, type World } from "../support/world";

let world: World;
let chamber: Chamber;

// Monday at midday; no bank holiday falls within the weeks that follow.
const monday = new Date("2027-01-11T12:00:00Z");

beforeAll(async () => {
  world = await makeWorld();
  await world.moveTo(monday);
  chamber = await makeChamber(world);
});

afterAll(() => world.stop());

const dutyOf = (dutyId: string) => world.app.db.duty.findUniqueOrThrow({ where: { id: dutyId } });
const today = async () => civilDateOf(await world.app.now());

async function docket(filter: Partial<DocketFilter> = {}) {
  return listDocket(world.app.db, chamber.councilId, { ...wholeDocket, ...filter }, await world.app.now());
}

async function answerView(proposalId: string) {
  const view = await getCouncilAnswer(world.app.db, proposalId, stranger, await world.app.now());
  if (!view) throw new Error("the council owes nothing");
  return view;
}

describe("who may act on a council's docket", () => {
  it("is an officer of this council and nobody else, and nothing is written for anybody else", async () => {
    const { dutyId, parishId } = await makeDecision(world, chamber);
    const before = await minutesOf(world, parishId);
    const { context } = world.app;
    const willAnswerOn = addDays(await today(), 3);
    for (const actor of [chamber.foreigner, chamber.resident, chamber.councillor]) {
      expect(refusalOf(await acknowledgeDuty(context, actor, { dutyId })).code).toBe("not_allowed");
      expect(refusalOf(await dateDuty(context, actor, { dutyId, willAnswerOn })).code).toBe("not_allowed");
      const pause = { dutyId, reason: "needs_survey", until: willAnswerOn };
      expect(refusalOf(await pauseDuty(context, actor, pause)).code).toBe("not_allowed");
    }
    expect(refusalOf(await acknowledgeDuty(context, stranger, { dutyId })).code).toBe("not_signed_in");
    expect(refusalOf(await dateDuty(context, stranger, { dutyId, willAnswerOn })).code).toBe("not_signed_in");
    expect(await minutesOf(world, parishId)).toEqual(before);
    expect(await dutyOf(dutyId)).toMatchObject({ acknowledgedAt: null, datedAt: null, pauseFrom: null });
  });

  it("lets officers and councillors of this council read it, and nobody else", () => {
    const subject = { councilId: chamber.councilId };
    expect(may(chamber.officer, "docket.read", subject).holds).toBe(true);
    expect(may(chamber.councillor, "docket.read", subject).holds).toBe(true);
    expect(may(chamber.foreigner, "docket.read", subject).holds).toBe(false);
    expect(may(chamber.resident, "docket.read", subject).holds).toBe(false);
    expect(may(stranger, "docket.read", subject).holds).toBe(false);
  });

  it("answers not found for a duty that does not exist, and for another council's address", async () => {
    const { dutyId } = await makeDecision(world, chamber);
    const nowhere = { dutyId: crypto.randomUUID() };
    expect(refusalOf(await acknowledgeDuty(world.app.context, chamber.officer, nowhere)).code).toBe("not_found");
    expect(refusalOf(await acknowledgeDuty(world.app.context, chamber.officer, { dutyId: "x" })).code).toBe(
      "not_found",
    );
    const now = await world.app.now();
    const elsewhere = { councilSlug: "another-council", dutyId };
    expect(await getDuty(world.app.db, elsewhere, chamber.officer, now)).toBeNull();
  });
});

describe("acknowledging", () => {
  it("is recorded once, however often it is sent", async () => {
    const { dutyId, parishId } = await makeDecision(world, chamber);
    const first = accepted(await acknowledgeDuty(world.app.context, chamber.officer, { dutyId }));
    const again = accepted(await acknowledgeDuty(world.app.context, chamber.colleague, { dutyId }));
    expect(again.acknowledgedAt).toEqual(first.acknowledgedAt);
    expect((await minutesOf(world, parishId)).filter((kind) => kind === "duty_acknowledged")).toHaveLength(1);
    expect(await lastMinute(world, parishId, "duty_acknowledged")).toMatchObject({
      proposal: 1,
      officer: "Sam Officer",
      post: "Head of neighbourhoods",
      isLate: false,
    });
  });

  it("is taken late and shown as late after ten working days", async () => {
    const { dutyId, proposalId } = await makeDecision(world, chamber);
    const { acknowledgeBy } = await dutyOf(dutyId);
    await world.moveTo(new Date(acknowledgeBy.getTime() - 1000));
    expect((await answerView(proposalId)).clock).toEqual({
      dueWords: "Acknowledgement due today",
      standing: "on_time",
    });
    await world.moveTo(acknowledgeBy);
    expect((await answerView(proposalId)).clock.standing).toBe("overdue");
    accepted(await acknowledgeDuty(world.app.context, chamber.officer, { dutyId }));
    const view = await answerView(proposalId);
    expect(view.events.find((event) => event.key === "acknowledge")).toMatchObject({ stage: "done", isLate: true });
    expect(view.clock.standing).toBe("on_time");
  });
});

describe("saying when the answer will come", () => {
  it("takes a day up to the last day to answer, and can be changed", async () => {
    const { dutyId, parishId } = await makeDecision(world, chamber);
    const lastDay = addDays(await today(), 60);
    const sooner = addDays(await today(), 20);
    const { context } = world.app;
    accepted(await dateDuty(context, chamber.officer, { dutyId, willAnswerOn: lastDay }));
    accepted(await dateDuty(context, chamber.officer, { dutyId, willAnswerOn: sooner }));
    accepted(await dateDuty(context, chamber.officer, { dutyId, willAnswerOn: sooner }));
    expect((await minutesOf(world, parishId)).filter((kind) => kind === "duty_dated")).toHaveLength(2);
    expect(await lastMinute(world, parishId, "duty_dated")).toMatchObject({
      willAnswerOn: sooner,
      saidBefore: lastDay,
    });
  });

  it("refuses a day that has passed and one after the answer is due, citing section 34", async () => {
    const { dutyId } = await makeDecision(world, chamber);
    const { context } = world.app;
    for (const days of [-1, 61]) {
      const willAnswerOn = addDays(await today(), days);
      const refused = refusalOf(await dateDuty(context, chamber.officer, { dutyId, willAnswerOn }));
      expect(refused).toMatchObject({ code: "refused_by_act", section: "s34" });
    }
    expect((await dutyOf(dutyId)).datedAt).toBeNull();
  });
});

describe("stopping the clock", () => {
  it("moves the answer by the days it lasts, once, and is harmless when sent twice", async () => {
    const { dutyId, parishId } = await makeDecision(world, chamber);
    const { answerBy } = await dutyOf(dutyId);
    const until = addDays(await today(), 28);
    const pause = { dutyId, reason: "needs_survey", until };
    accepted(await pauseDuty(world.app.context, chamber.officer, pause));
    accepted(await pauseDuty(world.app.context, chamber.officer, pause));
    const paused = await dutyOf(dutyId);
    expect(paused.answerBy).toEqual(endOfDay(addDays(civilDateOf(new Date(answerBy.getTime() - 1)), 28)));
    expect(paused.pauseUntil).toEqual(startOfDay(until));
    expect((await minutesOf(world, parishId)).filter((kind) => kind === "duty_paused")).toHaveLength(1);
    const second = { ...pause, until: addDays(until, -1) };
    expect(refusalOf(await pauseDuty(world.app.context, chamber.colleague, second))).toMatchObject({
      code: "refused_by_act",
      section: "s34",
    });
  });

  it("refuses 29 days, no listed reason, and a clock that has run out", async () => {
    const { dutyId } = await makeDecision(world, chamber);
    const { context } = world.app;
    const day = await today();
    const refusals = [
      { dutyId, reason: "needs_survey", until: addDays(day, 29) },
      { dutyId, reason: "busy", until: addDays(day, 7) },
      { dutyId, reason: "needs_survey", until: day },
    ];
    for (const pause of refusals) {
      expect(refusalOf(await pauseDuty(context, chamber.officer, pause)).section).toBe("s34");
    }
    await world.moveTo((await dutyOf(dutyId)).answerBy);
    const late = { dutyId, reason: "needs_survey", until: addDays(await today(), 7) };
    expect(refusalOf(await pauseDuty(context, chamber.officer, late)).message).toMatch(/run out/);
    expect((await dutyOf(dutyId)).pauseFrom).toBeNull();
  });
});

describe("silence", () => {
  it("is overdue from the instant the answer is due and goes to the Commissioner by the clock alone", async () => {
    const { dutyId, proposalId, parishId } = await makeDecision(world, chamber);
    const { answerBy } = await dutyOf(dutyId);
    const minutes = (await minutesOf(world, parishId)).length;
    await world.moveTo(new Date(answerBy.getTime() - 1000));
    expect((await answerView(proposalId)).silence.outcome).toBe("on_time");
    await world.moveTo(answerBy);
    expect((await answerView(proposalId)).silence.outcome).toBe("overdue");
    expect((await docket({ show: "overdue" })).items.map((item) => item.id)).toContain(dutyId);
    await world.moveTo(new Date(answerBy.getTime() + 8 * 86_400_000));
    const view = await answerView(proposalId);
    expect(view.silence.outcome).toBe("escalated");
    expect(view.clock.standing).toBe("escalated");
    expect(view.answer).toBeNull();
    // Nothing was written: the clock alone says so.
    expect((await minutesOf(world, parishId)).length).toBe(minutes);
  });
});

describe("the docket", () => {
  it("puts the next deadline first, filters by kind, and leaves out a charter that was withdrawn", async () => {
    chamber = await makeChamber(world);
    const charter = await makeCharterInReview(world, chamber);
    const withdrawn = await makeCharterInReview(world, chamber);
    const [founder] = await world.app.db.founder.findMany({ where: { parishId: withdrawn.parishId } });
    const founderActor = await world.app.loadActor(founder?.personId ?? null);
    accepted(await withdrawParish(world.app.context, founderActor, { slug: withdrawn.parishSlug }));
    await world.advance("3 days");
    const decision = await makeDecision(world, chamber);
    accepted(await acknowledgeDuty(world.app.context, chamber.officer, { dutyId: charter.dutyId }));
    const open = await docket();
    expect(open.items.map((item) => item.id)).toEqual([decision.dutyId, charter.dutyId]);
    expect(open.counts).toEqual({ open: 2, overdue: 0, answered: 0 });
    expect(open.items[0]?.clock.dueWords).toMatch(/^Acknowledgement due in \d+ working days$/);
    expect(open.items[1]?.next).toMatch(/^Say by the end of/);
    const charters = await docket({ kind: "charter_review" });
    expect(charters.items.map((item) => item.id)).toEqual([charter.dutyId]);
    const owed = await listOwed(world.app.db, { councilId: chamber.councilId }, await world.app.now());
    expect(owed.map((one) => one.href)).toEqual([
      `/parishes/${decision.parishSlug}/proposals/1`,
      `/parishes/${charter.parishSlug}`,
    ]);
  });
});
