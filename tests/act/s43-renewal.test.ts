import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import {
  councilConfirmsBy,
  councilConfirmsWithin,
  type RenewalFacts,
  renewalClosesBy,
  renewalOpensAt,
  renewalRuling,
  s43,
} from "../../app/domain/act/s43-renewal";
import { windingUpFrom } from "../../app/domain/act/s44-winding-up";
import { atTime, startOfDay } from "../../app/domain/time/civil";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const year = { startsOn: "2026-12-01" as const, sunsetAt: startOfDay("2027-12-01") };
const short = { startsOn: "2026-12-01" as const, sunsetAt: startOfDay("2027-03-01") };
const facts: RenewalFacts = {
  ...year,
  opensAt: atTime("2027-09-01", 8, 0),
  closesAt: atTime("2027-09-08", 21, 0),
  renewalsSoFar: 0,
  firstStartsOn: "2026-12-01",
  newTermMonths: 12,
};

describe("s43: renewal", () => {
  it("publishes that no vote, or none passed, means the end", () => {
    expect(s43.text[2]).toContain("the parish ends at its sunset");
    expect(s43.parameters.map(({ name, default: value, min, max }) => [name, value, min, max])).toEqual([
      ["renewals", 2, 0, 4],
      ["lifetimeMonths", 60, 12, 60],
    ]);
  });

  it("may open from 120 days before the sunset, or from half of a shorter term", () => {
    expect(renewalOpensAt(rules, year)).toEqual(startOfDay("2027-08-03"));
    expect(renewalOpensAt(rules, short)).toEqual(startOfDay("2027-01-15"));
  });

  it("must close before winding up begins", () => {
    expect(renewalClosesBy(rules, year)).toEqual(windingUpFrom(rules, year));
    const closes = renewalClosesBy(rules, year);
    expect(renewalRuling(rules, { ...facts, closesAt: closes }).holds).toBe(true);
    expect(renewalRuling(rules, { ...facts, closesAt: new Date(closes.getTime() + 1) }).holds).toBe(false);
  });

  it("may not open earlier", () => {
    const opens = renewalOpensAt(rules, year);
    expect(renewalRuling(rules, { ...facts, opensAt: opens }).holds).toBe(true);
    expect(renewalRuling(rules, { ...facts, opensAt: new Date(opens.getTime() - 1) }).sentence).toBe(
      "A renewal vote may open from Tuesday 3 August 2027 and not before.",
    );
  });

  it("is confirmed within 28 days or a sixth of the term, and never after the sunset", () => {
    expect([
      councilConfirmsWithin(rules, 90),
      councilConfirmsWithin(rules, 167),
      councilConfirmsWithin(rules, 168),
    ]).toEqual([15, 27, 28]);
    expect(councilConfirmsBy(rules, { ...year, closedAt: facts.closesAt })).toEqual(startOfDay("2027-10-07"));
    expect(councilConfirmsBy(rules, { ...year, closedAt: atTime("2027-11-20", 21, 0) })).toEqual(year.sunsetAt);
  });

  it("is refused after two renewals, or at all when the schedule says none", () => {
    expect(renewalRuling(rules, { ...facts, renewalsSoFar: 1 }).holds).toBe(true);
    expect(renewalRuling(rules, { ...facts, renewalsSoFar: 2 }).holds).toBe(false);
    expect(renewalRuling({ ...rules, parameters: { renewals: 0 } }, facts).sentence).toContain("allows no renewal");
  });

  it("may last for the lifetime exactly and no longer, and may be shorter than before", () => {
    const two = { ...rules, parameters: { lifetimeMonths: 24 } };
    expect(renewalRuling(two, facts).holds).toBe(true);
    expect(renewalRuling(two, { ...facts, newTermMonths: 13 }).wouldChange).toBe(
      "Choose a term that ends by Friday 1 December 2028.",
    );
    expect(renewalRuling(two, { ...facts, newTermMonths: 3 }).holds).toBe(true);
  });
});
