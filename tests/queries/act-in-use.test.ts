import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerDecision } from "#server/commands/answer-decision";
import { appendMinute } from "#server/commands/minute-book";
import { countCitations } from "#server/queries/count-citations";
import { compareVersions, getScheduleVersions, listScheduleVersions } from "#server/queries/list-schedule-versions";
import type { SectionId } from "~/domain/act/ruling";
import { makeCouncil } from "../../prisma/scenarios/places-and-people";
import { makeChamber, makeDecision } from "../support/council";
import { accepted, makeNeighbourhood, putForward } from "../support/proposals";
import { makeVote, makeWorld, type World } from "../support/world";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world?.stop());

describe("where the Act is used", () => {
  const cited = async (section: SectionId) =>
    (await countCitations(world.app.db))[section] ?? { decisions: 0, proposals: 0, answers: 0, minutes: 0 };

  it("is nowhere while the record is empty", async () => {
    expect(await countCitations(world.app.db)).toEqual({});
  });

  it("counts a closed vote, the answer of the council and their minutes, and every section that they cite", async () => {
    const chamber = await makeChamber(world);
    const { dutyId } = await makeDecision(world, chamber);
    const [vote] = await world.sql<{ sections: SectionId[] }>("SELECT ruling -> 'sections' AS sections FROM vote");
    expect(vote?.sections).toContain("s29");
    for (const section of vote?.sections ?? []) {
      expect(await cited(section)).toMatchObject({ decisions: 1, answers: 0, minutes: 1 });
    }
    accepted(
      await answerDecision(world.app.context, chamber.officer, {
        dutyId,
        answer: "reject",
        ground: "unsafe",
        reasons: "The verge lies over a gas main, and nobody may dig there before the network has moved it.",
        modifiedText: "",
        commitment: null,
      }),
    );
    const [answer] = await world.sql<{ sections: SectionId[] }>(
      "SELECT ruling -> 'sections' AS sections FROM response",
    );
    expect(answer?.sections).toContain("s35");
    expect(await cited("s35")).toEqual({ decisions: 0, proposals: 0, answers: 1, minutes: 1 });
  });

  it("leaves out a vote that has not closed", async () => {
    const { parishId } = await makeNeighbourhood(world, { people: 3 });
    const before = await cited("s29");
    const now = await world.app.now();
    await makeVote(world, { parishId, opensAt: now, closesAt: new Date(now.getTime() + 60_000) });
    expect(await cited("s29")).toEqual(before);
  });

  it("counts a proposal by its check for admissibility, once however often it is changed", async () => {
    const place = await makeNeighbourhood(world);
    const before = await cited("s19");
    const { number } = await putForward(world, place);
    const after = await cited("s19");
    expect(after).toEqual({ ...before, proposals: before.proposals + 1, minutes: before.minutes + 1 });
    const now = await world.app.now();
    await world.app.db.$transaction((tx) =>
      appendMinute(tx, place.parishId, now, "proposal_changed", {
        number,
        admissibility: { sections: ["s19", "s18"] },
      }),
    );
    expect(await cited("s19")).toEqual({ ...after, minutes: after.minutes + 1 });
  });

  it("counts the review of a charter as an answer, and a section that an entry names twice as one", async () => {
    const place = await makeNeighbourhood(world, { people: 3 });
    const now = await world.app.now();
    const before = await cited("s9");
    await world.app.db.$transaction((tx) =>
      appendMinute(tx, place.parishId, now, "review_completed", { sections: ["s9", "s36", "s9"] }),
    );
    expect(await cited("s9")).toEqual({ ...before, answers: before.answers + 1, minutes: before.minutes + 1 });
  });
});

