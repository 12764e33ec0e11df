import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { done, refused } from "#server/commands/outcome";
import { answerAsOf } from "#server/http/as-it-stood";
import {
  parishAsItStood,
  proposalsAsTheyStood,
  registerAsItStood,
  scheduleAsItStood,
} from "#server/queries/as-it-stood";
import { readBook } from "#server/queries/list-minutes";
import type { Entry } from "~/domain/record/chain";
import type { EntryKind } from "~/domain/record/entry-kinds";
import { foldBook } from "~/domain/record/fold/fold";
import { act, type Deed, type DeedName, deedNames, type Scene, setScene } from "../support/histories";
import { accepted, refusalOf } from "../support/proposals";
import { toldFacts, toldPages } from "../support/told-by-book";
import { makeWorld, type World } from "../support/world";

// Every deed here is a command, and every history begins with the draft of a parish. After each the fold of the minute book must say what the
// tables say.

let world: World;

/** A Monday at midday. */
const start = new Date("2027-01-11T12:00:00Z");

beforeAll(async () => {
  world = await makeWorld();
});

afterAll(() => world.stop());

/** The road from a draft to a parish with decisions before its council, in stretches. */
const road: Record<string, readonly [DeedName, number][]> = {
  draft: [["writeCharter", 2]],
  gathering: [
    ["openGathering", 0],
    ["supportByMany", 0],
  ],
  council_review: [["review", 1]],
  charter_vote: [
    ["callCharterVote", 0],
    ["waitForVote", 0],
    ["castFor", 0],
    ["waitForVote", 0],
  ],
  approved: [["waitForParish", 0]],
  active: [
    ["propose", 2],
    ["propose", 3],
    ["secondByMany", 0],
    ["secondByMany", 1],
    ["giveNotice", 0],
    ["giveNotice", 1],
    // They open on two days, so each instant at which one opens or closes is waited for.
    ...[0, 1, 2, 3].flatMap((pick): [DeedName, number][] => [
      ["waitForVote", 0],
      ["castFor", pick],
    ]),
  ],
};

function way(stretches: number): Deed[] {
  return Object.values(road)
    .slice(0, stretches)
    .flatMap((stretch) => stretch.map(([does, pick]) => ({ does, pick })));
}

async function explainsFacts({ slug }: Scene, after: string): Promise<void> {
  const { byBook, byTables } = await toldFacts(world.app.db, slug, await world.app.now());
  expect(byBook, after).toEqual(byTables);
}

async function explainsPages({ slug }: Scene, after: string): Promise<void> {
  const { byBook, byTables } = await toldPages(world.app.db, slug, await world.app.now());
  expect(byBook, after).toEqual(byTables);
}

async function begin(deeds: readonly Deed[]): Promise<Scene> {
  await world.moveTo(start);
  const scene = await setScene(world);
  for (const deed of deeds) await act(scene, deed);
  return scene;
}

describe("the fold of a minute book at now", () => {
  it("says what the tables say, whatever people do, at every stage of a parish", { timeout: 120_000 }, async () => {
    const deed = fc.record({ does: fc.constantFrom(...deedNames), pick: fc.nat(30) });
    const history = fc.record({
      stretches: fc.integer({ min: 1, max: 6 }),
      deeds: fc.array(deed, { minLength: 10, maxLength: 14 }),
    });
    await fc.assert(
      fc.asyncProperty(history, async ({ stretches, deeds }) => {
        const scene = await begin(way(stretches));
        for (const [index, deed] of deeds.entries()) {
          await act(scene, deed);
          await explainsFacts(scene, `after deed ${index}, ${deed.does}`);
        }
        await explainsPages(scene, "at the end");
      }),
      // Making a failing history shorter would live it again and again; the seed that is printed lives it once more.
      { numRuns: 3, endOnFailure: true },
    );
  });
});

