import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addMeasurement } from "#server/commands/add-measurement";
import { addReviewEvidence, commentOnReview } from "#server/commands/comment-on-review";
import { hideReviewComment } from "#server/commands/hide-review-comment";
import { publishMidTermReview } from "#server/commands/publish-midterm-review";
import { toDateColumn } from "#server/persistence/db";
import { getReview } from "#server/queries/get-review";
import { midTermAt } from "~/domain/act/s42-mid-term-review";
import { type Actor, stranger } from "~/domain/permissions/actor";
import { addDays, addMonths, type CivilDate, civilDateOf, startOfDay } from "~/domain/time/civil";
import { makePerson } from "../../prisma/scenarios/places-and-people";
import { type Chamber, type Decision, lastMinute, makeChamber, makeDecision, minutesOf } from "../support/council";
import { accepted, refusalOf } from "../support/proposals";
import { makeWorld, type World } from "../support/world";

let world: World;
let chamber: Chamber;
let decision: Decision;
let convenor: Actor;
let observer: Actor;
let actionId: string;
/** The instant from which the review may be published, and the sunset. */
let halfTime: Date;
let sunsetAt: Date;
let startsOn: CivilDate;

// Monday at midday; a parish starts on this day.
const monday = new Date("2027-01-11T12:00:00Z");
const finding = "Half of the verges are planted, and the bees have come back to three streets.";

beforeAll(async () => {
  world = await makeWorld();
});

afterAll(() => world.stop());

// Every test has a parish of its own that has made one decision.
beforeEach(async () => {
  await world.moveTo(monday);
  chamber = await makeChamber(world);
  decision = await makeDecision(world, chamber, { power: "litter", costPence: 40_000n });
  const { db } = world.app;
  const office = await db.parishOffice.findFirstOrThrow({ where: { parishId: decision.parishId } });
  convenor = await world.app.loadActor(office.personId);
  observer = await world.app.loadActor((await makePerson(db, { name: "Otto Observer" })).id);
  const parish = await db.parish.findUniqueOrThrow({ where: { id: decision.parishId } });
  startsOn = civilDateOf(monday);
  sunsetAt = parish.sunsetAt as Date;
  halfTime = midTermAt(startOfDay(startsOn), sunsetAt);
  const action = await db.priorityAction.create({
    data: {
      parishId: decision.parishId,
      position: 1,
      action: "Plant the verges",
      measure: "Bees counted in an hour",
      baseline: "4 bees, counted by the school",
      target: "At least 40",
      dueOn: toDateColumn(addDays(startsOn, 300)),
    },
  });
  actionId = action.id;
  await db.proposal.update({ where: { id: decision.proposalId }, data: { moneyType: "one_off" } });
});

const at = () => ({ parishSlug: decision.parishSlug });
const measured = (value: number, measuredOn: CivilDate = startsOn, source = "Counted by the school") => ({
  ...at(),
  priorityActionId: actionId,
  measuredOn,
  value,
  source,
});
const measure = (actor: Actor, ...figure: Parameters<typeof measured>) =>
  addMeasurement(world.app.context, actor, measured(...figure));
const publish = (actor: Actor = convenor, words = finding) =>
  publishMidTermReview(world.app.context, actor, { ...at(), finding: words });
const comment = (actor: Actor, text: string) => commentOnReview(world.app.context, actor, { ...at(), text });
const evidence = (actor: Actor, text: string) => addReviewEvidence(world.app.context, actor, { ...at(), text });
const hide = (actor: Actor, commentId: string) =>
  hideReviewComment(world.app.context, actor, { ...at(), commentId, reason: "It names a child." });

async function page(actor: Actor = stranger, termStartsOn: string | null = null) {
  const now = await world.app.now();
  const found = await getReview(world.app.db, actor, { slug: decision.parishSlug, termStartsOn }, now);
  if (!found) throw new Error("there is no such page");
  return found;
}

/** Everything that reviews write, to show that a refusal wrote nothing. */
async function written() {
  const { db } = world.app;
  return {
    measurements: await db.measurement.count(),
    reviews: await db.midTermReview.count(),
    comments: await db.reviewComment.findMany({ orderBy: { id: "asc" } }),
    minutes: await minutesOf(world, decision.parishId),
  };
}