describe("the versions of a council's schedule", () => {
  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  const year = 365 * 86_400_000;
  let slug: string;
  let later: Date;

  beforeAll(async () => {
    const { db } = world.app;
    const council = await makeCouncil(db, { name: "Wexley" });
    slug = council.slug;
    later = new Date((await world.app.now()).getTime() + year);
    for (const [version, commencesAt, parameters] of [
      [1, day("2021-01-01"), { noticeDays: 10 }],
      [2, day("2022-01-01"), { noticeDays: 10, votingDays: 14 }],
      [3, later, { votingDays: 14 }],
    ] as const) {
      await db.schedule.create({ data: { councilId: council.id, version, commencesAt, parameters } });
    }
  });

  it("are listed newest first, each with the version before it and whether it is in force", async () => {
    const found = await getScheduleVersions(world.app.db, slug, await world.app.now());
    expect(found?.versions.map(({ version, standing, before }) => ({ version, standing, before }))).toEqual([
      { version: 3, standing: "to_come", before: 2 },
      { version: 2, standing: "in_force", before: 1 },
      { version: 1, standing: "replaced", before: 0 },
    ]);
    expect(await getScheduleVersions(world.app.db, "nowhere", await world.app.now())).toBeNull();
    const after = await getScheduleVersions(world.app.db, slug, later);
    expect(after?.versions.map(({ standing }) => standing)).toEqual(["in_force", "replaced", "replaced"]);
  });

  it("are listed for all councils a page at a time, and know their standing from those on other pages", async () => {
    const now = await world.app.now();
    const pages = await Promise.all(
      [1, 2, 3].map((page) => listScheduleVersions(world.app.db, now, { page, size: 1 })),
    );
    expect(
      pages.map(({ items }) => items.map((one) => [one.council.name, one.version.version, one.version.standing])),
    ).toEqual([[["Wexley", 3, "to_come"]], [["Wexley", 2, "in_force"]], [["Wexley", 1, "replaced"]]]);
    expect(pages.map(({ hasNext }) => hasNext)).toEqual([true, true, false]);
    expect(pages[0]?.total).toBe(3);
  });

  async function compared(from: string | null, to: string | null) {
    const found = await getScheduleVersions(world.app.db, slug, await world.app.now());
    return compareVersions(found?.versions ?? [], { from, to });
  }

  it("are compared as asked for, and say which of the two has not commenced", async () => {
    const found = await compared("0", "3");
    expect(found?.differences.map(({ section, from, to }) => [section, from, to])).toEqual([["s25", 7, 14]]);
    expect(found?.from).toEqual({ version: 0, notBefore: null });
    expect(found?.to).toEqual({ version: 3, notBefore: later });
    expect((await compared("3", "1"))?.differences.map(({ section, from, to }) => [section, from, to])).toEqual([
      ["s21", 7, 10],
      ["s25", 14, 7],
    ]);
  });

  it("are compared with the one before when nothing else is asked for", async () => {
    const versions = async (from: string | null, to: string | null) => {
      const found = await compared(from, to);
      return [found?.from.version, found?.to.version];
    };
    expect(await versions(null, null)).toEqual([2, 3]);
    expect(await versions(null, "2")).toEqual([1, 2]);
    expect(await versions(null, "0")).toEqual([0, 0]);
    expect(await versions("1", null)).toEqual([1, 3]);
  });

  it("are not compared with a version that nobody made", async () => {
    for (const wrong of ["4", "-1", "01", "1.0", "one", "", " 1"]) {
      expect(await compared(wrong, "2"), wrong).toBeNull();
      expect(await compared("0", wrong), wrong).toBeNull();
    }
  });

  it("are none for a council that has made no schedule, and the Act's own figures apply", async () => {
    const council = await makeCouncil(world.app.db);
    const found = await getScheduleVersions(world.app.db, council.slug, await world.app.now());
    expect(found?.versions).toEqual([]);
    expect(compareVersions([], { from: null, to: null })).toMatchObject({ to: { version: 0 }, differences: [] });
    expect(compareVersions([], { from: "0", to: "1" })).toBeNull();
  });
});
