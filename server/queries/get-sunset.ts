import type { Rules, Ruling } from "~/domain/act/ruling";
import type { ProposalClass } from "~/domain/act/s02-interpretation";
import type { Tier } from "~/domain/act/s13-tiers";
import { type Term, termDaysOf } from "~/domain/act/s40-expiry";
import { type LastSafeDay, lastSafeDay } from "~/domain/act/s41-last-safe-day";
import { midTermAt } from "~/domain/act/s42-mid-term-review";
import { renewalClosesBy, renewalOpensAt } from "~/domain/act/s43-renewal";
import { windingUpDaysOf, windingUpFrom } from "~/domain/act/s44-winding-up";
import { civilDateOf, daysBetween, startOfDay } from "~/domain/time/civil";
import { dayInWords, inDays, people, shortDay, whenInWords } from "~/domain/time/words";
import type { FoundParish } from "./find-parish";

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
  /** The one safe day to show in short: an ordinary vote that the council must answer. */
  lastSafeDay: { words: string; hasPassed: boolean } | null;
  sunsetWords: string;
}

const plannable: { class: ProposalClass; tier: Tier | null; name: string }[] = [
  { class: "ordinary", tier: "A", name: "The parish decides (tier A)" },
  { class: "spending", tier: "A", name: "The parish decides, and it costs money (tier A)" },
  { class: "ordinary", tier: "B", name: "The council must agree (tier B)" },
  { class: "spending", tier: "B", name: "The council must agree, and it costs money (tier B)" },
  { class: "advisory", tier: "C", name: "Advice to the council (tier C)" },
  { class: "charter", tier: null, name: "A vote on the charter, such as renewal" },
];

/**
 * Every date of Part 7 for one parish at an instant, with its arithmetic, and what the dial is drawn from.
 * Answers null until residents have approved the charter: before that no sunset is known.
 */
export function sunsetOfParish(found: FoundParish, now: Date): Sunset | null {
  const { term, rules } = found;
  const activeFromAt = found.row.activeFromAt;
  if (!term || !rules || !activeFromAt) return null;
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
  const midTerm = midTermAt(activeFromAt, term.sunsetAt);
  const renewalFrom = renewalOpensAt(rules, term);
  const renewalUntil = renewalClosesBy(rules, term);
  const windingUp = windingUpFrom(rules, term);
  const safe = plannable.map((planned) => safeDayRow(rules, term, planned, now));
  const ordinary = lastSafeDay(rules, { ...term, class: "ordinary", tier: "B" });
  const safeAt = ordinary.lastOpeningDay ? startOfDay(ordinary.lastOpeningDay) : null;

  const dates: SunsetDate[] = [
    {
      key: "start",
      name: "The parish started",
      section: "s11",
      how: `The later of the start in the charter and the day residents approved it. The term is ${people(found.row.termMonths ?? 0, "month", "months")}, which is ${people(termDays, "day", "days")}.`,
      ...shared(activeFromAt),
    },
    {
      key: "mid-term",
      name: "Mid-term review",
      section: "s42",
      how: `Half of ${people(termDays, "day", "days")} after the start.`,
      ...shared(midTerm),
    },
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
    dates,
    safeDays: safe,
    lastSafeDay: safeAt ? { words: day(safeAt), hasPassed: now >= safeAt } : null,
    sunsetWords: whenInWords(term.sunsetAt),
    dial: {
      startsAt: activeFromAt.toISOString(),
      sunsetAt: term.sunsetAt.toISOString(),
      now: now.toISOString(),
      milestones: dates
        .filter((one) => one.key !== "start" && one.key !== "sunset")
        .map(({ at, name, words }) => ({ at, name, words })),
      hasEnded,
      daysLeft: hasEnded ? 0 : daysBetween(isHere, civilDateOf(term.sunsetAt)),
      startWords: shortDate(activeFromAt),
      sunsetWords: shortDate(term.sunsetAt),
    },
  };
}

function shortDate(at: Date): string {
  return shortDay(at);
}

function safeDayRow(
  rules: Rules,
  term: Term,
  planned: { class: ProposalClass; tier: Tier | null; name: string },
  now: Date,
): SafeDayRow {
  const safe: LastSafeDay = lastSafeDay(rules, { ...term, class: planned.class, tier: planned.tier });
  return {
    key: `${planned.class} ${planned.tier ?? ""}`,
    name: planned.name,
    openBy: safe.lastOpeningDay ? dayInWords(safe.lastOpeningDay) : "No day in this term",
    noticeBy: safe.lastNoticeDay ? dayInWords(safe.lastNoticeDay) : "No day in this term",
    hasPassed: safe.lastNoticeDay ? now >= startOfDay(safe.lastNoticeDay) : true,
    ruling: safe.ruling,
  };
}
