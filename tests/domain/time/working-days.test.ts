import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, type CivilDate, weekdayOf } from "../../../app/domain/time/civil";
import {
  addWorkingDays,
  bankHolidayName,
  isWorkingDay,
  workingDaysBetween,
} from "../../../app/domain/time/working-days";

/** The list that GOV.UK publishes for England and Wales. */
const published: Record<number, string[]> = {
  2015: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
  2016: ["01-01", "03-25", "03-28", "05-02", "05-30", "08-29", "12-26", "12-27"],
  2017: ["01-02", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"],
  2018: ["01-01", "03-30", "04-02", "05-07", "05-28", "08-27", "12-25", "12-26"],
  2019: ["01-01", "04-19", "04-22", "05-06", "05-27", "08-26", "12-25", "12-26"],
  2020: ["01-01", "04-10", "04-13", "05-08", "05-25", "08-31", "12-25", "12-28"],
  2021: ["01-01", "04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28"],
  2022: ["01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26", "12-27"],
  2023: ["01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"],
  2024: ["01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"],
  2025: ["01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"],
  2026: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
  2027: ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"],
  2028: ["01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"],
};

/** Paschal full moons by golden number for 1900 to 2199, from the table of the Calendar (New Style) Act 1750. */
const paschalFullMoons = [
  "04-14",
  "04-03",
  "03-23",
  "04-11",
  "03-31",
  "04-18",
  "04-08",
  "03-28",
  "04-16",
  "04-05",
  "03-25",
  "04-13",
  "04-02",
  "03-22",
  "04-10",
  "03-30",
  "04-17",
  "04-07",
  "03-27",
];

function easterByTable(year: number): CivilDate {
  let day = addDays(`${year}-${paschalFullMoons[year % 19]}` as CivilDate, 1);
  while (weekdayOf(day) !== 7) day = addDays(day, 1);
  return day;
}

function daysOf(year: number): CivilDate[] {
  const all: CivilDate[] = [];
  for (let day = `${year}-01-01` as CivilDate; day < `${year + 1}`; day = addDays(day, 1)) all.push(day);
  return all;
}

const days = fc.integer({ min: 0, max: 26 * 365 }).map((n) => addDays("2015-01-01", n));

describe("bank holidays of England and Wales", () => {
  it.each(Object.keys(published).map(Number))("are those published for %i", (year) => {
    const found = daysOf(year).filter((day) => bankHolidayName(day) !== null);
    expect(found).toEqual(published[year]?.map((day) => `${year}-${day}`));
  });

  it("keep Easter by the table of the Calendar Act up to 2040", () => {
    for (let year = 2015; year <= 2040; year += 1) {
      const easter = easterByTable(year);
      expect(bankHolidayName(addDays(easter, -2))).toBe("Good Friday");
      expect(bankHolidayName(addDays(easter, 1))).toBe("Easter Monday");
    }
  });

  it("are eight weekdays in every year without a proclaimed extra", () => {
    for (let year = 2024; year <= 2040; year += 1) {
      const found = daysOf(year).filter((day) => bankHolidayName(day) !== null);
      expect(found).toHaveLength(8);
      expect(found.every((day) => weekdayOf(day) <= 5)).toBe(true);
    }
  });

  it("carry a name", () => {
    expect(bankHolidayName("2022-09-19")).toBe("Bank holiday for the State Funeral of Queen Elizabeth II");
    expect(bankHolidayName("2027-12-27")).toBe("Christmas Day (substitute day)");
    expect(bankHolidayName("2026-12-04")).toBeNull();
  });
});

describe("working days", () => {
  it("count from the next working day and skip the Christmas holidays", () => {
    expect(addWorkingDays("2026-12-23", 1)).toBe("2026-12-24");
    expect(addWorkingDays("2026-12-24", 1)).toBe("2026-12-29");
    expect(addWorkingDays("2026-12-18", 10)).toBe("2027-01-06");
    expect(addWorkingDays("2026-12-05", 1)).toBe("2026-12-07");
    expect(addWorkingDays("2026-12-05", 0)).toBe("2026-12-05");
  });

  it("between two days are those after the first, up to and including the second", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 400 }), (from, n) => {
        const to = addDays(from, n);
        const counted = Array.from({ length: n }, (_, i) => addDays(from, i + 1)).filter(isWorkingDay).length;
        expect(workingDaysBetween(from, to)).toBe(counted);
        expect(workingDaysBetween(to, from) + counted).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it("added and counted agree", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 60 }), (from, n) => {
        const to = addWorkingDays(from, n);
        expect(isWorkingDay(to)).toBe(true);
        expect(workingDaysBetween(from, to)).toBe(n);
      }),
      { numRuns: 60 },
    );
  });
});
