import { afterAll, beforeAll, expect, it } from "vitest";
import { acknowledgeDuty } from "#server/commands/acknowledge-duty";
import { answerDecision } from "#server/commands/answer-decision";
import { toDateColumn } from "#server/persistence/db";
import { allParishes, compareParishes, openFigure } from "#server/queries/compare-parishes";
import { type CountedRow, columnOf, type OutcomeColumn, outcomeColumns, percentOf } from "~/domain/outcomes/columns";
import { type Comparison, type ComparisonFilter, filterQuery, readFilter } from "~/domain/outcomes/comparison";
import { addDays, atTime, type CivilDate, civilDateOf } from "~/domain/time/civil";
import {
  makeActiveParish,
  makeCouncil,
  makeResident,
  makeResidents,
  makeWard,
} from "../../prisma/scenarios/places-and-people";
import { type Chamber, type Decision, makeChamber, makeDecision } from "../support/council";
import { makeWorld, type World } from "../support/world";

let world: World;
let chamber: Chamber;
let answered: Decision;
let silent: Decision;
let now: Date;

const usual = readFilter(new URLSearchParams());
const longName = `The Pop-up Parish of ${"Llanfair".repeat(7)}`;

// One council is lived through for all of these tests.
beforeAll(async () => {
  world = await makeWorld();
  // Days are counted from one date to another: late in an evening there would be one more between the same hours.
  await world.moveTo(atTime("2027-03-01", 9, 0));
  const { db, context } = world.app;
  chamber = await makeChamber(world);
  answered = await makeDecision(world, chamber, { power: "verges", costPence: 42_000n });
  silent = await makeDecision(world, chamber, { power: "litter", seconders: 3 });
  const { wardId } = await db.parishWard.findFirstOrThrow({ where: { parishId: answered.parishId } });
  const others = await makeResidents(db, wardId, 9);
  await db.seconder.createMany({
    data: others.map((personId) => ({ proposalId: answered.proposalId, personId, at: answered.receivedAt })),
  });
  await world.advance("3 days");
  await acknowledgeDuty(context, chamber.officer, { dutyId: answered.dutyId });
  now = await world.advance("1 day");
  const answer = await answerDecision(context, chamber.officer, {
    dutyId: answered.dutyId,
    answer: "accept",
    ground: null,
    reasons: "The council agrees and will do it.",
    modifiedText: "",
    commitment: { what: "Come back", owner: "Head of parks", ownerName: "", dueOn: addDays(civilDateOf(now), 115) },
  });
  expect(answer.ok, JSON.stringify(answer)).toBe(true);
  // Past the deadline of what nobody answered.
  now = await world.advance("70 days");
  const day = (days: number) => toDateColumn(addDays(civilDateOf(now), days));
  await db.commitment.createMany({
    data: [
      { what: "Plant the verge", original: -20, due: -20, done: -21 },
      { what: "Put up a sign", original: -20, due: -5, done: -6 },
      { what: "Mow it late", original: -20, due: 30, done: null },
    ].map(({ what, original, due, done }) => ({
      proposalId: answered.proposalId,
      what,
      owner: "Head of parks",
      originalDueOn: day(original),
      dueOn: day(due),
      madeAt: now,
      doneAt: done === null ? null : new Date(now.getTime() + done * 86_400_000),
    })),
  });
  await db.parish.update({
    where: { id: answered.parishId },
    data: { moneyAskedPence: 500_000n, moneyType: "capital" },
  });
  for (const [position, [baseline, target, measured]] of [
    ["12 bins overflow", "3 bins", 5],
    ["40", "60", 30],
    ["many", "few", 1],
    ["10", "20", null],
  ].entries() as IterableIterator<[number, [string, string, number | null]]>) {
    await db.priorityAction.create({
      data: {
        parishId: answered.parishId,
        position: position + 10,
        action: "Look after it",
        measure: `Measure ${position}`,
        baseline,
        target,
        dueOn: day(60),
        measurements:
          measured === null
            ? undefined
            : {
                create: {
                  measuredOn: day(-1),
                  value: measured,
                  source: "Counted",
                  byId: chamber.officer.personId as string,
                  byName: "Sam Officer",
                  byPost: "Head of neighbourhoods",
                  at: now,
                },
              },
      },
    });
  }
  const wardIds = [(await makeWard(db, chamber.councilId)).id];
  const convenorId = (await makeResident(db, wardIds[0] as string)).id;
  await makeActiveParish(db, {
    councilId: chamber.councilId,
    wardIds,
    convenorId,
    name: longName,
    slug: "not-begun",
    startsOn: "2099-01-01" as CivilDate,
  });
}, 120_000);

afterAll(() => world?.stop());

const compareAll = (filter: Partial<ComparisonFilter> = {}) =>
  compareParishes(world.app.db, chamber.councilId, { ...usual, ...filter }, now);

function wordsOf(comparison: Comparison, slug: string) {
  const line = comparison.lines.find((one) => one.slug === slug);
  return Object.fromEntries(Object.entries(line?.figures ?? {}).map(([key, { words }]) => [key, words]));
}

