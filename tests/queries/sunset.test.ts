import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callRenewalVote } from "#server/commands/call-term-vote";
import { findParishById } from "#server/queries/find-parish";
import { sunsetOfParish } from "#server/queries/get-sunset";
import { placeVote, plannableVotes } from "#server/queries/get-vote-plan";
import { listAtRisk } from "#server/queries/list-at-risk";
import { atTime, type CivilDate, startOfDay } from "~/domain/time/civil";
import { accepted, makeNeighbourhood, type Neighbourhood, putAndSecond, putForward } from "../support/proposals";
import { makeWorld, type World } from "../support/world";

// A parish of 90 days, from 1 December 2026: the example of section 41. Its sunset is 1 March 2027 and it winds up from 14 February.

let world: World;
let here: Neighbourhood;

beforeAll(async () => {
  world = await makeWorld();
  await world.moveTo(atTime("2026-12-01", 9, 0));
  here = await makeNeighbourhood(world, { people: 12, termMonths: 3, startsOn: "2026-12-01" });
});
afterAll(() => world.stop());

async function found() {
  const parish = await findParishById(world.app.db, here.parishId, await world.app.now());
  if (!parish) throw new Error("the parish is there");
  return parish;
}

const kindOf = (key: string) => {
  const kind = plannableVotes.find((one) => one.key === key);
  if (!kind) throw new Error(`there is no kind ${key}`);
  return kind;
};

async function plan(key: string, opensOn: CivilDate, hour = 19) {
  const placed = placeVote(await found(), kindOf(key), { opensOn, hour }, await world.app.now());
  if (!placed) throw new Error("the parish has a term");
  return placed;
}

describe("placing a vote on the calendar", () => {
  it("holds on the last safe day of each tier and is refused the day after, as section 41 counts", async () => {
    // Day 61 of the term is Saturday 30 January, day 68 is Saturday 6 February; Sundays follow.
    expect((await plan("ordinary-b", "2027-01-30")).ruling.holds).toBe(true);
    expect((await plan("ordinary-b", "2027-02-01")).ruling).toMatchObject({ holds: false, sections: ["s41"] });
    expect((await plan("ordinary-a", "2027-02-06")).ruling.holds).toBe(true);
    expect((await plan("ordinary-a", "2027-02-08")).ruling).toMatchObject({ holds: false, sections: ["s41"] });
  });

  it("refuses a day that leaves too little notice from now, a Sunday, and the hours at which no hall meets", async () => {
    expect((await plan("ordinary-a", "2026-12-08")).ruling).toMatchObject({ holds: false, sections: ["s21", "s2"] });
    expect((await plan("ordinary-a", "2026-12-13")).ruling).toMatchObject({ holds: false, sections: ["s21", "s2"] });
    expect((await plan("hall-a", "2026-12-14", 19)).ruling.holds).toBe(true);
    expect((await plan("hall-a", "2026-12-14", 21)).ruling).toMatchObject({ holds: false, sections: ["s25"] });
  });

  it("draws notice, voting, answer and winding up in their order, the answer only where the council gives one", async () => {
    const answered = await plan("ordinary-b", "2027-01-11");
    expect(answered.bars.map(({ key }) => key)).toEqual(["notice", "window", "answer", "winding-up"]);
    for (const bar of answered.bars) expect(bar.to).toBeGreaterThan(bar.from);
    const [notice, window, answer, windingUp] = answered.bars;
    expect(notice?.to).toBe(window?.from);
    expect(window?.to).toBe(answer?.from);
    expect(windingUp?.to).toBe(100);
    expect(answered.bars[0]?.words).toBe("given by the end of Sunday 3 January 2027");
    expect(answered.bars[2]?.words).toBe("due by the end of Tuesday 9 February 2027");
    expect((await plan("ordinary-a", "2027-01-11")).bars.map(({ key }) => key)).not.toContain("answer");
    expect((await plan("charter", "2027-01-25")).bars.map(({ key }) => key)).not.toContain("answer");
  });
});

describe("what must happen in time", () => {
  it("names what each open thing needs, by the day on which it becomes impossible, and what is lost last", async () => {
    const seconding = await putForward(world, here);
    const deliberating = await putAndSecond(world, here);
    const items = await listAtRisk(world.app.db, await found(), await world.app.now());
    expect(items.map(({ href, needs }) => [href.split("/").slice(3).join("/"), needs])).toEqual(
      [
        // Fourteen whole days of deliberation before the last day of notice, Friday 29 January for a vote on Saturday 6 February.
        [
          `proposals/${seconding.number}`,
          "It must have its seconders by Thursday 14 January 2027, so that notice can be given by Friday 29 January 2027.",
        ],
        ["renewal", "Notice of a vote on it must be given by Friday 22 January 2027."],
        [`proposals/${deliberating.number}`, "Notice of its vote must be given by Friday 29 January 2027."],
      ].sort(byDay),
    );
    expect(items.every(({ isLost }) => !isLost)).toBe(true);

    await world.moveTo(atTime("2026-12-28", 9, 0));
    const late = await putForward(world, here);
    const lostAt = startOfDay("2027-01-15");
    const isLost = async () => {
      const all = await listAtRisk(world.app.db, await found(), await world.app.now());
      return all.find(({ key }) => key === late.id)?.isLost;
    };
    await world.moveTo(new Date(lostAt.getTime() - 1_000));
    expect(await isLost()).toBe(false);
    await world.moveTo(lostAt);
    expect(await isLost()).toBe(true);
    const all = await listAtRisk(world.app.db, await found(), await world.app.now());
    expect(all.at(-1)?.key).toBe(late.id);
  });

  it("no longer asks for a renewal vote once notice of it is given", async () => {
    await world.moveTo(atTime("2027-01-04", 9, 0));
    accepted(
      await callRenewalVote(world.app.context, here.convenor, { slug: here.slug, opensOn: "2027-01-25", months: 3 }),
    );
    const items = await listAtRisk(world.app.db, await found(), await world.app.now());
    expect(items.map(({ key }) => key)).not.toContain("renewal");
  });

  it("is empty once the sun has set", async () => {
    await world.moveTo(startOfDay("2027-03-01"));
    expect(await listAtRisk(world.app.db, await found(), await world.app.now())).toEqual([]);
  });
});

describe("renewal on the pages", () => {
  it("says from the day the window opens that without a vote the parish ends, and not before", async () => {
    const opens = startOfDay("2027-01-15");
    await world.moveTo(new Date(opens.getTime() - 1_000));
    expect(sunsetOfParish(await found(), await world.app.now())?.renewal).toBe("");
    await world.moveTo(opens);
    expect(sunsetOfParish(await found(), await world.app.now())?.renewal).toContain(
      "Without one that passes before Sunday 14 February 2027, the parish ends at midnight at the start of Monday 1 March 2027.",
    );
    await world.moveTo(startOfDay("2027-02-14"));
    expect(sunsetOfParish(await found(), await world.app.now())?.renewal).toBe("");
  });
});

/** The order of the list: by the day in the sentence. */
function byDay(one: readonly string[], other: readonly string[]): number {
  const day = (words: string | undefined) => Number(/by \w+ (\d+) January/.exec(words ?? "")?.[1]);
  return day(one[1]) - day(other[1]);
}
