import { addElapsed, atTime, endOfDay, isCivilDate, londonHour } from "./civil";
import { dayInWords, instantInWords, timeInWords } from "./words";

/** An instant that has passed, as somebody asked for it. */
export interface AsOf {
  at: Date;
  /** "Thursday 1 October 2026 at midday", "the end of Thursday 1 October 2026". */
  words: string;
  /** What is to be known about the time when the clocks changed; empty on any other day. */
  note: string;
}

const shape = /^(\d{4}-\d{2}-\d{2})(?:[T ]([01]\d|2[0-3]):([0-5]\d))?$/;

/**
 * Reads which instant a page is asked for: a day and a time in London, `2026-10-01T12:00`, or a day alone, which means its end. Of a time
 * that comes twice, when clocks go back, the earlier is meant.
 *
 * @returns what is wrong with the text, in one sentence, when it names no instant, or none that has passed
 */
export function readAsOf(text: string, now: Date): AsOf | { problem: string } {
  const [, date = "", hour, minute] = shape.exec(text.trim()) ?? [];
  if (!isCivilDate(date)) {
    return { problem: "Give a real day, such as 2026-10-01, or a day and a time, such as 2026-10-01 12:00." };
  }
  if (hour === undefined) {
    const end = endOfDay(date);
    if (end > now) return { problem: `${dayInWords(date)} is not over. Give an earlier day, or add a time.` };
    return { at: new Date(end.getTime() - 1), words: `the end of ${dayInWords(date)}`, note: "" };
  }
  const at = atTime(date, Number(hour), Number(minute));
  if (at > now) return { problem: "That time is still to come. Give a time that has passed." };
  return { at, words: instantInWords(at), note: noteOf(at, Number(hour)) };
}

function noteOf(at: Date, askedHour: number): string {
  if (londonHour(at).hour !== askedHour) {
    return `The clocks went forward that night and skipped the time that was asked for. This is ${timeInWords(at)}.`;
  }
  const anHourLater = addElapsed(at, { hours: 1 });
  return timeInWords(anHourLater) === timeInWords(at)
    ? `The clocks went back that night, so ${timeInWords(at)} came twice. This is the earlier.`
    : "";
}