describe("a parish with a long road behind it", () => {
  let scene: Scene;
  /** A little before the council answers, and its first decisions lie open. */
  let then: Date;
  const pages = async (at: Date) => ({
    parish: accepted(await parishAsItStood(world.app.db, scene.slug, at)),
    register: accepted(await registerAsItStood(world.app.db, scene.slug, at)),
    proposals: accepted(await proposalsAsTheyStood(world.app.db, scene.slug, { state: null, page: 1 }, at)),
    schedule: accepted(await scheduleAsItStood(world.app.db, scene.councilSlug, at)),
  });

  beforeAll(async () => {
    scene = await begin(way(6));
    then = await world.app.now();
  }, 60_000);

  it("explains what the council and the people in office do next", { timeout: 60_000 }, async () => {
    await world.advance("1 hour");
    const next: [DeedName, number][] = [
      ["acknowledge", 0],
      ["dateAnswer", 1],
      ["pause", 1],
      ["answer", 0],
      ["answer", 2],
      ["consent", 1],
      ["deliver", 2],
      ["deliver", 0],
      ["deliver", 1],
      ["suspendPower", 0],
      ["appeal", 0],
      ["decideAppeal", 0],
      ["suspendParish", 0],
      ["endOrder", 0],
      ["makeSchedule", 1],
      ["moveIn", 0],
      ["moveAway", 9],
      ["resign", 1],
      ["nameDeputy", 5],
      ["beAway", 0],
      ["resign", 0],
    ];
    for (const [does, pick] of next) {
      await act(scene, { does, pick });
      await explainsFacts(scene, does);
    }
    await explainsPages(scene, "at the end");
    const kinds = new Set(
      (await readBook(world.app.db, { id: scene.parishId, slug: scene.slug })).map(({ kind }) => kind),
    );
    for (const kind of [
      "duty_paused",
      "council_answered",
      "commitment_made",
      "delivery_recorded",
      "power_suspended",
      "appeal_decided",
      "parish_suspended",
      "reinstated",
      "schedule_made",
      "residents_confirmed",
      "resident_left",
      "office_taken",
      "office_left",
    ]) {
      expect(kinds).toContain(kind);
    }
  });

  it("shows an earlier instant as it was, and not what was said or done since", async () => {
    const { parish, proposals, schedule } = await pages(then);
    expect(parish).toMatchObject({ state: "active", vacancy: null, proposalCount: 2 });
    expect(parish.offices.map(({ office }) => office)).toEqual(["Convenor", "Deputy"]);
    expect(parish.owed.map(({ what }) => what)).toHaveLength(2);
    expect(proposals.proposals.map(({ state }) => state)).toEqual(["passed", "passed"]);
    expect(schedule.versions.map(({ version }) => version)).toEqual([1]);
    const now = await pages(await world.app.now());
    expect(now.schedule.versions.map(({ version, standing }) => `${version} ${standing}`)).toEqual([
      "2 to_come",
      "1 in_force",
    ]);
    expect(now.schedule.versions[0]?.stated).toMatch(/recorded decision/);
    expect(now.proposals.proposals.map(({ state }) => state)).not.toEqual(["passed", "passed"]);
  });

  it("shows the road: each stage at the instant after it began", async () => {
    const book = await readBook(world.app.db, { id: scene.parishId, slug: scene.slug });
    const stateAfter = async (kind: string) => {
      const entry = book.find((one) => one.kind === kind);
      return (await pages(new Date(entry?.at ?? 0))).parish.state;
    };
    const stages = {
      draft_started: "draft",
      gathering_opened: "gathering",
      charter_received: "council_review",
      review_completed: "charter_vote",
      parish_approved: "approved",
      proposal_submitted: "active",
    };
    for (const [kind, state] of Object.entries(stages)) expect(await stateAfter(kind), kind).toBe(state);
    const open = book.find(({ kind }) => kind === "vote_opened");
    const { parish } = await pages(new Date(open?.at ?? 0));
    expect(parish.announced.map(({ words }) => words)).toEqual([expect.stringMatching(/^Open until .* on its roll$/)]);
  });

  it("does not change with the tables", async () => {
    const before = await pages(then);
    for (const text of [
      "UPDATE parish SET name = 'Another', problem = '', end_point = '', suspended_at = created_at",
      "UPDATE power SET lapses_at = lapses_at + interval '1 day', conditions = 'None of it'",
      "UPDATE proposal SET title = 'Another', cost_pence = 7",
      "UPDATE duty SET answer_by = received_at, answered_at = received_at",
      "UPDATE schedule SET parameters = '{}', reason = 'Another'",
      "UPDATE residency SET ended_at = claimed_at",
    ]) {
      await world.sql(text);
    }
    expect(await pages(then)).toEqual(before);
  });
});

