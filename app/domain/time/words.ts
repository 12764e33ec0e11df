import type { CivilDate } from "./civil";
import { kept } from "./kept";
import { londonWallMs } from "./london";

/**
 * Dates, times and amounts in the words people use. Only Intl is needed, so pages may use it in the browser.
 */

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;
const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const minuteMs = 60_000;
const secondMs = 1000;

interface Wall {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
}

/** What calendar and clock on a London wall show. */
function wallOf(when: Date | CivilDate): Wall {
  if (typeof when === "string") {
    const [year, month, day] = [Number(when.slice(0, -6)), Number(when.slice(-5, -3)), Number(when.slice(-2))];
    return { year, month, day, hour: 0, minute: 0 };
  }
  const wall = new Date(londonWallMs(when));
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
  };
}

/** Days since an arbitrary day, to count calendar days without a clock. */
function dayNumber({ year, month, day }: Wall): number {
  return Date.UTC(year, month - 1, day) / dayMs;
}

function dayOfWall(wall: Wall): string {
  const weekday = weekdays[new Date(dayNumber(wall) * dayMs).getUTCDay()];
  return `${weekday} ${wall.day} ${months[wall.month - 1]} ${wall.year}`;
}

function timeOfWall({ hour, minute }: Wall): string {
  if (minute === 0 && hour === 0) return "midnight";
  if (minute === 0 && hour === 12) return "midday";
  const shown = hour % 12 === 0 ? 12 : hour % 12;
  const minutes = minute === 0 ? "" : `:${String(minute).padStart(2, "0")}`;
  return `${shown}${minutes}${hour < 12 ? "am" : "pm"}`;
}

/** A day in full: "Thursday 3 December 2026". */
export function dayInWords(when: Date | CivilDate): string {
  return dayOfWall(wallOf(when));
}

/** A day in short, for tables: "3 Dec 2026". */
export function shortDay(when: Date | CivilDate): string {
  const { day, month, year } = wallOf(when);
  return `${day} ${months[month - 1]?.slice(0, 3)} ${year}`;
}

/** What London clocks show: "9pm", "9:30pm", "midday", "midnight". */
export function timeInWords(instant: Date): string {
  return timeOfWall(wallOf(instant));
}

/** An instant in full: "Thursday 3 December 2026 at 9pm", "midnight at the start of Thursday 3 December 2026". */
export function instantInWords(instant: Date): string {
  const wall = wallOf(instant);
  const time = timeOfWall(wall);
  return time === "midnight" ? `midnight at the start of ${dayOfWall(wall)}` : `${dayOfWall(wall)} at ${time}`;
}

/** An instant inside a sentence, with its preposition: "on Thursday 3 December 2026 at 9pm", "at midnight at the start of…". */
export function whenInWords(instant: Date): string {
  const words = instantInWords(instant);
  return words.startsWith("midnight") ? `at ${words}` : `on ${words}`;
}

/** How far a day lies from today, in calendar days: "today", "tomorrow", "in 6 days", "3 days ago". */
export function inDays(now: Date | CivilDate, then: Date | CivilDate): string {
  const days = dayNumber(wallOf(then)) - dayNumber(wallOf(now));
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  if (days === -1) return "yesterday";
  return days > 0 ? `in ${number(days)} days` : `${number(-days)} days ago`;
}

/** A length of time in its two largest units, rounded down: "4 days 21 hours", "15 minutes", "40 seconds". */
export function durationInWords(ms: number): string {
  const left = Math.max(0, ms);
  const whole = (unitMs: number, withinMs = Number.POSITIVE_INFINITY) => Math.floor((left % withinMs) / unitMs);
  if (left >= dayMs) return joined([whole(dayMs), "day"], [whole(hourMs, dayMs), "hour"]);
  if (left >= hourMs) return joined([whole(hourMs), "hour"], [whole(minuteMs, hourMs), "minute"]);
  if (left >= minuteMs) return joined([whole(minuteMs), "minute"]);
  return joined([whole(secondMs), "second"]);
}

function joined(first: [number, string], second: [number, string] = [0, ""]): string {
  const words = ([count, unit]: [number, string]) => people(count, unit, `${unit}s`);
  return second[0] === 0 ? words(first) : `${words(first)} ${words(second)}`;
}

const numbers = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });
const written = kept((value: number) => numbers.format(value));

/** A number as it is read: "2,184", "37.5". */
export function number(value: number): string {
  return written(value);
}

/** A count of people, or of anything else: "1 person", "2,184 people", "3 wards". */
export function people(count: number, singular = "person", plural = "people"): string {
  return `${number(count)} ${count === 1 ? singular : plural}`;
}

// Made once: making one takes far longer than using it.
const wholePounds = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const poundsAndPence = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** An amount of money given in pence: "£4,200", "£11.10". */
export function pounds(pence: number): string {
  const amount = (pence % 100 === 0 ? wholePounds : poundsAndPence).format(Math.abs(pence) / 100);
  return `${pence < 0 ? "-" : ""}£${amount}`;
}

/** Several things in a sentence: "a, b and c". */
export function list(things: readonly string[]): string {
  if (things.length < 2) return things[0] ?? "";
  return `${things.slice(0, -1).join(", ")} and ${things[things.length - 1]}`;
}
