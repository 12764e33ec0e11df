import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { aliveRuling, s40, termDaysOf } from "../../app/domain/act/s40-expiry";
import { atTime, startOfDay } from "../../app/domain/time/civil";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const sunsetAt = startOfDay("2027-03-01");

describe("s40: the sunset", () => {
  it("publishes that a parish ends by itself and stays readable", () => {
    expect(s40.text[0]).toContain("ends at its sunset, by itself");
    expect(s40.text[2]).toContain("Its record stays open for everybody to read, for good.");
  });

  it("holds to the last millisecond before the sunset and is refused at it and after it", () => {
    const at = (ms: number) => aliveRuling(rules, { sunsetAt, now: new Date(sunsetAt.getTime() + ms) });
    expect([at(-1).holds, at(0).holds, at(1).holds]).toEqual([true, false, false]);
    expect(at(0)).toMatchObject({
      outcome: "expired",
      sections: ["s40"],
      sentence:
        "This parish has ended. Its powers lasted until midnight at the start of Monday 1 March 2027. Its record stays here to be read.",
    });
  });

  it("counts a term in whole London days, also across a change of the clocks", () => {
    expect(termDaysOf({ startsOn: "2026-12-01", sunsetAt })).toBe(90);
    expect(termDaysOf({ startsOn: "2026-12-01", sunsetAt: atTime("2027-03-01", 15, 0) })).toBe(90);
    expect(termDaysOf({ startsOn: "2027-03-01", sunsetAt: startOfDay("2027-04-01") })).toBe(31);
  });
});

describe("s40: as it stands in the Act", () => {
  it("is section 40, in part 7", () => {
    expect(s40).toMatchObject({ id: "s40", number: 40, part: 7 });
  });
});
