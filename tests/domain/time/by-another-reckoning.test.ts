import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actInForce } from "../../../app/domain/act/act-in-force";
import { gatheringEnds } from "../../../app/domain/act/s08-supporters";
import { sunsetOf } from "../../../app/domain/act/s11-term";
import { secondingEnds } from "../../../app/domain/act/s20-seconders";
import { deliberationEndsEarliest, noticeBy } from "../../../app/domain/act/s22-deliberation";
import { closingInstant, openingInstant } from "../../../app/domain/act/s25-window";
import { mayBePutAgainAt } from "../../../app/domain/act/s30-participation-floor";
import { acknowledgeBy, answerDue, datedBy } from "../../../app/domain/act/s34-clock";
import { windingUpFrom } from "../../../app/domain/act/s44-winding-up";
import {
  addDays,
  addElapsed,
  addMonths,
  atTime,
  type CivilDate,
  civilDateOf,
  endOfDay,
  startOfDay,
} from "../../../app/domain/time/civil";
import { clearDaysBetween, earliestEventDay, lastNoticeDay, maySitOn } from "../../../app/domain/time/clear-days";
import { addWorkingDays, bankHolidayName, isWorkingDay } from "../../../app/domain/time/working-days";

/*
 * The calendar once more, by other means: days are numbers of UTC days, weekdays and months those of Date, London's
 * clocks those of Intl. Nothing here calls what it checks to find out what to expect.
 */

const dayMs = 86_400_000;
const hourMs = 3_600_000;

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / dayMs;
const dayOf = (count: number) => new Date(count * dayMs).toISOString().slice(0, 10) as CivilDate;
/** 0 is Sunday. */
const weekday = (count: number) => new Date(count * dayMs).getUTCDay();
const dateOf = (year: number, month: number, day: number) => Date.UTC(year, month - 1, day) / dayMs;

const firstDay = dayNumber("2021-01-01");
const lastDay = dayNumber("2036-12-31");
const days = fc.integer({ min: firstDay, max: lastDay }).map(dayOf);

/** What a clock on a London wall shows, by Intl. */
function wall(instant: Date): string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Europe/London",
    dateStyle: "short",
    timeStyle: "medium",
  });
  return format.format(instant);
}

/** Easter Sunday by the method of Gauss, with the two exceptions that it needs. */
function easterByGauss(year: number): number {
  const century = Math.floor(year / 100);
  const moon = (15 + century - Math.floor((13 + 8 * century) / 25) - Math.floor(century / 4)) % 30;
  const week = (4 + century - Math.floor(century / 4)) % 7;
  const full = (19 * (year % 19) + moon) % 30;
  const sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * full + week) % 7;
  const late = full + sunday;
  if (full === 29 && sunday === 6) return dateOf(year, 4, 19);
  if (full === 28 && sunday === 6 && (11 * moon + 11) % 30 < 19) return dateOf(year, 4, 18);
  return dateOf(year, 3, 22) + late;
}

/**
 * The bank holidays of a year by the rules as GOV.UK describes them: eight, those at a weekend kept on the next weekday
 * that is free, and what proclamations have added or moved since 2020.
 */
function bankHolidaysOf(year: number): Set<number> {
  const mondays = (month: number) =>
    Array.from({ length: 31 }, (_, day) => dateOf(year, month, day + 1)).filter((day) => weekday(day) === 1);
  const easter = easterByGauss(year);
  const early = mondays(5)[0] as number;
  const spring = mondays(5).at(-1) as number;
  const summer = mondays(8).at(-1) as number;
  const holidays = new Set([easter - 2, easter + 1, early, spring, summer]);
  const fixed = [dateOf(year, 1, 1), dateOf(year, 12, 25), dateOf(year, 12, 26)];
  // Those on a weekday keep their day; only then do those at a weekend look for a free one.
  for (const day of fixed.filter((one) => weekday(one) % 6 !== 0)) holidays.add(day);
  for (const day of fixed.filter((one) => weekday(one) % 6 === 0)) {
    let substitute = day;
    while (weekday(substitute) % 6 === 0 || holidays.has(substitute)) substitute += 1;
    holidays.add(substitute);
  }
  const added: Record<number, string[]> = {
    2020: ["05-08"],
    2022: ["06-02", "06-03", "09-19"],
    2023: ["05-08"],
  };
  if (year === 2020) holidays.delete(early);
  if (year === 2022) holidays.delete(spring);
  for (const day of added[year] ?? []) holidays.add(dayNumber(`${year}-${day}`));
  return holidays;
}

const allHolidays = new Set<number>();
for (let year = 2020; year <= 2037; year += 1) for (const day of bankHolidaysOf(year)) allHolidays.add(day);

const isWorking = (count: number) => weekday(count) % 6 !== 0 && !allHolidays.has(count);