describe("measuring", () => {
  it("is for the convenor and officers of this council, and shows baseline, latest and target with the numbers read", async () => {
    accepted(await measure(chamber.officer, 12));
    expect(await page()).toMatchObject({
      figures: {
        measures: [
          {
            baseline: "4 bees, counted by the school",
            baselineRead: { value: 4, read: "4" },
            target: "At least 40",
            targetRead: null,
          },
        ],
      },
    });
  });

  it("takes days of the term up to today, in the order of the days, and a second figure for a day counts last", async () => {
    await world.advance("20 days");
    const days = [addDays(startsOn, 10), startsOn, addDays(startsOn, 20)];
    accepted(await measure(convenor, 9, days[0]));
    accepted(await measure(chamber.officer, 4, days[1]));
    accepted(await measure(convenor, 11, days[2]));
    accepted(await measure(convenor, 13, days[2], "Counted again"));
    const [figures] = (await page()).figures?.measures ?? [];
    expect(figures?.points.map(({ value, by }) => [value, by])).toEqual([
      [4, `Sam Officer, Head of neighbourhoods, ${await councilName()}`],
      [9, "Asha Rahman, Convenor"],
      [11, "Asha Rahman, Convenor"],
      [13, "Asha Rahman, Convenor"],
    ]);
  });

  it("is written once when it is sent twice", async () => {
    const [first, second] = await Promise.all([measure(convenor, 12), measure(convenor, 12)]);
    expect(accepted(first).measurementId).toBe(accepted(second).measurementId);
    expect((await minutesOf(world, decision.parishId)).filter((kind) => kind === "action_measured")).toHaveLength(1);
  });

  it("refuses a day to come, a day before the term, no source and an unknown action", async () => {
    const before = await written();
    expect(refusalOf(await measure(convenor, 1, addDays(startsOn, 1)))).toMatchObject({ code: "invalid" });
    expect(refusalOf(await measure(convenor, 1, addDays(startsOn, -1))).errors?.[0]).toMatchObject({
      field: "measuredOn",
      message: "Give a day of this term, which began on Monday 11 January 2027.",
    });
    expect(refusalOf(await measure(convenor, 1, startsOn, " ")).errors?.[0]?.field).toBe("source");
    const elsewhere = { ...measured(1), priorityActionId: crypto.randomUUID() };
    expect(refusalOf(await addMeasurement(world.app.context, convenor, elsewhere)).code).toBe("not_found");
    expect(await written()).toEqual(before);
  });
});

async function councilName(): Promise<string> {
  return (await world.app.db.council.findUniqueOrThrow({ where: { id: chamber.councilId } })).name;
}

describe("who may do what", () => {
  it("strangers and wrong roles are told who may, and nothing is written", async () => {
    await world.moveTo(halfTime);
    accepted(await publish());
    const before = await written();
    const { resident, foreigner, councillor } = chamber;
    for (const actor of [resident, foreigner, councillor, observer]) {
      expect(refusalOf(await measure(actor, 1))).toMatchObject({ code: "not_allowed", section: "s42" });
      expect(refusalOf(await publish(actor)).code).toBe("not_allowed");
      expect(refusalOf(await evidence(actor, "The survey shows it.")).code).toBe("not_allowed");
    }
    expect(refusalOf(await publish(chamber.officer)).code).toBe("not_allowed");
    for (const answer of [
      await measure(stranger, 1),
      await publish(stranger),
      await evidence(stranger, "The survey shows it."),
      await comment(stranger, "I have seen the bees."),
      await hide(stranger, crypto.randomUUID()),
    ]) {
      expect(refusalOf(answer).code).toBe("not_signed_in");
    }
    expect(await written()).toEqual(before);
  });

  it("answers not found where there is no parish, or none with a term", async () => {
    const nowhere = { parishSlug: "no-such-parish", finding };
    expect(refusalOf(await publishMidTermReview(world.app.context, convenor, nowhere)).code).toBe("not_found");
    const now = await world.app.now();
    expect(await getReview(world.app.db, stranger, { slug: "no-such-parish", termStartsOn: null }, now)).toBeNull();
  });
});