it("counts what a parish has to show", async () => {
  const words = wordsOf(await compareAll(), answered.parishSlug);
  expect(words).toMatchObject({
    passed: "1",
    failed: "0",
    inquorate: "0",
    "acknowledged-in-time": "100% (1 of 1)",
    "answered-in-time": "100% (1 of 1)",
    "days-to-answer": "4 days",
    "kept-first-date": "33.3% (1 of 3)",
    "kept-present-date": "100% (2 of 2)",
    "measures-moved": "25% (1 of 4)",
    "money-asked": "£5,000",
    "money-committed": "£420",
    "money-spent": "£0",
    "proposals-made": "1",
    "proposals-seconded": "100% (1 of 1)",
    "people-who-proposed": "fewer than 10",
    "people-who-seconded": "12",
  });
  expect(words.turnout).toMatch(/%$/);
});

it("holds silence against the council, and hides three seconders", async () => {
  expect(wordsOf(await compareAll(), silent.parishSlug)).toMatchObject({
    "acknowledged-in-time": "0% (0 of 1)",
    "answered-in-time": "0% (0 of 1)",
    "days-to-answer": "",
    "kept-first-date": "",
    "people-who-seconded": "fewer than 10",
  });
});

it("shows a parish that never started with nothing to count", async () => {
  const words = wordsOf(await compareAll(), "not-begun");
  const counted = Object.entries(words).filter(([, said]) => said !== "" && said !== "0" && said !== "£0");
  expect(counted.map(([key]) => key)).toEqual(["budgets-granted"]);
});

it("answers nothing but empty figures for a council without parishes", async () => {
  const { id } = await makeCouncil(world.app.db);
  const { lines, years, total } = await compareParishes(world.app.db, id, usual, now);
  expect({ lines, years, turnout: total.turnout?.words }).toEqual({ lines: [], years: [], turnout: "" });
});

/** The figure counted again from its rows, by somebody who has only these. */
function again({ kind }: OutcomeColumn, rows: readonly CountedRow[]): number | null {
  if (kind === "count") return rows.length;
  if (kind === "sum") return rows.reduce((sum, { value }) => sum + value, 0);
  if (rows.length === 0) return null;
  if (kind === "share") return percentOf(rows.filter(({ isYes }) => isYes).length, rows.length);
  const sorted = rows.map(({ value }) => value).sort((one, other) => one - other);
  return ((sorted[(sorted.length - 1) >> 1] as number) + (sorted[sorted.length >> 1] as number)) / 2;
}

it.each(["", "2026"])("opens every figure onto the rows that give it, in year “%s”", async (year) => {
  const filter = { ...usual, year };
  const { lines, total } = await compareAll({ year });
  for (const parish of [...lines.map(({ slug }) => slug), allParishes]) {
    for (const column of outcomeColumns) {
      const opened = await openFigure(world.app.db, { councilId: chamber.councilId, parish, column, filter }, now);
      const shown = parish === allParishes ? total : lines.find(({ slug }) => slug === parish)?.figures;
      expect(opened?.figure, `${parish} ${column.key}`).toEqual(shown?.[column.key]);
      if (column.kind !== "people") expect(opened?.figure.value).toBe(again(column, opened?.rows ?? []));
      for (const row of opened?.rows ?? []) {
        expect(column.note(row, now)).not.toMatch(/undefined|null|NaN|Invalid/);
        expect(row.source.href).toMatch(/^\/(parishes|votes)\//);
      }
    }
  }
});

it("opens nothing of another council's parish, nor of one that never had a term", async () => {
  const other = await makeCouncil(world.app.db);
  const column = columnOf("passed") as OutcomeColumn;
  const open = (councilId: string, parish: string) =>
    openFigure(world.app.db, { councilId, parish, column, filter: usual }, now);
  expect(await open(other.id, answered.parishSlug)).toBeNull();
  expect(await open(chamber.councilId, "no-such-parish")).toBeNull();
  await world.app.db.parish.create({
    data: { slug: "a-draft", name: "A draft", councilId: chamber.councilId, createdAt: now },
  });
  expect(await open(chamber.councilId, "a-draft")).toBeNull();
  expect((await compareAll()).lines.map(({ slug }) => slug)).not.toContain("a-draft");
});

it("sorts by a column either way, with what has no figure last", async () => {
  const slugs = async (order: "asc" | "desc") =>
    (await compareAll({ sort: "kept-first-date", order })).lines.map(({ slug }) => slug);
  expect((await slugs("asc"))[0]).toBe(answered.parishSlug);
  expect((await slugs("desc"))[0]).toBe(answered.parishSlug);
  expect((await compareAll({ state: "ended" })).lines).toEqual([]);
  expect((await compareAll({ order: "desc" })).lines[0]?.name).toBe(longName);
});

it("asks as many statements of the database for one parish as for many", async () => {
  const asked: string[] = [];
  const counting = world.app.db.$extends({
    query: {
      $allOperations({ operation, query, args }) {
        asked.push(operation);
        return query(args);
      },
    },
  });
  await compareParishes(counting as unknown as World["app"]["db"], chamber.councilId, usual, now);
  expect(asked).toHaveLength(8);
});

it("reads from an address what it writes into one, and leaves nonsense at what is usual", () => {
  const filter: ComparisonFilter = { state: "ended", year: "2026", show: "money", sort: "passed", order: "desc" };
  expect(readFilter(new URLSearchParams(filterQuery(filter)))).toEqual(filter);
  expect(filterQuery(usual)).toBe("");
  expect(readFilter(new URLSearchParams("state=x&year=20261&show=y&sort=z&order=w"))).toEqual(usual);
});