describe("bank holidays of England and Wales", () => {
  it("are the same by another computation on every day from 2020 to 2036", () => {
    for (let count = dayNumber("2020-01-01"); count <= lastDay; count += 1) {
      expect(bankHolidayName(dayOf(count)) !== null, dayOf(count)).toBe(allHolidays.has(count));
    }
  });

  it.each([
    [2029, ["01-01", "03-30", "04-02", "05-07", "05-28", "08-27", "12-25", "12-26"]],
    [2030, ["01-01", "04-19", "04-22", "05-06", "05-27", "08-26", "12-25", "12-26"]],
    [2031, ["01-01", "04-11", "04-14", "05-05", "05-26", "08-25", "12-25", "12-26"]],
  ])("fall in %i on the days worked out by hand", (year, expected) => {
    const found = [];
    for (let count = dateOf(year, 1, 1); count <= dateOf(year, 12, 31); count += 1) {
      if (bankHolidayName(dayOf(count)) !== null) found.push(dayOf(count).slice(5));
    }
    expect(found).toEqual(expected);
  });

  it("moved or added by proclamation are those of 2020, 2022 and 2023 and no others", () => {
    for (const day of ["2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"] as const) {
      expect(bankHolidayName(day), day).not.toBeNull();
    }
    for (const day of ["2020-05-04", "2022-05-30", "2021-09-19", "2024-05-08"] as const) {
      expect(bankHolidayName(day), day).toBeNull();
    }
  });
});

describe("working days", () => {
  it("are counted alike by another computation, forwards and backwards", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -40, max: 40 }), (from, n) => {
        let count = dayNumber(from);
        for (let left = Math.abs(n); left > 0; ) {
          count += Math.sign(n);
          if (isWorking(count)) left -= 1;
        }
        // Near the ends of the years that are checked there is nothing to compare with.
        fc.pre(count >= dayNumber("2020-01-01") && count <= dayNumber("2037-12-31"));
        expect(addWorkingDays(from, n)).toBe(dayOf(count));
        expect(isWorkingDay(from)).toBe(isWorking(dayNumber(from)));
      }),
    );
  });
});

describe("clear days", () => {
  it("are the whole days that lie strictly between, and lead to the first day on which a vote may open", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 60 }), (notice, clear) => {
        let event = dayNumber(notice) + 1;
        const between = () => {
          let count = 0;
          for (let day = dayNumber(notice) + 1; day < event; day += 1) count += 1;
          return count;
        };
        while (between() < clear || weekday(event) === 0 || allHolidays.has(event)) event += 1;
        expect(earliestEventDay(notice, clear)).toBe(dayOf(event));
        expect(clearDaysBetween(notice, dayOf(event))).toBe(between());
        expect(maySitOn(dayOf(event))).toBe(true);
        expect(dayNumber(lastNoticeDay(dayOf(event), clear))).toBe(event - clear - 1);
      }),
    );
  });
});

/** The Sundays on which London's clocks change: the last of March and the last of October. */
function clockChangesOf(year: number): { spring: CivilDate; autumn: CivilDate } {
  const lastSunday = (month: number) => {
    let day = dateOf(year, month, 31);
    while (weekday(day) !== 0) day -= 1;
    return dayOf(day);
  };
  return { spring: lastSunday(3), autumn: lastSunday(10) };
}

const years = Array.from({ length: 16 }, (_, index) => 2021 + index);

describe("the change of the clocks", () => {
  it.each(years)("in %i makes one day of 23 hours and one of 25, and none other", (year) => {
    const { spring, autumn } = clockChangesOf(year);
    for (let count = dateOf(year, 1, 1); count <= dateOf(year, 12, 31); count += 1) {
      const day = dayOf(count);
      const hours = (endOfDay(day).getTime() - startOfDay(day).getTime()) / hourMs;
      expect(hours, day).toBe(day === spring ? 23 : day === autumn ? 25 : 24);
    }
  });

  it("moves no time of a vote, and no time on the days around it", () => {
    const around = fc
      .record({
        year: fc.constantFrom(...years),
        isSpring: fc.boolean(),
        days: fc.integer({ min: -2, max: 2 }),
        after: fc.integer({ min: 0, max: 28 }),
        hour: fc.integer({ min: 3, max: 23 }),
        minute: fc.integer({ min: 0, max: 59 }),
      })
      .map(({ year, isSpring, days: by, ...rest }) => {
        const { spring, autumn } = clockChangesOf(year);
        return { day: dayOf(dayNumber(isSpring ? spring : autumn) + by), ...rest };
      });
    fc.assert(
      fc.property(around, ({ day, after, hour, minute }) => {
        const pad = (value: number) => String(value).padStart(2, "0");
        expect(wall(atTime(day, hour, minute))).toBe(`${day} ${pad(hour)}:${pad(minute)}:00`);
        const then = dayOf(dayNumber(day) + after);
        expect(wall(addElapsed(atTime(day, hour, minute), { days: after }))).toBe(
          `${then} ${pad(hour)}:${pad(minute)}:00`,
        );
        expect(wall(openingInstant(day))).toBe(`${day} 08:00:00`);
        expect(wall(closingInstant(actInForce, day))).toMatch(/ 21:00:00$/);
        const exact = addElapsed(atTime(day, hour, minute), { hours: after });
        expect(exact.getTime() - atTime(day, hour, minute).getTime()).toBe(after * hourMs);
      }),
    );
  });
});

