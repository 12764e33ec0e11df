import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { s20, secondersNeeded, secondingEnds, secondingRuling } from "../../app/domain/act/s20-seconders";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const needed = (roll: number, under = rules) => secondersNeeded(under, roll).needed;

describe("s20: seconders", () => {
  it("publishes the floor, the percentage and the quarter", () => {
    expect(s20.text[1]).toBe(
      "That is {seconderFloor} people or {seconderPercent}% of the parish roll, whichever is more, but never more than a quarter of the roll. It is rounded up to a whole person.",
    );
  });

  it.each([
    [0, 1],
    [1, 1],
    [4, 1],
    [5, 2],
    [12, 3],
    [20, 5],
    [36, 9],
    [37, 10],
    [40, 10],
    [41, 10],
    [999, 10],
    [1_000, 10],
    [1_001, 11],
    [2_184, 22],
    [5_000, 50],
    [5_001, 51],
  ])("asks a roll of %i for %i seconders", (roll, expected) => {
    expect(needed(roll)).toBe(expected);
  });

  it("is the smaller of a quarter and the larger of floor and share, under any schedule", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200_000 }),
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 2, max: 50 }),
        (roll, halves, seconderFloor) => {
          const under: Rules = { ...rules, parameters: { seconderPercent: halves / 2, seconderFloor } };
          // Whole numbers only: half a percent is one two-hundredth.
          const share = Math.floor((roll * halves + 199) / 200);
          const quarter = Math.floor((roll + 3) / 4);
          expect(needed(roll, under)).toBe(Math.min(Math.max(seconderFloor, share), quarter));
        },
      ),
    );
  });

  it("says how it came to the number", () => {
    const how = (roll: number) => secondersNeeded(rules, roll).ruling.figures[1]?.how;
    expect(how(2_184)).toBe(
      "1% of 2,184 on the roll is 22 (rounded up), which is more than 10; a quarter of the roll is 546, which is no less",
    );
    expect(how(12)).toBe("A quarter of 12 on the roll is 3 (rounded up), which is less than 10");
    expect(how(0)).toBe("A quarter of 0 on the roll is 1 (rounded up), which is less than 10");
    expect(how(40)).toContain("a quarter of the roll is 10, which is no less");
    expect(how(999)).toContain("10, because 1% of 999 on the roll is 10 (rounded up), which is no more");
  });

  it("ends seconding at midnight after its last day", () => {
    expect(secondingEnds(rules, new Date("2026-10-10T20:00:00Z"))).toEqual(new Date("2026-11-08T00:00:00Z"));
    const week: Rules = { ...rules, parameters: { secondingDays: 7 } };
    expect(secondingEnds(week, new Date("2026-03-25T20:00:00Z"))).toEqual(new Date("2026-04-01T23:00:00Z"));
  });

  it("is met with enough seconders and expires at the end without", () => {
    const secondingOpenedAt = new Date("2026-10-10T20:00:00Z");
    const ends = new Date("2026-11-08T00:00:00Z");
    const at = (now: Date, seconders: number) =>
      secondingRuling(rules, { roll: 1_000, seconders, now, secondingOpenedAt }).outcome;
    expect(at(new Date(ends.getTime() - 1), 9)).toBe("seconding");
    expect(at(ends, 9)).toBe("expired");
    expect(at(ends, 10)).toBe("met");
    expect(
      secondingRuling(rules, { roll: 1_000, seconders: 7, now: secondingOpenedAt, secondingOpenedAt }).wouldChange,
    ).toContain("3 more seconders");
  });
});

describe("s20: as it stands in the Act", () => {
  it("is section 20, in part 4", () => {
    expect(s20).toMatchObject({ id: "s20", number: 20, part: 4 });
  });

  it("lets a council set seconderPercent from 0.5 to 5, seconderFloor from 2 to 50, secondingDays from 7 to 90", () => {
    expect(s20.parameters).toMatchObject([
      { name: "seconderPercent", default: 1, min: 0.5, max: 5, unit: "percent" },
      { name: "seconderFloor", default: 10, min: 2, max: 50, unit: "people" },
      { name: "secondingDays", default: 28, min: 7, max: 90, unit: "days" },
    ]);
  });
});
