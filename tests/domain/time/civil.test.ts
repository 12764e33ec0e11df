import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addElapsed,
  addMonths,
  advance,
  atTime,
  type CivilDate,
  civilDateOf,
  compareDates,
  daysBetween,
  endOfDay,
  isCivilDate,
  londonHour,
  startOfDay,
  weekdayOf,
} from "../../../app/domain/time/civil";

const dayMs = 86_400_000;

/** What Intl says London walls show: an independent witness to the library behind civil.ts. */
function wallByIntl(instant: Date): { date: string; hour: number; minute: number } {
  const text = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Europe/London",
    dateStyle: "short",
    timeStyle: "short",
  }).format(instant);
  const [date = "", time = ""] = text.split(" ");
  const [hour, minute] = time.split(":").map(Number);
  return { date, hour: hour ?? Number.NaN, minute: minute ?? Number.NaN };
}

const instants = fc
  .integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2040, 11, 31) })
  .map((milliseconds) => new Date(milliseconds));
const days = fc
  .integer({ min: 0, max: 26 * 365 })
  .map((n) => new Date(Date.UTC(2015, 0, 1) + n * dayMs).toISOString().slice(0, 10) as CivilDate);

describe("civil days in London", () => {
  it("names the day and the time that London clocks show", () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const wall = wallByIntl(instant);
        expect(civilDateOf(instant)).toBe(wall.date);
        expect(londonHour(instant)).toEqual({ hour: wall.hour, minute: wall.minute });
      }),
    );
  });

  it("starts a day at its first instant and ends it at the first instant of the next", () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(civilDateOf(startOfDay(day))).toBe(day);
        expect(civilDateOf(new Date(startOfDay(day).getTime() - 1))).toBe(addDays(day, -1));
        expect(endOfDay(day)).toEqual(startOfDay(addDays(day, 1)));
      }),
    );
  });

  it.each(["0001-01-01", "0099-06-01", "0100-01-01", "1847-11-30", "1847-12-01", "1847-12-02"] as const)(
    "starts %s in its own year, before there was one time for the country too",
    (day) => {
      expect(civilDateOf(startOfDay(day))).toBe(day);
      const afterMidnightUtc = startOfDay(day).getTime() - Date.parse(`${day}T00:00:00Z`);
      expect([0, 75_000]).toContain(afterMidnightUtc);
    },
  );

  it("counts days as a calendar does, whatever the clocks do", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -4000, max: 4000 }), (day, n) => {
        const byUtc = new Date(Date.parse(day) + n * dayMs).toISOString().slice(0, 10);
        expect(addDays(day, n)).toBe(byUtc);
        expect(daysBetween(day, byUtc as CivilDate)).toBe(n);
        expect(Math.sign(compareDates(byUtc as CivilDate, day))).toBe(Math.sign(n));
        expect(weekdayOf(day)).toBe(new Date(Date.parse(day)).getUTCDay() || 7);
      }),
    );
  });

  it("gives the day of the March change 23 hours and the day of the October change 25", () => {
    const hours = (day: CivilDate) => (endOfDay(day).getTime() - startOfDay(day).getTime()) / 3_600_000;
    expect(hours("2026-03-29")).toBe(23);
    expect(hours("2026-10-25")).toBe(25);
    expect(hours("2026-10-26")).toBe(24);
  });

  it("keeps the hour over both changes of the clocks when a day is added", () => {
    expect(addElapsed(new Date("2026-03-28T09:00:00Z"), { days: 1 })).toEqual(new Date("2026-03-29T08:00:00Z"));
    expect(addElapsed(new Date("2026-10-24T08:00:00Z"), { days: 1 })).toEqual(new Date("2026-10-25T09:00:00Z"));
    expect(addElapsed(new Date("2026-10-24T08:00:00Z"), { hours: 24 })).toEqual(new Date("2026-10-25T08:00:00Z"));
    expect(addElapsed(new Date("2026-10-24T23:30:00Z"), { minutes: 90 })).toEqual(new Date("2026-10-25T01:00:00Z"));
  });

  it("reads a time skipped in March an hour later and takes the first of a time that comes twice in October", () => {
    expect(atTime("2026-03-29", 1, 30)).toEqual(new Date("2026-03-29T01:30:00Z"));
    expect(londonHour(atTime("2026-03-29", 1, 30))).toEqual({ hour: 2, minute: 30 });
    expect(atTime("2026-10-25", 1, 30)).toEqual(new Date("2026-10-25T00:30:00Z"));
    expect(atTime("2026-07-01", 21, 0)).toEqual(new Date("2026-07-01T20:00:00Z"));
  });

  it("puts the same day of a shorter month on its last day", () => {
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonths("2028-01-31", 1)).toBe("2028-02-29");
    expect(addMonths("2028-02-29", 12)).toBe("2029-02-28");
    expect(addMonths("2026-10-31", 4)).toBe("2027-02-28");
    expect(addMonths("2026-11-30", 3)).toBe("2027-02-28");
    expect(addElapsed(new Date("2026-01-31T12:00:00Z"), { months: 1 })).toEqual(new Date("2026-02-28T12:00:00Z"));
  });

  it("adds months as a calendar does", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 60 }), (day, n) => {
        const [year = 0, month = 1, dayOfMonth = 1] = day.split("-").map(Number);
        const lastOfMonth = new Date(Date.UTC(year, month - 1 + n + 1, 0));
        const expected = new Date(
          Date.UTC(
            lastOfMonth.getUTCFullYear(),
            lastOfMonth.getUTCMonth(),
            Math.min(dayOfMonth, lastOfMonth.getUTCDate()),
          ),
        );
        expect(addMonths(day, n)).toBe(expected.toISOString().slice(0, 10));
      }),
    );
  });

  it("knows a real day from one that is not", () => {
    expect(isCivilDate("2028-02-29")).toBe(true);
    for (const text of [
      "2026-02-29",
      "2026-02-30",
      "2026-13-01",
      "2026-00-10",
      "2026-04-31",
      "2026-4-3",
      "0000-01-01",
    ]) {
      expect(isCivilDate(text)).toBe(false);
    }
    expect(isCivilDate("2026-12-03T10:00")).toBe(false);
    expect(isCivilDate("")).toBe(false);
    fc.assert(fc.property(days, (day) => isCivilDate(day)));
  });
});

describe("advancing by an ISO 8601 duration", () => {
  it("moves by days of the calendar and by exact minutes", () => {
    expect(advance(new Date("2026-03-20T12:00:00Z"), "P30D")).toEqual(new Date("2026-04-19T11:00:00Z"));
    expect(advance(new Date("2026-12-03T21:00:00Z"), "PT15M")).toEqual(new Date("2026-12-03T21:15:00Z"));
    expect(advance(new Date("2026-12-03T21:00:00Z"), "P1M")).toEqual(new Date("2027-01-03T21:00:00Z"));
  });

  it("answers null to what is no positive duration", () => {
    const now = new Date("2026-12-03T21:00:00Z");
    for (const text of [
      "",
      "P",
      "30 days",
      "P0D",
      "PT0S",
      "-P1D",
      "P1D ",
      "P99999Y",
      "P9999999999999D",
      "2026-12-03",
    ]) {
      expect(advance(now, text)).toBeNull();
    }
  });

  it("never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const then = advance(new Date("2026-12-03T21:00:00Z"), text);
        return then === null || then.getTime() > Date.parse("2026-12-03T21:00:00Z");
      }),
    );
  });
});