describe("months", () => {
  const lastOfMonth = (year: number, month: number) => dateOf(year, month + 1, 1) - 1;
  const monthEnds = fc
    .record({ year: fc.integer({ min: 2021, max: 2036 }), month: fc.integer({ min: 1, max: 12 }), back: fc.nat(3) })
    .map(({ year, month, back }) => dayOf(lastOfMonth(year, month) - back));

  /** Counted month by month on paper: the same number of the day, or the last day where there is none. */
  function monthsLater(day: CivilDate, count: number): CivilDate {
    let [year = 0, month = 0, dayOfMonth = 0] = day.split("-").map(Number);
    for (let left = count; left > 0; left -= 1) {
      month += 1;
      if (month === 13) [year, month] = [year + 1, 1];
    }
    dayOfMonth = Math.min(dayOfMonth, new Date(Date.UTC(year, month, 0)).getUTCDate());
    return dayOf(dateOf(year, month, dayOfMonth));
  }

  it("that begin at the end of one end no later than at the end of another", () => {
    fc.assert(
      fc.property(fc.oneof(monthEnds, days), fc.integer({ min: 0, max: 60 }), (day, count) => {
        const expected = monthsLater(day, count);
        expect(addMonths(day, count)).toBe(expected);
        expect(wall(sunsetOf(day, count))).toBe(`${expected} 00:00:00`);
        expect(wall(addElapsed(atTime(day, 12, 0), { months: count }))).toBe(`${expected} 12:00:00`);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ["2027-01-31", 1, "2027-02-28"],
    ["2028-01-31", 1, "2028-02-29"],
    ["2028-02-29", 3, "2028-05-29"],
    ["2028-02-29", 12, "2029-02-28"],
    ["2028-02-29", 48, "2032-02-29"],
    ["2027-08-31", 6, "2028-02-29"],
    ["2026-12-31", 24, "2028-12-31"],
  ] as const)("after %s, %i of them end on %s", (day, count, expected) => {
    expect(addMonths(day, count)).toBe(expected);
    expect(monthsLater(day, count)).toBe(expected);
  });

  it("know 29 February in leap years only", () => {
    for (const year of years) {
      const isLeap = year % 4 === 0;
      expect(addDays(`${year}-02-28` as CivilDate, 1)).toBe(isLeap ? `${year}-02-29` : `${year}-03-01`);
      expect(addDays(`${year}-03-01` as CivilDate, -1)).toBe(isLeap ? `${year}-02-29` : `${year}-02-28`);
    }
  });
});

describe("a deadline at the end of a day", () => {
  const instants = fc
    .integer({ min: firstDay * dayMs, max: lastDay * dayMs })
    .map((milliseconds) => new Date(milliseconds));

  /** Deadlines of the Act in force, each with the days that its section counts. */
  const deadlines: [name: string, of: (from: Date) => Date, days: number][] = [
    ["gathering", (from) => gatheringEnds(actInForce, from), 60],
    ["seconding", (from) => secondingEnds(actInForce, from), 28],
    ["deliberation", (from) => deliberationEndsEarliest(actInForce, from), 14],
    ["the time to give notice", (from) => noticeBy(actInForce, from), 74],
    ["the wait before a second vote", (from) => mayBePutAgainAt(from), 28],
    ["the time to say when", (from) => datedBy(actInForce, from), 30],
    ["the time to answer", (from) => answerDue(actInForce, { receivedAt: from }), 60],
  ];

  it.each(deadlines)(
    "of %s is the first instant of the next day in London, whatever the hour it began",
    (_, of, count) => {
      fc.assert(
        fc.property(instants, (from) => {
          const lastOfPeriod = dayOf(dayNumber(wall(from).slice(0, 10)) + count);
          const end = of(from);
          expect(wall(end)).toBe(`${dayOf(dayNumber(lastOfPeriod) + 1)} 00:00:00`);
          expect(wall(new Date(end.getTime() - 1))).toBe(`${lastOfPeriod} 23:59:59`);
          expect(civilDateOf(new Date(end.getTime() - 1))).toBe(lastOfPeriod);
        }),
      );
    },
  );

  it("in working days ends after the last of them", () => {
    fc.assert(
      fc.property(instants, (from) => {
        let count = dayNumber(wall(from).slice(0, 10));
        for (let left = 10; left > 0; ) {
          count += 1;
          if (isWorking(count)) left -= 1;
        }
        expect(wall(acknowledgeBy(actInForce, from))).toBe(`${dayOf(count + 1)} 00:00:00`);
      }),
    );
  });

  it("counted back from the sunset begins at the first instant of a day", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 3, max: 24 }), (startsOn, months) => {
        const sunsetAt = sunsetOf(startsOn, months);
        const term = dayNumber(wall(sunsetAt).slice(0, 10)) - dayNumber(startsOn);
        const before = Math.min(28, Math.floor(term / 6));
        const expected = dayOf(dayNumber(wall(sunsetAt).slice(0, 10)) - before);
        expect(wall(windingUpFrom(actInForce, { startsOn, sunsetAt }))).toBe(`${expected} 00:00:00`);
      }),
    );
  });
});
