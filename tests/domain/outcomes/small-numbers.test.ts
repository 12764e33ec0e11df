import fc from "fast-check";
import { expect, it } from "vitest";
import { csvOf } from "#server/exports/csv";
import { leastPeopleShown } from "~/domain/act/s52-data";
import { columnGroups, columnOf, outcomeColumns } from "~/domain/outcomes/columns";
import {
  type ComparedParish,
  type ComparisonFilter,
  compare,
  countedOf,
  countedOfAll,
} from "~/domain/outcomes/comparison";
import { sheetsOf } from "~/domain/outcomes/sheet";
import type { CivilDate } from "~/domain/time/civil";

const now = new Date("2026-11-22T12:00:00Z");
const who = ["proposers", "seconders"] as const;

const proposal = fc.record({
  key: fc.uuid(),
  what: fc.string({ minLength: 1, maxLength: 12 }),
  href: fc.constant<string>("/somewhere"),
  submittedOn: fc.constantFrom("2025-03-01", "2026-03-01") as fc.Arbitrary<CivilDate>,
  secondedOn: fc.constantFrom(null, "2026-04-01") as fc.Arbitrary<CivilDate | null>,
});

const parishes = fc.uniqueArray(
  fc.record({
    slug: fc.stringMatching(/^[a-z]{3,6}$/),
    name: fc.string({ minLength: 1, maxLength: 20 }),
    state: fc.constantFrom("active", "winding_up", "expired", "suspended") as fc.Arbitrary<ComparedParish["state"]>,
    proposals: fc.array(proposal, { maxLength: 4 }),
    proposers: fc.integer({ min: 0, max: 40 }),
    seconders: fc.integer({ min: 0, max: 40 }),
  }),
  { maxLength: 7, selector: ({ slug }) => slug },
);

const filters: fc.Arbitrary<ComparisonFilter> = fc.record({
  state: fc.constantFrom("all", "running", "ended"),
  year: fc.constantFrom("", "2025", "2026"),
  show: fc.constantFrom(...columnGroups),
  sort: fc.constantFrom("name", ...outcomeColumns.map(({ key }) => key)),
  order: fc.constantFrom("asc", "desc"),
});

type Drawn = typeof parishes extends fc.Arbitrary<(infer One)[]> ? One : never;

function compared({ proposals, proposers, seconders, ...parish }: Drawn): ComparedParish {
  return {
    ...parish,
    startsOn: "2025-01-01" as CivilDate,
    endsOn: "2027-01-01" as CivilDate,
    outcomes: {
      votes: [],
      duties: [],
      promises: [],
      measures: [],
      costs: [],
      asked: [],
      grants: [],
      proposals,
      people: { proposers, seconders },
    },
  };
}

/** Everything that anybody can read under a filter: the page, both files, and every figure opened. */
function published(all: ComparedParish[], filter: ComparisonFilter): string {
  const comparison = compare(all, filter, now);
  const sheets = sheetsOf(comparison);
  const opened = outcomeColumns.flatMap((column) => [
    countedOfAll(column, all, filter, now),
    ...all.map((parish) => countedOf(column, parish, filter, now)),
  ]);
  return JSON.stringify([comparison, sheets, csvOf(sheets[0]), opened]);
}

it("says the same whatever a number of people is that is too small to be shown", () => {
  fc.assert(
    fc.property(
      parishes,
      filters,
      fc.infiniteStream(fc.integer({ min: 0, max: leastPeopleShown - 1 })),
      (drawn, filter, others) => {
        const all = drawn.map(compared);
        // Another world, in which only what is hidden is different. Whoever reads cannot tell which of the two they live in.
        const other = all.map((parish) => {
          const people = { ...parish.outcomes.people };
          for (const one of who) if (people[one] < leastPeopleShown) people[one] = others.next().value as number;
          return { ...parish, outcomes: { ...parish.outcomes, people } };
        });
        expect(published(other, filter)).toBe(published(all, filter));
      },
    ),
    { numRuns: 150 },
  );
});

it("says nothing of people for a single year, because two years could be subtracted", () => {
  fc.assert(
    fc.property(parishes, filters, fc.integer({ min: 0, max: 99 }), (drawn, filter, people) => {
      const year = { ...filter, year: "2026" };
      const all = drawn.map(compared);
      const other = drawn.map((one) => compared({ ...one, proposers: people, seconders: people }));
      expect(published(other, year)).toBe(published(all, year));
    }),
    { numRuns: 50 },
  );
});

it("shows ten people and hides nine, and adds up only what is shown", () => {
  const column = columnOf("people-who-seconded");
  if (!column) throw new Error("there is no such column");
  const one = (slug: string, seconders: number) =>
    compared({
      slug,
      name: slug,
      state: "active",
      proposals: [{ key: slug, what: slug, href: "", submittedOn: "2026-03-01" as CivilDate, secondedOn: null }],
      proposers: 1,
      seconders,
    });
  const all = [one("nine", 9), one("ten", 10), one("twelve", 12)];
  const filter = { year: "" };
  expect(all.map((parish) => countedOf(column, parish, filter, now).figure.words)).toEqual([
    "fewer than 10",
    "10",
    "12",
  ]);
  expect(countedOfAll(column, all, filter, now).figure.words).toBe("22");
});
