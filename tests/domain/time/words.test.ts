import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atTime, civilDateOf, daysBetween } from "../../../app/domain/time/civil";
import {
  dayInWords,
  durationInWords,
  inDays,
  instantInWords,
  list,
  number,
  people,
  pounds,
  shortDay,
  timeInWords,
  whenInWords,
} from "../../../app/domain/time/words";

describe("days and times in words", () => {
  it("name a day in full and in short", () => {
    expect(dayInWords("2026-12-03")).toBe("Thursday 3 December 2026");
    expect(dayInWords(new Date("2026-07-01T23:30:00Z"))).toBe("Thursday 2 July 2026");
    expect(shortDay("2026-12-03")).toBe("3 Dec 2026");
    expect(shortDay("2026-09-30")).toBe("30 Sep 2026");
  });

  it("name a time as people say it", () => {
    const at = (hour: number, minute: number) => timeInWords(atTime("2026-12-03", hour, minute));
    expect([at(21, 0), at(21, 30), at(0, 0), at(0, 5), at(12, 0), at(12, 1), at(9, 0)]).toEqual([
      "9pm",
      "9:30pm",
      "midnight",
      "12:05am",
      "midday",
      "12:01pm",
      "9am",
    ]);
  });

  it("name an instant so that midnight cannot be misread", () => {
    expect(instantInWords(atTime("2026-12-03", 21, 0))).toBe("Thursday 3 December 2026 at 9pm");
    expect(instantInWords(atTime("2026-07-03", 12, 0))).toBe("Friday 3 July 2026 at midday");
    expect(instantInWords(atTime("2026-12-03", 0, 0))).toBe("midnight at the start of Thursday 3 December 2026");
    expect(whenInWords(atTime("2026-12-03", 21, 0))).toBe("on Thursday 3 December 2026 at 9pm");
    expect(whenInWords(atTime("2026-12-03", 0, 0))).toBe("at midnight at the start of Thursday 3 December 2026");
  });

  it("count the distance of a day in calendar days of London", () => {
    expect(inDays(atTime("2026-12-03", 23, 59), atTime("2026-12-04", 0, 0))).toBe("tomorrow");
    expect(inDays("2026-12-03", "2026-12-03")).toBe("today");
    expect(inDays("2026-12-03", "2026-12-09")).toBe("in 6 days");
    expect(inDays("2026-12-03", "2026-12-02")).toBe("yesterday");
    expect(inDays("2026-12-03", "2026-11-30")).toBe("3 days ago");
    expect(inDays(atTime("2026-10-24", 12, 0), atTime("2026-10-26", 0, 30))).toBe("in 2 days");
  });

  it("agree with civil time on every distance", () => {
    const instants = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2040, 0, 1) }).map((ms) => new Date(ms));
    fc.assert(
      fc.property(instants, instants, (now, then) => {
        const days = daysBetween(civilDateOf(now), civilDateOf(then));
        if (days > 1) expect(inDays(now, then)).toBe(`in ${number(days)} days`);
      }),
    );
  });

  it("give a length of time in its two largest units", () => {
    const hour = 3_600_000;
    expect(durationInWords(117 * hour)).toBe("4 days 21 hours");
    expect(durationInWords(15 * 60_000)).toBe("15 minutes");
    expect(durationInWords(40_999)).toBe("40 seconds");
    expect(durationInWords(hour)).toBe("1 hour");
    expect(durationInWords(hour + 60_000)).toBe("1 hour 1 minute");
    expect(durationInWords(24 * hour)).toBe("1 day");
    expect(durationInWords(-5)).toBe("0 seconds");
  });
});

describe("amounts in words", () => {
  it("count people and other things", () => {
    expect(people(1)).toBe("1 person");
    expect(people(0)).toBe("0 people");
    expect(people(2184)).toBe("2,184 people");
    expect(people(2, "ward", "wards")).toBe("2 wards");
  });

  it("write money with pence only when there are some", () => {
    expect(pounds(420_000)).toBe("£4,200");
    expect(pounds(1110)).toBe("£11.10");
    expect(pounds(5)).toBe("£0.05");
    expect(pounds(0)).toBe("£0");
    expect(pounds(-5000)).toBe("-£50");
  });

  it("list things", () => {
    expect(list([])).toBe("");
    expect(list(["a"])).toBe("a");
    expect(list(["a", "b"])).toBe("a and b");
    expect(list(["a", "b", "c"])).toBe("a, b and c");
  });
});
