import { addDays, type CivilDate, weekdayOf } from "./civil";

/**
 * Bank holidays of England and Wales, computed for any year rather than looked up.
 * Sources: Banking and Financial Dealings Act 1971, section 1 and Schedule 1; the yearly proclamations that add
 * New Year's Day and the early May holiday and move a holiday that falls at a weekend to the next working day.
 */

const saturday = 6;
const sunday = 7;

/** Days added or moved by royal proclamation for one year only. `null` means that the usual holiday was moved away. */
const proclaimed: Readonly<Record<string, string | null>> = {
  "2020-05-04": null,
  "2020-05-08": "Early May bank holiday (VE Day)",
  "2022-05-30": null,
  "2022-06-02": "Spring bank holiday",
  "2022-06-03": "Platinum Jubilee bank holiday",
  "2022-09-19": "Bank holiday for the State Funeral of Queen Elizabeth II",
  "2023-05-08": "Bank holiday for the coronation of King Charles III",
};

function dateOf(year: number, month: number, day: number): CivilDate {
  const pad = (value: number, length: number) => String(value).padStart(length, "0");
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as CivilDate;
}

/** Easter Sunday in the Gregorian calendar, by the method printed in Nature, 20 April 1876. */
function easterSunday(year: number): CivilDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const leapCenturies = Math.floor(century / 4);
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const fullMoon = (19 * golden + century - leapCenturies - moonShift + 15) % 30;
  const untilSunday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - fullMoon - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * fullMoon + 22 * untilSunday) / 451);
  const days = fullMoon + untilSunday - 7 * late + 114;
  return dateOf(year, Math.floor(days / 31), (days % 31) + 1);
}

function firstMondayFrom(date: CivilDate): CivilDate {
  return addDays(date, (8 - weekdayOf(date)) % 7);
}

function lastMondayUpTo(date: CivilDate): CivilDate {
  return addDays(date, 1 - weekdayOf(date));
}

/** Christmas Day and Boxing Day, each moved to the next free working day when it falls at a weekend. */
function christmas(year: number): [CivilDate, string][] {
  const christmasDay = dateOf(year, 12, 25);
  const boxingDay = dateOf(year, 12, 26);
  switch (weekdayOf(christmasDay)) {
    case 5:
      return [
        [christmasDay, "Christmas Day"],
        [dateOf(year, 12, 28), "Boxing Day (substitute day)"],
      ];
    case saturday:
      return [
        [dateOf(year, 12, 27), "Christmas Day (substitute day)"],
        [dateOf(year, 12, 28), "Boxing Day (substitute day)"],
      ];
    case sunday:
      return [
        [boxingDay, "Boxing Day"],
        [dateOf(year, 12, 27), "Christmas Day (substitute day)"],
      ];
    default:
      return [
        [christmasDay, "Christmas Day"],
        [boxingDay, "Boxing Day"],
      ];
  }
}

function newYear(year: number): [CivilDate, string] {
  const day = dateOf(year, 1, 1);
  return weekdayOf(day) < saturday
    ? [day, "New Year's Day"]
    : [firstMondayFrom(day), "New Year's Day (substitute day)"];
}

function holidaysOf(year: number): ReadonlyMap<string, string> {
  const easter = easterSunday(year);
  const holidays = new Map<string, string>([
    newYear(year),
    [addDays(easter, -2), "Good Friday"],
    [addDays(easter, 1), "Easter Monday"],
    [firstMondayFrom(dateOf(year, 5, 1)), "Early May bank holiday"],
    [lastMondayUpTo(dateOf(year, 5, 31)), "Spring bank holiday"],
    [lastMondayUpTo(dateOf(year, 8, 31)), "Summer bank holiday"],
    ...christmas(year),
  ]);
  for (const [date, name] of Object.entries(proclaimed)) {
    if (Number(date.slice(0, 4)) !== year) continue;
    if (name === null) holidays.delete(date);
    else holidays.set(date, name);
  }
  return holidays;
}

/** A year's holidays never change, so each year is computed once. */
const computed = new Map<number, ReadonlyMap<string, string>>();

/**
 * The name of the bank holiday of England and Wales on a day, or null when it is none.
 * A holiday at a weekend is named on its substitute day. Right for 2015 to 2040 as far as proclamations are known.
 */
export function bankHolidayName(date: CivilDate): string | null {
  const year = Number(date.slice(0, 4));
  let holidays = computed.get(year);
  if (!holidays) {
    holidays = holidaysOf(year);
    computed.set(year, holidays);
  }
  return holidays.get(date) ?? null;
}

/** Whether a day is neither Saturday, Sunday nor a bank holiday of England and Wales. */
export function isWorkingDay(date: CivilDate): boolean {
  return weekdayOf(date) < saturday && bankHolidayName(date) === null;
}

/** The `days`-th working day after a day: day 1 is the next working day. Counts back when negative; 0 is the day itself. */
export function addWorkingDays(date: CivilDate, days: number): CivilDate {
  const step = days < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(days); left > 0; ) {
    day = addDays(day, step);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}

/** How many working days lie after `from`, up to and including `to`; negative when `to` lies before `from`. */
export function workingDaysBetween(from: CivilDate, to: CivilDate): number {
  if (to < from) return -workingDaysBetween(to, from);
  let count = 0;
  for (let day = from; day < to; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) count += 1;
  }
  return count;
}
