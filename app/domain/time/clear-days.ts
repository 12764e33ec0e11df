import { addDays, type CivilDate, daysBetween, weekdayOf } from "./civil";
import { bankHolidayName } from "./working-days";

/**
 * Clear days are whole days between a notice and the event it announces: neither the day of the notice nor the day of
 * the event counts (Local Government Act 1972, Schedule 12, paragraph 15).
 */

const sunday = 7;

/** Whether a vote may open on a day: not on a Sunday nor on a bank holiday of England and Wales. */
export function maySitOn(date: CivilDate): boolean {
  return weekdayOf(date) !== sunday && bankHolidayName(date) === null;
}

/** The first day for an event after `clearDays` clear days' notice; never a Sunday or a bank holiday. */
export function earliestEventDay(noticeDate: CivilDate, clearDays: number): CivilDate {
  let day = addDays(noticeDate, clearDays + 1);
  while (!maySitOn(day)) day = addDays(day, 1);
  return day;
}

/** How many whole days lie between the day of a notice and the day of its event; 0 when there is none. */
export function clearDaysBetween(noticeDate: CivilDate, eventDate: CivilDate): number {
  return Math.max(0, daysBetween(noticeDate, eventDate) - 1);
}

/** The last day on which notice of an event can still be given. */
export function lastNoticeDay(eventDate: CivilDate, clearDays: number): CivilDate {
  return addDays(eventDate, -(clearDays + 1));
}
