import { addMonths, type CivilDate, civilDateOf, compareDates, daysBetween, startOfDay } from "../time/civil";
import { number, people } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import type { Tier } from "./s13-tiers";
import { deliberationEndsEarliest } from "./s22-deliberation";
import { lastCertainNoticeDay } from "./s41-last-safe-day";
import { lifetimeMonths } from "./s43-renewal";
import { parameter, parameterValue, section } from "./section";

export const termMonths = parameter("termMonths", {
  default: 12,
  min: 3,
  max: 24,
  unit: "months",
  meaning: "How many months a parish lasts when its founders do not choose another term.",
  precedent:
    "The Act's own figure: one year holds every season and one council budget. Experimental traffic orders last at most 18 months (Road Traffic Regulation Act 1984, section 9).",
});

export const s11 = section({
  number: 11,
  part: 2,
  title: "The term",
  text: [
    "A parish lasts a whole number of months, from 3 to 24. The usual term here is {termMonths} months.",
    "It starts on the day its charter states. If it is approved later than that, it starts on the day it is approved.",
    "Its sunset is at the start of the day that comes that number of months after its first day. Where that month has no such day, it is the last day of the month.",
    "The sunset is fixed when the parish starts. Only a renewal (s43) can move it.",
    "A term is refused if nothing could be decided in it (s41) by the figures of the council's schedule.",
  ],
  parameters: [termMonths],
  resembles:
    "Experimental traffic orders under section 9 of the Road Traffic Regulation Act 1984, which end by themselves, and the five years for which a neighbourhood forum is designated.",
});

/** The term that is offered when founders do not choose another, in months. */
export function usualTermMonths(rules: Rules): number {
  return parameterValue(rules, termMonths);
}

/** A start from which a term of any length is at its shortest: it begins with a February and holds no 29 February. */
const shortestFrom: CivilDate = "2025-02-01";

/** The fewest days that a term of so many months may have, whenever it starts. */
export function shortestTermDays(months: number): number {
  return daysBetween(shortestFrom, addMonths(shortestFrom, months));
}

/**
 * Whether a term of so many months leaves time, whenever it starts, to put a proposal, argue about it, give notice of
 * its vote and hold it, and for the council to answer where the tier asks for that, all before the sunset.
 */
export function hasTimeForProposal(rules: Rules, facts: { termMonths: number; tier: Tier }): boolean {
  const argued = civilDateOf(deliberationEndsEarliest(rules, startOfDay(shortestFrom)));
  const firstNoticeDay = daysBetween(shortestFrom, argued) + 1;
  const termDays = shortestTermDays(facts.termMonths);
  return lastCertainNoticeDay(rules, { class: "ordinary", tier: facts.tier, termDays }) >= firstNoticeDay;
}

/** The shortest term that the Act and the council allow and in which a proposal can be decided; null when there is none. */
function shortestUsefulMonths(rules: Rules): number | null {
  const most = Math.min(termMonths.max, parameterValue(rules, lifetimeMonths));
  for (let months = termMonths.min; months <= most; months += 1) {
    if (hasTimeForProposal(rules, { termMonths: months, tier: "A" })) return months;
  }
  return null;
}

/**
 * Whether a parish may last this many months: a whole number within the Act's bounds, no longer than the lifetime that
 * the council allows (s43), and long enough to decide something by the council's own figures (s41).
 */
export function termRuling(rules: Rules, facts: { termMonths: number }): Ruling {
  const { min, max } = termMonths;
  const asked = facts.termMonths;
  const figures = [
    {
      name: "Term",
      value: asked,
      unit: "months",
      how: `The charter asks for ${people(asked, "month", "months")}, and a term is a whole number from ${min} to ${max}`,
    },
  ];
  const allowed = `A parish may last from ${min} to ${max} months.`;
  if (!Number.isInteger(asked)) {
    return refuse(rules, {
      sections: ["s11"],
      figures,
      sentence: "The term must be a whole number of months.",
      wouldChange: allowed,
    });
  }
  if (asked < min || asked > max) {
    return refuse(rules, {
      sections: ["s11"],
      figures,
      sentence: `A parish cannot last ${people(asked, "month", "months")}.`,
      wouldChange: allowed,
    });
  }
  const lifetime = parameterValue(rules, lifetimeMonths);
  if (asked > lifetime) {
    return refuse(rules, {
      sections: ["s43", "s11"],
      figures: [
        ...figures,
        {
          name: "Lifetime",
          value: lifetime,
          unit: "months",
          how: "The longest that this council lets a parish last, renewals included",
        },
      ],
      sentence: `A parish cannot last ${people(asked, "month", "months")} here, because this council lets one last ${number(lifetime)} months at most, renewals included.`,
      wouldChange: `A term of ${number(lifetime)} months or less would do.`,
    });
  }
  if (!hasTimeForProposal(rules, { termMonths: asked, tier: "A" })) {
    const useful = shortestUsefulMonths(rules);
    return refuse(rules, {
      sections: ["s11", "s41", "s21", "s22", "s25", "s44"],
      outcome: "too_short",
      figures,
      sentence: `A parish of ${people(asked, "month", "months")} could decide nothing here: there would be no time to argue about a proposal, give notice of its vote and hold it before the parish winds up.`,
      wouldChange: useful === null ? "" : `A term of ${people(useful, "month", "months")} or more would do.`,
    });
  }
  return allow(rules, {
    sections: ["s11"],
    figures,
    sentence: `A term of ${people(asked, "month", "months")} is allowed.`,
  });
}

/** The longest new term, in whole months, with which a parish stays within its lifetime; 0 when there is none. */
export function longestNewTerm(rules: Rules, facts: { sunsetAt: Date; firstStartsOn: CivilDate }): number {
  const last = addMonths(facts.firstStartsOn, parameterValue(rules, lifetimeMonths));
  const sunsetOn = civilDateOf(facts.sunsetAt);
  let months = 0;
  while (compareDates(addMonths(sunsetOn, months + 1), last) <= 0) months += 1;
  return Math.min(months, termMonths.max);
}

/** The sunset of a parish that starts on a day and lasts some months: the first instant no longer in its term. */
export function sunsetOf(startsOn: CivilDate, months: number): Date {
  return startOfDay(addMonths(startsOn, months));
}

/** The first day of a parish's term: its stated start, or the day it was decided on when that is later. */
export function activeFrom(statedStart: CivilDate, decidedAt: Date): CivilDate {
  const decidedOn = civilDateOf(decidedAt);
  return compareDates(decidedOn, statedStart) > 0 ? decidedOn : statedStart;
}

/** The instant from which a parish is active: the first of its stated start, or the decision when that is later. */
export function activeAt(statedStart: CivilDate, decidedAt: Date): Date {
  const start = startOfDay(statedStart);
  return decidedAt > start ? decidedAt : start;
}
