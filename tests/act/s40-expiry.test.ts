import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { aliveRuling, earliestEnd, endingRuling, s40, termDaysOf } from "../../app/domain/act/s40-expiry";
import { atTime, startOfDay } from "../../app/domain/time/civil";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const sunsetAt = startOfDay("2027-03-01");

describe("s40: the sunset", () => {
  it("publishes that a parish ends by itself and stays readable", () => {
    expect(s40.text[0]).toContain("ends at its sunset, by itself");
    expect(s40.text[3]).toContain("Its record stays open for everybody to read, for good.");
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

describe("s40: an earlier end", () => {
  const facts = {
    startsOn: "2026-03-01",
    sunsetAt,
    closesAt: atTime("2026-09-14", 21, 0),
    windingUpDays: 28,
  } as const;

  it("leaves every day of winding up between the day of the vote and the end", () => {
    // 15 September to 12 October are 28 days.
    expect(earliestEnd(facts)).toBe("2026-10-13");
    expect(endingRuling(rules, { ...facts, endsOn: "2026-10-12" })).toMatchObject({
      holds: false,
      sections: ["s40", "s44"],
      sentence: "A parish that ends on Monday 12 October 2026 would have too little time to hand over what it has.",
      wouldChange: "Choose a day from Tuesday 13 October 2026 on.",
    });
    expect(endingRuling(rules, { ...facts, endsOn: "2026-10-13" })).toMatchObject({
      holds: true,
      sentence: "The people of this parish may vote to end it on Tuesday 13 October 2026.",
    });
  });

  it("is sooner than the sunset, or no end at all", () => {
    expect(endingRuling(rules, { ...facts, endsOn: "2027-02-28" }).holds).toBe(true);
    expect(endingRuling(rules, { ...facts, endsOn: "2027-03-01" })).toMatchObject({
      holds: false,
      sentence: "This parish ends on Monday 1 March 2027 without any vote.",
    });
  });

  it("is refused when no such day is left, whatever day is asked for", () => {
    const late = { ...facts, closesAt: atTime("2027-01-31", 21, 0) };
    expect(earliestEnd(late)).toBe("2027-03-01");
    expect(endingRuling(rules, { ...late, endsOn: "2027-02-28" })).toMatchObject({
      holds: false,
      sentence: "There is no time left to end this parish sooner than its sunset.",
    });
    const justInTime = { ...facts, closesAt: atTime("2027-01-30", 21, 0) };
    expect(endingRuling(rules, { ...justInTime, endsOn: "2027-02-28" }).holds).toBe(true);
  });
});

describe("s40: as it stands in the Act", () => {
  it("is section 40, in part 7", () => {
    expect(s40).toMatchObject({ id: "s40", number: 40, part: 7 });
  });
});
