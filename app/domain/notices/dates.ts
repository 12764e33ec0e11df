import { trialWarningDays } from "../act/s15-trial-powers";
import { addDays, addElapsed, atTime, type CivilDate, civilDateOf, daysBetween } from "../time/civil";

/**
 * When notices are written that follow from the calendar alone. All of it is clock time in London, so a letter of 8am comes at 8am
 * before and after the clocks change.
 */

/** When letters that nobody waits for are written: early enough for the day, late enough not to wake anybody. */
const morningHour = 8;

/**
 * How many days before a sunset its parish is told: a season ahead, while a renewal vote can still be planned; two months and one
 * month ahead, while a proposal can still be decided; and a week ahead, to take leave.
 */
export const sunsetNoticeDays = [90, 60, 30, 7] as const;

const fortnightDays = 14;
/** A Monday from which fortnights are counted, the same for every parish and for good. */
const firstBriefingDay: CivilDate = "2026-01-05";
/** A briefing that is this late is left out: the next one is nearer than the last. */
const briefingKeepsDays = 7;

/** From when people are told that a vote closes within a day; null for a vote that is open for a day or less. */
export function closingSoonAt(vote: { opensAt: Date; closesAt: Date }): Date | null {
  const at = addElapsed(vote.closesAt, { days: -1 });
  return at > vote.opensAt ? at : null;
}

/**
 * Which of the days before a sunset has come: the latest one, because after a pause the earlier ones are no longer true.
 * Null before the first of them, from the sunset on, and when the parish began later than that day.
 */
export function sunsetNoticeDue(parish: { activeFromAt: Date; sunsetAt: Date }, now: Date): number | null {
  if (now >= parish.sunsetAt) return null;
  const come = sunsetNoticeDays.filter((days) => {
    const at = atTime(addDays(civilDateOf(parish.sunsetAt), -days), morningHour, 0);
    return at <= now && at >= parish.activeFromAt;
  });
  return come.at(-1) ?? null;
}

/**
 * Which of the days before the end of a trial has come (section 15): the latest one. Null before the first of them, from the end on, and when the
 * power was given later than that day.
 */
export function trialNoticeDue(trial: { grantedFrom: Date; endsAt: Date }, now: Date): number | null {
  if (now >= trial.endsAt) return null;
  const come = trialWarningDays.filter((days) => {
    const at = atTime(addDays(civilDateOf(trial.endsAt), -days), morningHour, 0);
    return at <= now && at >= trial.grantedFrom;
  });
  return come.at(-1) ?? null;
}

/** The last 8am at or before an instant. */
export function lastMorning(now: Date): Date {
  const today = civilDateOf(now);
  const morning = atTime(today, morningHour, 0);
  return morning <= now ? morning : atTime(addDays(today, -1), morningHour, 0);
}

/** A fortnight that a briefing tells of, and until when its letter is worth sending. */
export interface Fortnight {
  /** The Monday of the briefing. */
  day: CivilDate;
  from: Date;
  to: Date;
  until: Date;
}

/** The fortnight that ended last, at 8am on its Monday. */
export function lastFortnight(now: Date): Fortnight {
  const morning = civilDateOf(lastMorning(now));
  const since = daysBetween(firstBriefingDay, morning) % fortnightDays;
  return fortnightTo(addDays(morning, since < 0 ? -since - fortnightDays : -since));
}

/** The fourteen days up to an instant, for the page that shows them as they stand. */
export function fortnightUpTo(now: Date): Pick<Fortnight, "from" | "to"> {
  return { from: addElapsed(now, { days: -fortnightDays }), to: now };
}

/** The end of the fourteen days after an instant: what a briefing calls coming. */
export function fortnightAfter(now: Date): Date {
  return addElapsed(now, { days: fortnightDays });
}

function fortnightTo(day: CivilDate): Fortnight {
  const at = (date: CivilDate) => atTime(date, morningHour, 0);
  return { day, from: at(addDays(day, -fortnightDays)), to: at(day), until: at(addDays(day, briefingKeepsDays)) };
}