describe("publishing", () => {
  it("is refused one second before half time and taken at half time", async () => {
    await world.moveTo(new Date(halfTime.getTime() - 1000));
    const before = await written();
    expect(refusalOf(await publish())).toMatchObject({ code: "refused_by_act", section: "s42" });
    expect((await page()).standing?.outcome).toBe("not_due");
    expect(await written()).toEqual(before);
    await world.moveTo(halfTime);
    expect((await page()).standing).toMatchObject({
      outcome: "due",
      sentence: expect.stringContaining("has been due since"),
    });
    accepted(await publish());
    expect((await page()).standing?.outcome).toBe("published");
  });

  it("freezes the figures in the review and in the minute book, whatever is measured later", async () => {
    accepted(await measure(convenor, 12));
    await world.moveTo(halfTime);
    accepted(await publish());
    const { figures: frozen } = (await page()).published ?? {};
    accepted(await measure(chamber.officer, 31, civilDateOf(halfTime)));
    const after = await page();
    expect(after.published).toMatchObject({ finding, by: "Asha Rahman, Convenor", figures: frozen });
    expect(frozen?.measures[0]?.points.map(({ value }) => value)).toEqual([12]);
    expect(after.measuredSince).toMatchObject([{ action: "Bees counted in an hour", point: { value: 31 } }]);
    expect(await lastMinute(world, decision.parishId, "midterm_published")).toMatchObject({
      finding,
      termStartsOn: startsOn,
      figures: frozen,
      sections: ["s40", "s42"],
    });
    await expect(world.sql("UPDATE mid_term_review SET finding = 'All is well'")).rejects.toThrow();
    await expect(world.sql("DELETE FROM measurement")).rejects.toThrow();
  });

  it("happens once, however often it is sent; another finding for the same term is refused", async () => {
    await world.moveTo(halfTime);
    const [first, second] = await Promise.all([publish(), publish()]);
    expect(accepted(first)).toEqual(accepted(second));
    expect(refusalOf(await publish(convenor, `${finding} And more.`))).toMatchObject({ section: "s42" });
    expect((await minutesOf(world, decision.parishId)).filter((kind) => kind === "midterm_published")).toHaveLength(1);
    const told = { parishId: decision.parishId, kind: "review_published" };
    expect(await world.app.db.notice.count({ where: told })).toBe(1);
  });

  it("says which commitments were kept and which are late with both dates, and what money was spent by type", async () => {
    const { db } = world.app;
    const promise = (what: string, dueOn: CivilDate, more: object = {}) =>
      db.commitment.create({
        data: {
          proposalId: decision.proposalId,
          what,
          owner: "Head of parks",
          originalDueOn: toDateColumn(dueOn),
          dueOn: toDateColumn(dueOn),
          madeAt: monday,
          ...more,
        },
      });
    const due = addDays(startsOn, 30);
    await promise("Sow", due, { doneAt: startOfDay(due) });
    await promise("Fence", due, { dueOn: toDateColumn(addDays(due, 14)) });
    expect((await page()).figures?.money.find(({ type }) => type === "one_off")).toEqual({
      type: "one_off",
      spentPence: 0,
      committedPence: 0,
      waitingPence: 40_000,
    });
    await db.proposal.update({ where: { id: decision.proposalId }, data: { doneAt: startOfDay(due) } });
    await world.moveTo(halfTime);
    const { figures } = await page();
    expect(
      figures?.commitments
        .map(({ what, standing, firstPromised, nowExpected }) => [what, standing, firstPromised, nowExpected])
        .sort(),
    ).toEqual([
      ["Fence", "late", due, addDays(due, 14)],
      ["Sow", "kept", due, due],
    ]);
    expect(figures?.money).toEqual([
      { type: "capital", spentPence: 0, committedPence: 0, waitingPence: 0 },
      { type: "revenue", spentPence: 0, committedPence: 0, waitingPence: 0 },
      { type: "one_off", spentPence: 40_000, committedPence: 0, waitingPence: 0 },
    ]);
    expect(figures?.balances.map(({ budgetPence }) => budgetPence)).toEqual([250_000, 250_000, 250_000]);
  });

  it("belongs to a term: a renewed parish owes another one at half time of the new term", async () => {
    await world.moveTo(halfTime);
    accepted(await publish());
    const nextStartsOn = civilDateOf(sunsetAt);
    const newSunset = startOfDay(addMonths(nextStartsOn, 6));
    await world.app.db.parish.update({
      where: { id: decision.parishId },
      data: { nextTermStartsOn: toDateColumn(nextStartsOn), sunsetAt: newSunset },
    });
    await world.moveTo(sunsetAt);
    expect(await page()).toMatchObject({
      standing: { outcome: "not_due" },
      published: null,
      others: [{ startsOn }],
    });
    expect((await page(stranger, startsOn)).published?.finding).toBe(finding);
    expect(refusalOf(await publish()).section).toBe("s42");
    await world.moveTo(midTermAt(sunsetAt, newSunset));
    accepted(await publish());
    expect((await page()).published?.finding).toBe(finding);
  });
});

