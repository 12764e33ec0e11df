import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkSchedule, makeSchedule, type ScheduleInput } from "#server/commands/make-schedule";
import { rulesInForce } from "#server/commands/rules-in-force";
import { getLab } from "#server/queries/get-lab";
import { getSchedule } from "#server/queries/get-schedule";
import { stranger } from "~/domain/permissions/actor";
import { addDays, civilDateOf, startOfDay } from "~/domain/time/civil";
import { type Chamber, type Decision, lastMinute, makeChamber, makeDecision, minutesOf } from "../support/council";
import { accepted, refusalOf } from "../support/proposals";
import { makeWorld, type World } from "../support/world";

let world: World;
let chamber: Chamber;
let decision: Decision;

beforeAll(async () => {
  world = await makeWorld();
  await world.moveTo(new Date("2027-01-11T12:00:00Z"));
  chamber = await makeChamber(world);
  decision = await makeDecision(world, chamber);
});

afterAll(() => world.stop());

async function input(change: Partial<ScheduleInput> = {}): Promise<ScheduleInput> {
  const today = civilDateOf(await world.app.now());
  return {
    council: chamber.slug,
    parameters: { floorPercent: 7 },
    commencesOn: addDays(today, 30),
    reason: "Fewer than we hoped took part last year.",
    ...change,
  };
}

const make = async (change: Partial<ScheduleInput> = {}, actor = chamber.officer) =>
  makeSchedule(world.app.context, actor, await input(change));
const versionsMade = () => world.app.db.schedule.count({ where: { councilId: chamber.councilId } });

describe("a council's schedule", () => {
  it("is changed by an officer of this council and nobody else, and nothing is written for anybody else", async () => {
    const minutes = await minutesOf(world, decision.parishId);
    for (const actor of [chamber.foreigner, chamber.resident, chamber.councillor]) {
      expect(refusalOf(await make({}, actor)).code).toBe("not_allowed");
    }
    expect(refusalOf(await make({}, stranger)).code).toBe("not_signed_in");
    expect(refusalOf(await make({ council: "nowhere" })).code).toBe("not_found");
    expect(await versionsMade()).toBe(0);
    expect(await minutesOf(world, decision.parishId)).toEqual(minutes);
  });

  it("is refused outside the Act's bounds, and when its figures cannot live together, naming the sections", async () => {
    const outside = refusalOf(await make({ parameters: { floorPercent: 26 } }));
    expect(outside).toMatchObject({ code: "invalid", errors: [{ field: "floorPercent" }] });
    const together = refusalOf(await make({ parameters: { lifetimeMonths: 12, termMonths: 24 } }));
    expect(together.errors?.[0]?.message).toMatch(/Sections .*11.*43|Sections .*43.*11/);
    expect(refusalOf(await make({ parameters: { floorPercent: 5 } })).message).toBe("Change at least one figure.");
    expect(await versionsMade()).toBe(0);
  });

  it("begins on a day to come: today and yesterday are refused, citing section 51", async () => {
    const today = civilDateOf(await world.app.now());
    for (const commencesOn of [today, addDays(today, -1)]) {
      expect(refusalOf(await make({ commencesOn }))).toMatchObject({
        code: "invalid",
        section: "s51",
        errors: [{ field: "commencesOn" }],
      });
    }
  });

  it("is shown beforehand with what it would have changed, and nothing is written by looking", async () => {
    const checked = accepted(
      await checkSchedule(world.app.context, chamber.officer, await input({ parameters: { floorPercent: 25 } })),
    );
    expect(checked.statement.changes).toEqual([{ parameter: "floorPercent", from: 5, to: 25 }]);
    expect(checked.statement.examined).toBeGreaterThan(0);
    expect(await versionsMade()).toBe(0);
  });

  it("is made with its statement, governs from its day and not before, and stands in the minute book of each live parish", async () => {
    const { version } = accepted(await make());
    expect(version).toBe(1);
    const { commencesOn } = await input();
    const { db } = world.app;
    const before = new Date(startOfDay(commencesOn).getTime() - 1);
    expect((await rulesInForce(db, chamber.councilId, before)).scheduleVersion).toBe(0);
    expect(await rulesInForce(db, chamber.councilId, startOfDay(commencesOn))).toMatchObject({
      scheduleVersion: 1,
      parameters: { floorPercent: 7 },
    });
    const minute = await lastMinute(world, decision.parishId, "schedule_made");
    expect(minute).toMatchObject({ version: 1, officer: "Sam Officer", examined: 1, different: 0 });
    const page = await getSchedule(db, chamber.slug, chamber.officer, await world.app.now());
    expect(page?.versions[0]).toMatchObject({
      version: 1,
      standing: "to_come",
      officer: "Sam Officer",
      post: "Head of neighbourhoods",
    });
    expect(page?.versions[0]?.statement?.changes).toEqual([{ parameter: "floorPercent", from: 5, to: 7 }]);
  });

  it("keeps versions in order: a later one may not begin before one that is made", async () => {
    const { commencesOn } = await input();
    const refusal = refusalOf(await make({ parameters: { floorPercent: 9 }, commencesOn: addDays(commencesOn, -5) }));
    expect(refusal).toMatchObject({ code: "invalid", section: "s3" });
  });

  it("gives two officers who press at once two versions of their own", async () => {
    const outcomes = await Promise.all([
      make({ parameters: { floorPercent: 10 } }),
      make({ parameters: { floorPercent: 11 } }, chamber.colleague),
    ]);
    const versions = outcomes.map((outcome) => accepted(outcome).version).sort();
    expect(versions).toEqual([2, 3]);
  });

  it("cannot be rewritten, even by the application's own role", async () => {
    await expect(world.app.db.schedule.updateMany({ data: { parameters: {} } })).rejects.toThrow(/permission denied/);
    await expect(world.app.db.schedule.deleteMany({})).rejects.toThrow(/permission denied/);
  });
});