it("explains a review at half time, a renewal, the powers that the council confirms, and an earlier end", {
  timeout: 60_000,
}, async () => {
  const renewed = await begin(way(5));
  const kinds = async () => {
    const book = await readBook(world.app.db, { id: renewed.parishId, slug: renewed.slug });
    return book.map(({ kind }) => kind);
  };
  const doAll = async (...deeds: [DeedName, number][]) => {
    for (const [does, pick] of deeds) {
      await act(renewed, { does, pick });
      await explainsFacts(renewed, does);
    }
    await explainsPages(renewed, "at the end");
  };
  const decide: [DeedName, number][] = [
    ["waitForVote", 0],
    ["castFor", 0],
    ["waitForVote", 0],
  ];
  /** Some deeds may be done only from a day on: they are tried every three weeks. */
  const tryUntil = async (kind: EntryKind, ...deeds: [DeedName, number][]) => {
    for (let tries = 0; tries < 15 && !(await kinds()).includes(kind); tries += 1)
      await doAll(...deeds, ["waitDays", 3]);
  };
  await tryUntil("parish_renewed", ["callRenewal", 0], ...decide);
  await doAll(["confirmPower", 1], ["confirmPower", 2], ["confirmPower", 0]);
  await tryUntil("midterm_published", ["publishReview", 0]);
  await doAll(["callEnding", 0], ...decide, ["waitDays", 3], ["waitDays", 3], ["waitDays", 3]);
  expect(await kinds()).toEqual(
    expect.arrayContaining(["midterm_published", "parish_renewed", "power_confirmed", "end_brought_forward"]),
  );
});

describe("asking for an instant", () => {
  it("is refused before the book begins, and where there is no parish or council", async () => {
    const scene = await begin([]);
    const { db } = world.app;
    const before = new Date(start.getTime() - 60_000);
    for (const outcome of [
      await parishAsItStood(db, scene.slug, before),
      await registerAsItStood(db, scene.slug, before),
      await proposalsAsTheyStood(db, scene.slug, { state: null, page: 1 }, before),
    ]) {
      expect(refusalOf(outcome)).toMatchObject({ code: "invalid", errors: [{ field: "asOf" }] });
      expect(refusalOf(outcome).message).toMatch(/begins on Monday 11 January 2027 at midday/);
    }
    expect(refusalOf(await scheduleAsItStood(db, scene.councilSlug, before)).code).toBe("invalid");
    expect(refusalOf(await parishAsItStood(db, "no-such-parish", start)).code).toBe("not_found");
    expect(refusalOf(await parishAsItStood(db, "NOT A SLUG", start)).code).toBe("not_found");
    expect(refusalOf(await scheduleAsItStood(db, "no-such-council", start)).code).toBe("not_found");
  });

  it("answers the page of now with status 422, the reason and what was typed, when it cannot be shown", async () => {
    const ask = (asOf: string) =>
      answerAsOf(new Request(`http://parish/?${new URLSearchParams({ asOf })}`), start, "Nothing here", {
        now: async () => ({ of: "now" }),
        past: async (at) =>
          at < new Date("2027-01-01") ? refused("invalid", "Too early.") : done({ of: at.toISOString() }),
      });
    expect(await ask("")).toMatchObject({
      data: { of: "now", shown: { past: null, problem: "" } },
      init: { status: 200 },
    });
    expect(await ask("2027-01-05")).toMatchObject({
      data: { of: "2027-01-05T23:59:59.999Z", shown: { past: { words: "the end of Tuesday 5 January 2027" } } },
    });
    for (const [typed, problem] of [
      ["soon", /real day/],
      ["2027-01-12", /not over/],
      ["2026-12-01", /Too early/],
    ] as const) {
      const answer = await ask(typed);
      expect(answer).toMatchObject({ data: { of: "now", shown: { past: null, typed } }, init: { status: 422 } });
      expect(answer.data.shown.problem).toMatch(problem);
    }
  });
});

it("folds a book of 5,000 entries, and says how long that takes", async () => {
  const scene = await begin(way(6));
  const book = await readBook(world.app.db, { id: scene.parishId, slug: scene.slug });
  // A parish is founded once; what its people do in it is done again and again.
  const founded = 1 + book.findIndex(({ kind }) => kind === "parish_approved");
  const life = book.slice(founded);
  const long = [...book.slice(0, founded)];
  while (long.length < 5_000) long.push(life[long.length % life.length] as Entry);
  const startedMs = performance.now();
  const { proposals } = foldBook(long, await world.app.now());
  console.log(`5,000 entries are folded in ${(performance.now() - startedMs).toFixed(0)} ms`);
  expect(proposals.length).toBeGreaterThan(2);
});
