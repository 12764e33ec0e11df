import type { Rules, Ruling } from "~/domain/act/ruling";
import { type Term, termDaysOf } from "~/domain/act/s40-expiry";
import { type LastSafeDay, lastSafeDay } from "~/domain/act/s41-last-safe-day";
import { midTermAt } from "~/domain/act/s42-mid-term-review";
import { renewalClosesBy, renewalOpensAt } from "~/domain/act/s43-renewal";
import { windingUpDaysOf, windingUpFrom } from "~/domain/act/s44-winding-up";
import { civilDateOf, daysBetween, startOfDay } from "~/domain/time/civil";
import { dayInWords, inDays, people, shortDay, whenInWords } from "~/domain/time/words";
import { fromDateColumn } from "../persistence/db";
import type { FoundParish } from "./find-parish";
import { type PlannableVote, plannableVotes } from "./get-vote-plan";

export interface SunsetDate {
  key: string;
  name: string;
  at: string;
  words: string;
  /** How the date follows from the Act, in one sentence. */
  how: string;
  section: `s${number}`;
  hasPassed: boolean;
  /** "in 6 days", "3 days ago". */
  away: string;
}

export interface SafeDayRow {
  key: string;
  /** "Ordinary, the parish decides (tier A)". */
  name: string;
  openBy: string;
  noticeBy: string;
  hasPassed: boolean;
  ruling: Ruling;
}

export interface Sunset {
  /** What the dial is drawn from. */
  dial: {
    startsAt: string;
    sunsetAt: string;
    now: string;
    milestones: { at: string; name: string; words: string }[];
    hasEnded: boolean;
    daysLeft: number;
    startWords: string;
    sunsetWords: string;
  };
  dates: SunsetDate[];
  safeDays: SafeDayRow[];
  /** What is to be known about renewal while it comes into question; empty before and after. */
  renewal: string;
  /** The one safe day to show in short: an ordinary vote that the council must answer. */
  lastSafeDay: { words: string; hasPassed: boolean } | null;
  sunsetWords: string;
}

/**
 * Every date of Part 7 for one parish at an instant, with its arithmetic, and what the dial is drawn from.
 * Answers null until residents have approved the charter: before that no sunset is known.
 */
