import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runningTermOn, type TermFacts, termOn } from "../../../app/domain/parish/term";
import { addDays, type CivilDate, startOfDay } from "../../../app/domain/time/civil";

const once: TermFacts = { startsOn: "2026-07-01", nextStartsOn: null, sunsetAt: startOfDay("2027-07-01") };
const renewed: TermFacts = { startsOn: "2026-07-01", nextStartsOn: "2027-07-01", sunsetAt: startOfDay("2028-01-01") };

describe("the term of a parish on a day", () => {
  it("is its only one while nothing has been renewed", () => {
    expect(termOn(once, "2027-06-30")).toEqual({ startsOn: "2026-07-01", sunsetAt: startOfDay("2027-07-01") });
    expect(runningTermOn(once, "2027-06-30")).toEqual(termOn(once, "2027-06-30"));
  });

  it("runs on to the new sunset until the old one, and is the new term from that day", () => {
    expect(termOn(renewed, "2027-06-30")).toEqual({ startsOn: "2026-07-01", sunsetAt: startOfDay("2028-01-01") });
    expect(runningTermOn(renewed, "2027-06-30").sunsetAt).toEqual(startOfDay("2027-07-01"));
    const next = { startsOn: "2027-07-01", sunsetAt: startOfDay("2028-01-01") };
    expect(termOn(renewed, "2027-07-01")).toEqual(next);
    expect(runningTermOn(renewed, "2027-07-01")).toEqual(next);
  });

  it("is the old one again when the people then voted to end the parish before the new one", () => {
    const ended: TermFacts = { ...renewed, sunsetAt: startOfDay("2027-06-01") };
    for (const today of ["2027-05-31", "2027-08-01"] as const) {
      expect(termOn(ended, today)).toEqual({ startsOn: "2026-07-01", sunsetAt: startOfDay("2027-06-01") });
      expect(runningTermOn(ended, today)).toEqual(termOn(ended, today));
    }
  });

  it("always ends at the last sunset, and the running one never after it", () => {
    const day = fc.integer({ min: 0, max: 800 }).map((days): CivilDate => addDays("2026-07-01", days));
    fc.assert(
      fc.property(day, fc.constantFrom(once, renewed), (today, facts) => {
        const term = termOn(facts, today);
        expect(term.sunsetAt).toEqual(facts.sunsetAt);
        const running = runningTermOn(facts, today);
        expect(running.startsOn).toBe(term.startsOn);
        expect(running.sunsetAt.getTime()).toBeLessThanOrEqual(term.sunsetAt.getTime());
      }),
    );
  });
});