describe("what people say about a review", () => {
  it("is evidence of convenor and council at any time, and comments of everybody once it is published", async () => {
    accepted(await evidence(chamber.officer, "The survey of May shows it."));
    expect(refusalOf(await comment(observer, "I have seen the bees."))).toMatchObject({ section: "s42" });
    await world.moveTo(halfTime);
    accepted(await publish());
    const [first, second] = await Promise.all([
      comment(observer, "I have seen the bees."),
      comment(observer, "I have seen the bees."),
    ]);
    expect(accepted(first)).toEqual(accepted(second));
    accepted(await comment(convenor, "Come and count with us."));
    expect((await page()).comments).toMatchObject([
      { author: "Sam Officer", isEvidence: true, isObserver: false },
      { author: "Otto Observer", isEvidence: false, isObserver: true, post: "" },
      { author: "Asha Rahman", isEvidence: false, post: "Convenor" },
    ]);
  });

  it("is hidden by the convenor with a public reason, once, and by nobody else", async () => {
    await world.moveTo(halfTime);
    accepted(await publish());
    const { commentId } = accepted(await comment(observer, "Little Kim did not water them."));
    for (const actor of [observer, chamber.officer, chamber.resident]) {
      expect(refusalOf(await hide(actor, commentId)).code).toBe("not_allowed");
    }
    expect(refusalOf(await hide(convenor, crypto.randomUUID())).code).toBe("not_found");
    accepted(await hide(convenor, commentId));
    accepted(await hide(convenor, commentId));
    expect((await page()).comments).toMatchObject([{ text: "", hiddenReason: "It names a child." }]);
    const hidden = (await minutesOf(world, decision.parishId)).filter((kind) => kind === "review_comment_hidden");
    expect(hidden).toHaveLength(1);
    expect(JSON.stringify(await lastMinute(world, decision.parishId, "review_comment_hidden"))).not.toContain("Kim");
  });

  it("stops at ten in an hour", async () => {
    await world.moveTo(halfTime);
    accepted(await publish());
    for (let turn = 1; turn <= 10; turn += 1) accepted(await comment(observer, `This is my comment number ${turn}.`));
    expect(refusalOf(await comment(observer, "This is one more comment.")).code).toBe("too_many");
    await world.advance("61 minutes");
    accepted(await comment(observer, "This is one more comment."));
  });
});

describe("the end of a parish", () => {
  it("lets everything be read and nothing be added from the sunset on; one second before, it is taken", async () => {
    await world.moveTo(new Date(sunsetAt.getTime() - 1000));
    accepted(await measure(convenor, 30));
    accepted(await publish());
    accepted(await comment(observer, "I have seen the bees."));
    await world.moveTo(sunsetAt);
    const before = await written();
    const answers = [
      await measure(convenor, 31),
      await publish(convenor, "Something else was found after the end."),
      await comment(observer, "I have seen more bees."),
      await evidence(chamber.officer, "The survey of May shows it."),
    ];
    for (const answer of answers) expect(refusalOf(answer)).toMatchObject({ code: "refused_by_act", section: "s40" });
    expect(await written()).toEqual(before);
    expect(await page()).toMatchObject({ term: { hasEnded: true }, published: { finding } });
  });

  it("a suspended parish still owes its review; one whose powers were taken back adds nothing", async () => {
    await world.moveTo(halfTime);
    const change = (data: object) => world.app.db.parish.update({ where: { id: decision.parishId }, data });
    await change({ suspendedAt: halfTime });
    accepted(await measure(convenor, 30));
    accepted(await publish());
    await change({ suspendedAt: null, revokedAt: halfTime });
    const before = await written();
    expect(refusalOf(await measure(convenor, 31)).section).toBe("s16");
    expect(refusalOf(await comment(observer, "I have seen the bees.")).section).toBe("s16");
    expect(await written()).toEqual(before);
    expect((await page()).published?.finding).toBe(finding);
  });
});