export function sunsetOfParish(found: FoundParish, now: Date): Sunset | null {
  const { term, runningTerm, rules } = found;
  const { activeFromAt, nextTermStartsOn } = found.row;
  if (!term || !runningTerm || !rules || !activeFromAt) return null;
  const newTermOn = nextTermStartsOn && fromDateColumn(nextTermStartsOn);
  const isSecondTerm = term.startsOn === newTermOn;
  const startsAt = isSecondTerm ? startOfDay(term.startsOn) : activeFromAt;
  const termDays = termDaysOf(term);
  const hasEnded = now >= term.sunsetAt;
  const isHere = civilDateOf(now);
  const day = (at: Date) => dayInWords(at);
  const shared = (at: Date) => ({
    at: at.toISOString(),
    words: day(at),
    hasPassed: now >= at,
    away: inDays(now, at),
  });
  const midTerm = midTermAt(startOfDay(runningTerm.startsOn), runningTerm.sunsetAt);
  const runningDays = termDaysOf(runningTerm);
  const renewalFrom = renewalOpensAt(rules, term);
  const renewalUntil = renewalClosesBy(rules, term);
  const windingUp = windingUpFrom(rules, term);
  const safe = plannableVotes.filter(({ isHall }) => !isHall).map((planned) => safeDayRow(rules, term, planned, now));
  const ordinary = lastSafeDay(rules, { ...term, class: "ordinary", tier: "B" });
  const safeAt = ordinary.lastOpeningDay ? startOfDay(ordinary.lastOpeningDay) : null;

  const dates: SunsetDate[] = [
    {
      key: "start",
      name: isSecondTerm ? "The new term started" : now < activeFromAt ? "The parish starts" : "The parish started",
      section: isSecondTerm ? "s43" : "s11",
      how: isSecondTerm
        ? `The day of the sunset that the renewal put off. The new term is ${people(termDays, "day", "days")}.`
        : `The later of the start in the charter and the day residents approved it. The term is ${people(found.row.termMonths ?? 0, "month", "months")}, which is ${people(runningDays, "day", "days")}.`,
      ...shared(startsAt),
    },
    {
      key: "mid-term",
      name: "Mid-term review",
      section: "s42",
      how: `Half of ${people(runningDays, "day", "days")}, rounded down, after the start.`,
      ...shared(midTerm),
    },
    ...(newTermOn && !isSecondTerm
      ? [
          {
            key: "new-term",
            name: "The new term begins",
            section: "s43" as const,
            how: "Residents renewed the parish, so the sun does not set on this day. Powers that the council has not confirmed end.",
            ...shared(startOfDay(newTermOn)),
          },
        ]
      : []),
    ...(safeAt
      ? [
          {
            key: "safe",
            name: "Last safe day to open a vote that the council must answer",
            section: "s41" as const,
            how: ordinary.ruling.figures.at(-2)?.how ?? ordinary.ruling.sentence,
            ...shared(safeAt),
          },
        ]
      : []),
    {
      key: "renewal-opens",
      name: "A renewal vote may open",
      section: "s43",
      how: `${people(daysBetween(civilDateOf(renewalFrom), civilDateOf(term.sunsetAt)), "day", "days")} before the sunset. Without such a vote the parish ends.`,
      ...shared(renewalFrom),
    },
    {
      key: "winding-up",
      name: "Winding up begins",
      section: "s44",
      how: `${people(windingUpDaysOf(rules, termDays), "day", "days")} before the sunset: no new votes and no new commitments. A renewal vote must have closed by then (${day(renewalUntil)}).`,
      ...shared(windingUp),
    },
    {
      key: "sunset",
      name: "Sunset",
      section: "s40",
      how: `The start of this day is the end of the term. At that instant every power ends; the record stays readable.`,
      ...shared(term.sunsetAt),
    },
  ];
  dates.sort((one, other) => one.at.localeCompare(other.at));

  return {
    renewal: renewalWords(found, term, now),
    dates,
    safeDays: safe,
    lastSafeDay: safeAt ? { words: day(safeAt), hasPassed: now >= safeAt } : null,
    sunsetWords: whenInWords(term.sunsetAt),
    dial: {
      startsAt: startsAt.toISOString(),
      sunsetAt: term.sunsetAt.toISOString(),
      now: now.toISOString(),
      milestones: dates
        .filter((one) => one.key !== "start" && one.key !== "sunset")
        .map(({ at, name, words }) => ({ at, name, words })),
      hasEnded,
      daysLeft: hasEnded ? 0 : daysBetween(isHere, civilDateOf(term.sunsetAt)),
      startWords: shortDate(startsAt),
      sunsetWords: shortDate(term.sunsetAt),
    },
  };
}

/** Said from the day on which a renewal vote may open: without one the parish ends. */
function renewalWords({ state, rules }: FoundParish, term: Term, now: Date): string {
  if (!rules || state !== "active" || now < renewalOpensAt(rules, term)) return "";
  return `A vote on renewal may be held now. Without one that passes before ${dayInWords(renewalClosesBy(rules, term))}, the parish ends ${whenInWords(term.sunsetAt)}.`;
}

function shortDate(at: Date): string {
  return shortDay(at);
}

function safeDayRow(rules: Rules, term: Term, planned: PlannableVote, now: Date): SafeDayRow {
  const safe: LastSafeDay = lastSafeDay(rules, { ...term, class: planned.class, tier: planned.tier });
  return {
    key: planned.key,
    name: planned.name,
    openBy: safe.lastOpeningDay ? dayInWords(safe.lastOpeningDay) : "No day in this term",
    noticeBy: safe.lastNoticeDay ? dayInWords(safe.lastNoticeDay) : "No day in this term",
    hasPassed: safe.lastNoticeDay ? now >= startOfDay(safe.lastNoticeDay) : true,
    ruling: safe.ruling,
  };
}