describe("the Act lab over the record", () => {
  const ask = async (change: Partial<Parameters<typeof getLab>[1]> = {}) => {
    const question = { council: "", parameter: "floorPercent", value: "", until: "", page: 1, ...change };
    const lab = await getLab(world.app.db, question, await world.app.now());
    if (!lab) throw new Error("there is no such council");
    return lab;
  };

  it("makes the recorded votes again, and shows one that would not have counted", async () => {
    const vote = await world.app.db.vote.findFirstOrThrow({
      where: { parishId: decision.parishId, closedAt: { not: null } },
    });
    const lab = await ask({ value: "25" });
    expect(lab.examined).toBeGreaterThan(0);
    const share = (100 * vote.stepBallots) / (vote.rollSize ?? 1);
    const flipped = lab.flips.shown.some((flip) => flip.href === `/votes/${vote.id}`);
    expect(flipped).toBe(share < 25 && vote.stepBallots < Math.ceil((vote.rollSize ?? 0) / 3));
    expect(lab.along.find(({ value }) => value === 25)?.flips).toBe(lab.flips.total);
  });

  it("finds notices in the record too", async () => {
    expect((await ask({ parameter: "noticeDays" })).examined).toBeGreaterThan(0);
  });

  it("leaves out what came after the instant of a permanent link", async () => {
    const vote = await world.app.db.vote.findFirstOrThrow({
      where: { parishId: decision.parishId, closedAt: { not: null } },
    });
    const before = new Date(vote.closesAt.getTime() - 1).toISOString();
    expect((await ask({ until: before })).examined).toBe((await ask()).examined - 1);
    const ahead = new Date((await ask({ until: "2999-01-01" })).until);
    expect(ahead.getTime()).toBeLessThanOrEqual((await world.app.now()).getTime());
  });

  it("says what is wrong with a value, and tries nothing", async () => {
    const lab = await ask({ value: "26" });
    expect(lab.problem).toMatch(/from 0 to 25/);
    expect(lab.flips.total).toBe(0);
    expect((await ask({ value: "many" })).problem).toMatch(/must be a number/);
  });

  it("knows only the decisions of one council, and no council that is not there", async () => {
    expect((await ask({ council: chamber.slug })).examined).toBe((await ask()).examined);
    const now = await world.app.now();
    const question = { council: "nowhere", parameter: "", value: "", until: "", page: 1 };
    expect(await getLab(world.app.db, question, now)).toBeNull();
  });
});
