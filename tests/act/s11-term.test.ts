import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import {
  activeAt,
  activeFrom,
  hasTimeForProposal,
  longestNewTerm,
  s11,
  sunsetOf,
  termRuling,
  usualTermMonths,
} from "../../app/domain/act/s11-term";
import { type CivilDate, startOfDay } from "../../app/domain/time/civil";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };

describe("s11: the term", () => {
  it("publishes the shortest, the longest and the usual term", () => {
    expect(s11.text[0]).toBe(
      "A parish lasts a whole number of months, from 3 to 24. The usual term here is {termMonths} months.",
    );
    expect(usualTermMonths(rules)).toBe(12);
  });

  it.each([
    [2, false],
    [3, true],
    [12, true],
    [24, true],
    [25, false],
    [6.5, false],
    [0, false],
    [-6, false],
    [Number.NaN, false],
  ])("rules on a term of %d months", (termMonths, holds) => {
    expect(termRuling(rules, { termMonths }).holds).toBe(holds);
  });

  it("refuses a term longer than the lifetime that a council allows", () => {
    const short: Rules = { ...rules, parameters: { lifetimeMonths: 12 } };
    expect(termRuling(short, { termMonths: 12 }).holds).toBe(true);
    expect(termRuling(short, { termMonths: 13 }).sections).toEqual(["s43", "s11"]);
  });

  it("sets the sunset at the start of the day that many months later, at London time", () => {
    expect(sunsetOf("2026-12-01", 3)).toEqual(new Date("2027-03-01T00:00:00Z"));
    expect(sunsetOf("2026-12-01", 6)).toEqual(new Date("2027-05-31T23:00:00Z"));
    expect(sunsetOf("2026-11-30", 3)).toEqual(new Date("2027-02-28T00:00:00Z"));
    expect(sunsetOf("2027-11-30", 3)).toEqual(new Date("2028-02-29T00:00:00Z"));
    expect(sunsetOf("2028-02-29", 12)).toEqual(new Date("2029-02-28T00:00:00Z"));
  });

  it("starts on the stated day, or on the day of the decision when that is later", () => {
    expect(activeFrom("2026-12-01", new Date("2026-11-20T21:00:00Z"))).toBe("2026-12-01");
    expect(activeFrom("2026-12-01", new Date("2026-12-04T21:00:00Z"))).toBe("2026-12-04");
    expect(activeFrom("2026-07-01", new Date("2026-07-01T23:30:00Z"))).toBe("2026-07-02");
    expect(activeAt("2026-07-01", new Date("2026-06-20T21:00:00Z"))).toEqual(new Date("2026-06-30T23:00:00Z"));
    expect(activeAt("2026-07-01", new Date("2026-07-01T20:00:00Z"))).toEqual(new Date("2026-07-01T20:00:00Z"));
  });
});

describe("s11: a term that is too short to decide anything", () => {
  const slow = (deliberationDays: number, more: Record<string, number> = {}): Rules => ({
    ...rules,
    parameters: { deliberationDays, ...more },
  });

  it("has its edge between 55 and 56 days of deliberation in three months, by the council's other figures", () => {
    expect(hasTimeForProposal(slow(55), { termMonths: 3, tier: "A" })).toBe(true);
    expect(hasTimeForProposal(slow(56), { termMonths: 3, tier: "A" })).toBe(false);
  });

  it("is refused, and the shortest term that would do is named where there is one", () => {
    const three = (under: Rules) => termRuling(under, { termMonths: 3 });
    expect(three(slow(55)).holds).toBe(true);
    expect(three(slow(56))).toMatchObject({
      outcome: "too_short",
      wouldChange: "A term of 4 months or more would do.",
    });
    expect(three(slow(56, { lifetimeMonths: 4 })).wouldChange).toBe("A term of 4 months or more would do.");
    expect(three(slow(56, { lifetimeMonths: 3 })).wouldChange).toBe("");
  });
});

describe("s11: the longest new term", () => {
  const firstStartsOn = "2027-01-01" as const;

  it("is what the lifetime leaves, in whole months, and never more than a term may be", () => {
    const until = (day: CivilDate) => longestNewTerm(rules, { firstStartsOn, sunsetAt: startOfDay(day) });
    expect(until("2028-01-01")).toBe(24);
    expect(until("2031-01-01")).toBe(12);
    expect(until("2031-01-02")).toBe(11);
    expect(until("2032-01-01")).toBe(0);
  });

  it("follows the council's own lifetime", () => {
    const shorter = { ...rules, parameters: { lifetimeMonths: 18 } };
    expect(longestNewTerm(shorter, { firstStartsOn, sunsetAt: startOfDay("2028-01-01") })).toBe(6);
  });
});

describe("s11: as it stands in the Act", () => {
  it("is section 11, in part 2", () => {
    expect(s11).toMatchObject({ id: "s11", number: 11, part: 2 });
  });

  it("lets a council set termMonths from 3 to 24", () => {
    expect(s11.parameters).toMatchObject([{ name: "termMonths", default: 12, min: 3, max: 24, unit: "months" }]);
  });
});
