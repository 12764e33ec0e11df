import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import {
  noNewCommitmentsRuling,
  noNewVotesRuling,
  s44,
  windingUpDaysOf,
  windingUpFrom,
} from "../../app/domain/act/s44-winding-up";
import { startOfDay } from "../../app/domain/time/civil";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const term = { startsOn: "2026-12-01" as const, sunsetAt: startOfDay("2027-03-01") };

describe("s44: winding up", () => {
  it("publishes that a renewed parish does not wind up", () => {
    expect(s44.text[3]).toBe("A parish that has been renewed does not wind up.");
  });

  it("takes 28 days, or a sixth of a shorter term, rounded down", () => {
    expect([windingUpDaysOf(rules, 90), windingUpDaysOf(rules, 167), windingUpDaysOf(rules, 365)]).toEqual([
      15, 27, 28,
    ]);
    expect(windingUpDaysOf({ ...rules, parameters: { windingUpDays: 7 } }, 90)).toBe(7);
  });

  it("begins at the start of a day, across the change of the clocks too", () => {
    expect(windingUpFrom(rules, term)).toEqual(startOfDay("2027-02-14"));
    expect(windingUpFrom(rules, { startsOn: "2026-04-10", sunsetAt: startOfDay("2027-04-10") }).toISOString()).toBe(
      "2027-03-13T00:00:00.000Z",
    );
  });

  it("opens no vote and promises nothing new from its first instant on", () => {
    const from = windingUpFrom(rules, term);
    for (const ruling of [noNewVotesRuling, noNewCommitmentsRuling]) {
      expect(ruling(rules, { ...term, now: new Date(from.getTime() - 1) }).holds).toBe(true);
      expect(ruling(rules, { ...term, now: from })).toMatchObject({ holds: false, outcome: "winding_up" });
    }
    expect(noNewVotesRuling(rules, { ...term, now: from }).sentence).toBe(
      "This parish has been winding up since Sunday 14 February 2027 and its powers last until midnight at the start of Monday 1 March 2027. No new vote may open.",
    );
  });

  it("does not touch a parish that has been renewed", () => {
    const last = new Date(term.sunsetAt.getTime() - 1);
    expect(noNewVotesRuling(rules, { ...term, now: last, isRenewed: true })).toMatchObject({
      holds: true,
      sections: ["s44", "s43"],
    });
  });
});

describe("s44: as it stands in the Act", () => {
  it("is section 44, in part 7", () => {
    expect(s44).toMatchObject({ id: "s44", number: 44, part: 7 });
  });

  it("lets a council set windingUpDays from 7 to 90", () => {
    expect(s44.parameters).toMatchObject([{ name: "windingUpDays", default: 28, min: 7, max: 90, unit: "days" }]);
  });
});
