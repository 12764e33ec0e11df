import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { midTermAt, midTermReviewRuling, publishingReviewRuling, s42 } from "../../app/domain/act/s42-mid-term-review";
import { addDays, atTime, startOfDay } from "../../app/domain/time/civil";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const startsAt = startOfDay("2026-12-01");
const sunsetAt = startOfDay(addDays("2026-12-01", 91));

describe("s42: the review at half time", () => {
  it("publishes what the review says", () => {
    expect(s42.text[1]).toContain("what money was spent");
  });

  it("is at half of the term in whole days, rounded down, at the start of a day", () => {
    expect(midTermAt(startsAt, sunsetAt)).toEqual(startOfDay("2027-01-15"));
    expect(midTermAt(atTime("2026-12-01", 21, 0), sunsetAt)).toEqual(startOfDay("2027-01-15"));
    expect(midTermAt(startOfDay("2027-03-01"), startOfDay("2027-05-02"))).toEqual(startOfDay("2027-04-01"));
  });

  it("is not due before half time, due from it, and settled by publishing", () => {
    const due = midTermAt(startsAt, sunsetAt);
    const at = (now: Date, publishedAt: Date | null = null) =>
      midTermReviewRuling(rules, { startsAt, sunsetAt, publishedAt, now }).outcome;
    expect(midTermReviewRuling(rules, { startsAt, sunsetAt, publishedAt: null, now: due }).figures[0]?.how).toBe(
      "Half of the term of 91 days, rounded down, is 45 days after Tuesday 1 December 2026",
    );
    expect([at(new Date(due.getTime() - 1)), at(due), at(due, due)]).toEqual(["not_due", "due", "published"]);
  });
});

describe("s42: publishing the review", () => {
  it("is refused before half time, taken from it, and refused once it is published", () => {
    const due = midTermAt(startsAt, sunsetAt);
    const at = (now: Date, publishedAt: Date | null = null) =>
      publishingReviewRuling(rules, { startsAt, sunsetAt, publishedAt, now });
    expect(at(new Date(due.getTime() - 1))).toMatchObject({
      holds: false,
      outcome: "not_due",
      sections: ["s42"],
      sentence: "The review cannot be published before half of the term is over, on Friday 15 January 2027.",
    });
    expect(at(due).holds).toBe(true);
    expect(at(due, due)).toMatchObject({ holds: false, outcome: "published" });
  });
});

describe("s42: as it stands in the Act", () => {
  it("is section 42, in part 7", () => {
    expect(s42).toMatchObject({ id: "s42", number: 42, part: 7 });
  });
});
