import { Temporal } from "temporal-polyfill";
import { kept } from "./kept";
import { londonOffsetMs, londonWallMs } from "./london";

/**
 * Civil time in London. An instant is a JavaScript Date; a day is a string such as `2026-12-03`.
 * A London day has 23 hours in March and 25 in October, so days and months are never counted in milliseconds.
 */

/** A day in the calendar of Europe/London, `YYYY-MM-DD`. */
export type CivilDate = `${number}-${number}-${number}`;

const london = "Europe/London";

/** The furthest year that a day may lie in: one beyond it could not be held by a Date once months are added. */
const lastYear = 9999;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Whole days since 1 January 1970. */
const dayNumber = kept((date: CivilDate): number => {
  const at = Date.parse(`${date}T00:00:00Z`) / dayMs;
  if (Number.isNaN(at)) throw new RangeError(`${date} is no day`);
  return at;
});

const dayOfNumber = kept((day: number) => new Date(day * dayMs).toISOString().split("T")[0] as CivilDate);

/** The day that is so many days after 1 January 1970; the part of a day does not count. */
function dayAt(days: number): CivilDate {
  return dayOfNumber(Math.floor(days));
}

function plain(date: CivilDate): Temporal.PlainDate {
  return Temporal.PlainDate.from(date);
}

function civil(date: Temporal.PlainDate): CivilDate {
  return date.toString() as CivilDate;
}

function zoned(instant: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(london);
}

function instantOf(moment: { epochMilliseconds: number }): Date {
  return new Date(moment.epochMilliseconds);
}

/** Whether a text is a real day written `YYYY-MM-DD`; refuses 2026-02-30. */
export function isCivilDate(text: string): text is CivilDate {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (year < 1 || year > lastYear || month < 1 || month > 12) return false;
  return day >= 1 && day <= Temporal.PlainYearMonth.from({ year, month }).daysInMonth;
}

/** The London day in which an instant falls. */
export function civilDateOf(instant: Date): CivilDate {
  return dayAt(londonWallMs(instant) / dayMs);
}

/** The first instant of a London day. */
export function startOfDay(date: CivilDate): Date {
  const midnight = dayNumber(date) * dayMs;
  // Clocks change at one in the morning of UTC, so what they showed an hour before that midnight they show at it.
  return new Date(midnight - londonOffsetMs(midnight - hourMs));
}

/** The end of a London day: the first instant of the next day, which is no longer part of it. */
export function endOfDay(date: CivilDate): Date {
  return startOfDay(addDays(date, 1));
}

/**
 * The instant at which London clocks show a time on a day.
 * A time skipped in March is read an hour later; a time that comes twice in October is the first of the two.
 */
export function atTime(date: CivilDate, hour: number, minute: number): Date {
  return instantOf(plain(date).toPlainDateTime({ hour, minute }).toZonedDateTime(london));
}

/** The day `days` days after a day (before it when negative). */
export function addDays(date: CivilDate, days: number): CivilDate {
  return dayAt(dayNumber(date) + days);
}

/** The same day of the month `months` months later, or the month's last day: 31 January and 1 month is 28 or 29 February. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  return civil(plain(date).add({ months }));
}

/** How many days `to` lies after `from`; negative when it lies before. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** The day of the week: 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: CivilDate): number {
  // 1 January 1970 was a Thursday.
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** Below 0 when `one` is the earlier day, above 0 when it is the later one, 0 when they are the same. */
export function compareDates(one: CivilDate, other: CivilDate): number {
  return Math.sign(dayNumber(one) - dayNumber(other));
}

/** A stretch of time. Months, weeks and days are those of the London calendar; hours and minutes are exact. */
export interface Elapsed {
  months?: number;
  weeks?: number;
  days?: number;
  hours?: number;
  minutes?: number;
}

/** The instant a stretch of time after another: 1 day after 9am is 9am, also over a change of the clocks. */
export function addElapsed(instant: Date, elapsed: Elapsed): Date {
  const { months = 0, weeks = 0, days = 0, hours = 0, minutes = 0 } = elapsed;
  return instantOf(zoned(instant).add({ months, weeks, days, hours, minutes }));
}

/**
 * The instant an ISO 8601 duration (`P30D`, `PT15M`) after another.
 * Answers null when the text is not a duration, is nothing or negative, or leads beyond the year 9999.
 */
export function advance(instant: Date, isoDuration: string): Date | null {
  try {
    const duration = Temporal.Duration.from(isoDuration);
    if (duration.sign !== 1) return null;
    const then = zoned(instant).add(duration);
    return then.year > lastYear ? null : instantOf(then);
  } catch (failure) {
    if (failure instanceof RangeError) return null;
    throw failure;
  }
}

/** What London clocks show at an instant. */
export function londonHour(instant: Date): { hour: number; minute: number } {
  const { hour, minute } = zoned(instant);
  return { hour, minute };
}
