import { addDays, type CivilDate } from "./civil";
import { dayInWords } from "./words";
import { bankHolidayName, isWorkingDay } from "./working-days";

/** A day that a count of working days passes over. */
export interface DayNotCounted {
  day: CivilDate;
  /** The name of the bank holiday; empty for a Saturday or Sunday. */
  holiday: string;
}

/** How working days were counted from a day on. */
export interface WorkingDayCount {
  /** The day after which counting begins. */
  from: CivilDate;
  /** Day 1 first. */
  counted: CivilDate[];
  /** What lies between, in order. */
  notCounted: DayNotCounted[];
}

/**
 * Counts working days after a day, one by one, and says which days it passes over. The last of them is the day that `addWorkingDays` answers.
 *
 * @param days how many, from 1
 */
export function countWorkingDays(from: CivilDate, days: number): WorkingDayCount {
  const count: WorkingDayCount = { from, counted: [], notCounted: [] };
  for (let day = addDays(from, 1); count.counted.length < days; day = addDays(day, 1)) {
    if (isWorkingDay(day)) count.counted.push(day);
    else count.notCounted.push({ day, holiday: bankHolidayName(day) ?? "" });
  }
  return count;
}

/** "Tuesday 3 November". */
function dayWithoutYear(day: CivilDate): string {
  return dayInWords(day).replace(/ \d+$/, "");
}

/**
 * The count as a clerk would say it: "Received on Tuesday 3 November 2026. Day 1 is Wednesday 4 November. Day 10 is Tuesday 17 November 2026. Not
 * counted: Saturday 7 November; Sunday 8 November; Saturday 14 November; Sunday 15 November." A bank holiday is said by its name.
 *
 * @param began what happened on the day after which counting begins: "Received on"
 */
export function workingDaysInWords({ from, counted, notCounted }: WorkingDayCount, began: string): string {
  const first = counted[0];
  const last = counted[counted.length - 1];
  if (!first || !last) return `${began} ${dayInWords(from)}.`;
  const lines = [`${began} ${dayInWords(from)}.`, `Day 1 is ${dayWithoutYear(first)}.`];
  if (counted.length > 1) lines.push(`Day ${counted.length} is ${dayInWords(last)}.`);
  const passed = notCounted.map(({ day, holiday }) =>
    holiday ? `${holiday} (${dayWithoutYear(day)})` : dayWithoutYear(day),
  );
  lines.push(passed.length === 0 ? "No day between is left out." : `Not counted: ${passed.join("; ")}.`);
  return lines.join(" ");
}
