import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { gatheringEnds, s08, supportersNeeded, supportRuling } from "../../app/domain/act/s08-supporters";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const scaled = (demoScale: number): Rules => ({ ...rules, parameters: { demoScale } });
const needed = (electorate: number, under = rules) => supportersNeeded(under, electorate).needed;

describe("s8: supporters", () => {
  it("publishes the three steps of the petition for a community governance review", () => {
    expect(s08.text[0]).toBe(
      "In an area of fewer than 500 electors, 37.5% of them must support the charter. From 500 to 2,500 electors, 187 people must. Above that, 7.5% must.",
    );
  });

  it.each([
    [1, 1],
    [2, 1],
    [3, 2],
    [8, 3],
    [9, 4],
    [400, 150],
    [499, 188],
    [500, 187],
    [2_500, 187],
    [2_501, 188],
    [4_000, 300],
    [4_001, 301],
    [10_300, 773],
  ])("asks %i electors for %i supporters", (electorate, expected) => {
    expect(needed(electorate)).toBe(expected);
  });

  it("never asks for fewer than one", () => {
    expect(needed(0)).toBe(1);
    expect(needed(1, scaled(0.01))).toBe(1);
    const how = (electorate: number) => supportersNeeded(rules, electorate).ruling.figures[0]?.how;
    expect(how(0)).toContain("and at least 1");
    expect(how(1)).not.toContain("at least 1");
  });

  it("rounds a share up to a whole person and no further", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 499 }), (electorate) => {
        expect((needed(electorate) - 1) * 1000).toBeLessThan(375 * electorate);
        expect(needed(electorate) * 1000).toBeGreaterThanOrEqual(375 * electorate);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 2501, max: 900_000 }), (electorate) => {
        expect((needed(electorate) - 1) * 1000).toBeLessThan(75 * electorate);
        expect(needed(electorate) * 1000).toBeGreaterThanOrEqual(75 * electorate);
      }),
    );
  });

  it("discloses a demonstration scale in its figures and sentence, and only then", () => {
    const tenth = supportersNeeded(scaled(0.1), 1_000);
    expect(tenth.needed).toBe(19);
    expect(tenth.ruling.figures.find((figure) => figure.name === "Demonstration scale")?.value).toBe(0.1);
    expect(tenth.ruling.figures.some((figure) => figure.value === 187)).toBe(true);
    expect(tenth.ruling.sentence).toContain("demonstration scale of 0.1");
    expect(supportersNeeded(rules, 1_000).ruling.figures.map((figure) => figure.name)).toEqual(["Supporters needed"]);
    const running = supportRuling(scaled(0.1), {
      electorate: 1_000,
      supporters: 3,
      now: new Date("2026-12-02T12:00:00Z"),
      gatheringOpenedAt: new Date("2026-12-01T12:00:00Z"),
    });
    expect(running.figures.some((figure) => figure.name === "Demonstration scale")).toBe(true);
  });

  it("adds nobody for the rounding of binary fractions", () => {
    expect(needed(2_600, scaled(0.2))).toBe(39);
    expect(needed(4_000, scaled(0.07))).toBe(21);
    expect(needed(4_000, scaled(0.29))).toBe(87);
  });

  it("ends gathering at midnight after the last day, also across a change of the clocks", () => {
    expect(gatheringEnds(rules, new Date("2026-09-01T09:30:00Z"))).toEqual(new Date("2026-11-01T00:00:00Z"));
    expect(gatheringEnds(rules, new Date("2026-02-01T09:30:00Z"))).toEqual(new Date("2026-04-02T23:00:00Z"));
    const shorter: Rules = { ...rules, parameters: { gatheringDays: 28 } };
    expect(gatheringEnds(shorter, new Date("2026-12-01T23:59:00Z"))).toEqual(new Date("2026-12-30T00:00:00Z"));
  });

  it("is met at the last instant with enough and lapses at the first one after without", () => {
    const gatheringOpenedAt = new Date("2026-09-01T09:30:00Z");
    const ends = new Date("2026-11-01T00:00:00Z");
    const at = (now: Date, supporters: number) =>
      supportRuling(rules, { electorate: 1_000, supporters, now, gatheringOpenedAt }).outcome;
    expect(at(new Date(ends.getTime() - 1), 186)).toBe("gathering");
    expect(at(ends, 186)).toBe("lapsed");
    expect(at(new Date(ends.getTime() - 1), 187)).toBe("met");
    expect(at(ends, 187)).toBe("met");
    expect(
      supportRuling(rules, { electorate: 1_000, supporters: 186, now: gatheringOpenedAt, gatheringOpenedAt })
        .wouldChange,
    ).toBe("1 more supporter before midnight at the start of Sunday 1 November 2026 would be enough.");
  });
});

describe("s8: as it stands in the Act", () => {
  it("is section 8, in part 2", () => {
    expect(s08).toMatchObject({ id: "s8", number: 8, part: 2 });
  });

  it("lets a council set demoScale from 0.01 to 1, gatheringDays from 28 to 180", () => {
    expect(s08.parameters).toMatchObject([
      { name: "demoScale", default: 1, min: 0.01, max: 1, unit: "times" },
      { name: "gatheringDays", default: 60, min: 28, max: 180, unit: "days" },
    ]);
  });
});
