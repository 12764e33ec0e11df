import { addMonths, type CivilDate, civilDateOf, compareDates, startOfDay } from "../time/civil";
import { number, people } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
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
  ],
  parameters: [termMonths],
  resembles:
    "Experimental traffic orders under section 9 of the Road Traffic Regulation Act 1984, which end by themselves, and the five years for which a neighbourhood forum is designated.",
});

/** The term that is offered when founders do not choose another, in months. */
export function usualTermMonths(rules: Rules): number {
  return parameterValue(rules, termMonths);
}

/**
 * Whether a parish may last this many months: a whole number within the Act's bounds, and no longer than the
 * lifetime that the council allows (s43).
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
  return allow(rules, {
    sections: ["s11"],
    figures,
    sentence: `A term of ${people(asked, "month", "months")} is allowed.`,
  });
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
