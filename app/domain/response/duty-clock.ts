import type { Rules } from "../act/ruling";
import { lastDayBefore } from "../act/s34-clock";
import { escalatesAt } from "../act/s37-silence";
import { type CivilDate, civilDateOf, compareDates, daysBetween } from "../time/civil";
import { dayInWords, people } from "../time/words";
import { workingDaysBetween } from "../time/working-days";

/** The three things that a council does about a decision or a charter, in their order (section 34). */
export const dutySteps = ["acknowledge", "date", "answer"] as const;
export type DutyStep = (typeof dutySteps)[number];

/** What a council's duty stands on: its deadlines, and what was done about them when. */
export interface DutyFacts {
  acknowledgeBy: Date;
  dateBy: Date;
  answerBy: Date;
  acknowledgedAt: Date | null;
  datedAt: Date | null;
  answeredAt: Date | null;
  pauseFrom: Date | null;
  pauseUntil: Date | null;
}

/** How a duty stands at an instant. `escalated` is overdue and with the Commissioner. */
export type DutyStanding = "on_time" | "overdue" | "paused" | "escalated" | "answered";

/**
 * What the council owes next and by when: of all that is not done, what ends first. Once the answer is overdue it is the answer, since
 * nothing else would help any more. Null once it has answered.
 */
export function nextStep(duty: DutyFacts, now: Date): { step: DutyStep; by: Date } | null {
  if (duty.answeredAt) return null;
  const owed: { step: DutyStep; by: Date }[] = [{ step: "answer", by: duty.answerBy }];
  if (now >= duty.answerBy) return owed[0] ?? null;
  if (!duty.datedAt) owed.push({ step: "date", by: duty.dateBy });
  if (!duty.acknowledgedAt) owed.push({ step: "acknowledge", by: duty.acknowledgeBy });
  // On one day the earlier step of the three comes first, which is the later one pushed.
  return owed.reduce((first, one) => (one.by <= first.by ? one : first));
}

/** Whether the council's clock stands still at an instant. */
export function isPaused(duty: DutyFacts, now: Date): boolean {
  return duty.pauseFrom !== null && duty.pauseUntil !== null && duty.pauseFrom <= now && now < duty.pauseUntil;
}

/**
 * How a duty stands at an instant, by the clock alone: it is late from the first instant at which anything owed is late, and with
 * the Commissioner when the Act says so (section 37), whatever has run or not run.
 */
export function dutyStanding(rules: Rules, duty: DutyFacts, now: Date): DutyStanding {
  const next = nextStep(duty, now);
  if (!next) return "answered";
  if (now >= duty.answerBy && now >= escalatesAt(rules, duty.answerBy)) return "escalated";
  if (now >= next.by) return "overdue";
  return isPaused(duty, now) ? "paused" : "on_time";
}

/** A deadline in working days: "due in 6 working days", "due today", "9 working days late". `by` is its exclusive end. */
export function dueInWorkingDays(by: Date, now: Date): string {
  const lastDay = lastDayBefore(by);
  const today = civilDateOf(now);
  const order = compareDates(lastDay, today);
  if (order === 0) return "due today";
  const count = workingDaysBetween(today, lastDay);
  // A last day at a weekend may leave no working day between.
  if (count === 0) return order > 0 ? `due by ${dayInWords(lastDay)}` : `late since ${dayInWords(lastDay)}`;
  const days = people(Math.abs(count), "working day", "working days");
  return order > 0 ? `due in ${days}` : `${days} late`;
}

/** A promised day in plain days: "due in 6 days", "due today", "3 days late". */
export function dueInDays(dueOn: CivilDate, today: CivilDate): string {
  const count = daysBetween(today, dueOn);
  if (count === 0) return "due today";
  const days = people(Math.abs(count), "day", "days");
  return count > 0 ? `due in ${days}` : `${days} late`;
}
