import { addDays, addMonths, type CivilDate, civilDateOf, compareDates, endOfDay, startOfDay } from "../time/civil";
import { dayInWords, number, people } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { type Term, termDaysOf } from "./s40-expiry";
import { windingUpFrom } from "./s44-winding-up";
import { parameter, parameterValue, section } from "./section";

export const renewals = parameter("renewals", {
  default: 2,
  min: 0,
  max: 4,
  unit: "renewals",
  meaning: "How often a parish may be renewed.",
  precedent: "The Act's own figure. A business improvement district may be renewed again and again by a new ballot.",
});

export const lifetimeMonths = parameter("lifetimeMonths", {
  default: 60,
  min: 12,
  max: 60,
  unit: "months",
  meaning: "How long a parish may last in all, with its renewals.",
  precedent: "A business improvement district lasts at most five years (Local Government Act 2003, section 54).",
});

/** A renewal vote may open this many days before the sunset, or half the term before it when that is later. */
const opensDaysBefore = 120;
const opensShareOfTerm = 2;

/** The council confirms each power within this many days, or a sixth of the term when that is shorter. */
const confirmDays = 28;
const confirmShareOfTerm = 6;

export const s43 = section({
  number: 43,
  part: 7,
  title: "Renewal",
  text: [
    "The people of a parish may vote to renew it. This is a charter vote. It may open in the last 120 days, or in the second half of the term if that begins later, and it must close before winding up begins.",
    "If it passes, the council confirms or refuses each power within 28 days, or within a sixth of the term if that is shorter. Powers it has not answered by the sunset lapse. The others go on.",
    "If there is no such vote, or none passes, the parish ends at its sunset.",
    "A parish may be renewed at most {renewals} times, and may last at most {lifetimeMonths} months in all.",
    "A renewal may change the charter, and the new term may be shorter than the old one.",
  ],
  parameters: [renewals, lifetimeMonths],
  resembles:
    "Section 54 of the Local Government Act 2003: a business improvement district ends after at most five years unless a new ballot renews it.",
});

/** The instant from which a renewal vote may be open. */
export function renewalOpensAt(_rules: Rules, term: Term): Date {
  const days = Math.min(opensDaysBefore, Math.floor(termDaysOf(term) / opensShareOfTerm));
  return startOfDay(addDays(civilDateOf(term.sunsetAt), -days));
}

/** The instant before which a renewal vote must close: the beginning of winding up. */
export function renewalClosesBy(rules: Rules, term: Term): Date {
  return windingUpFrom(rules, term);
}

/** The days that the council has to confirm or refuse each power of a renewed parish. */
export function councilConfirmsWithin(_rules: Rules, termDays: number): number {
  return Math.min(confirmDays, Math.floor(termDays / confirmShareOfTerm));
}

/** The end of the time in which the council confirms or refuses each power; never after the sunset. */
export function councilConfirmsBy(rules: Rules, facts: Term & { closedAt: Date }): Date {
  const until = endOfDay(addDays(civilDateOf(facts.closedAt), councilConfirmsWithin(rules, termDaysOf(facts))));
  return new Date(Math.min(until.getTime(), facts.sunsetAt.getTime()));
}

export interface RenewalFacts extends Term {
  opensAt: Date;
  closesAt: Date;
  renewalsSoFar: number;
  /** The first day of the parish's first term. */
  firstStartsOn: CivilDate;
  /** The length of the new term, in months after the present sunset. */
  newTermMonths: number;
}

/**
 * Whether a renewal vote may be held. Refuses when the parish was renewed often enough, would last too long in all,
 * or when the vote would open too early or close when winding up has begun.
 */
export function renewalRuling(rules: Rules, facts: RenewalFacts): Ruling {
  const most = parameterValue(rules, renewals);
  const months = parameterValue(rules, lifetimeMonths);
  const opens = renewalOpensAt(rules, facts);
  const closes = renewalClosesBy(rules, facts);
  const newSunsetOn = addMonths(civilDateOf(facts.sunsetAt), facts.newTermMonths);
  const lastSunsetOn = addMonths(facts.firstStartsOn, months);
  const days = termDaysOf(facts);
  const figures = [
    { name: "Renewals so far", value: facts.renewalsSoFar, unit: "renewals", how: `At most ${number(most)}` },
    {
      name: "New sunset",
      value: dayInWords(newSunsetOn),
      unit: "",
      how: `${people(facts.newTermMonths, "month", "months")} after ${dayInWords(facts.sunsetAt)}; at most ${number(months)} months after ${dayInWords(facts.firstStartsOn)}, which is ${dayInWords(lastSunsetOn)}`,
    },
    {
      name: "May open from",
      value: dayInWords(opens),
      unit: "",
      how: `The smaller of ${opensDaysBefore} days and half of the term of ${people(days, "day", "days")}, counted back from the sunset`,
    },
    { name: "Must close before", value: dayInWords(closes), unit: "", how: "Winding up begins on that day" },
  ];
  const no = (sentence: string, wouldChange = "") =>
    refuse(rules, { sections: ["s43", "s44"], figures, sentence, wouldChange });
  if (facts.renewalsSoFar >= most) {
    return no(
      most === 0
        ? "The council's schedule allows no renewal, so this parish ends at its sunset."
        : `This parish was renewed ${people(facts.renewalsSoFar, "time", "times")}, and ${number(most)} is the most.`,
      "People may found a new parish.",
    );
  }
  if (compareDates(newSunsetOn, lastSunsetOn) > 0) {
    return no(
      `A parish may last at most ${number(months)} months in all, and this one would last until ${dayInWords(newSunsetOn)}.`,
      `Choose a term that ends by ${dayInWords(lastSunsetOn)}.`,
    );
  }
  if (facts.opensAt < opens) {
    return no(
      `A renewal vote may open from ${dayInWords(opens)} and not before.`,
      `Choose a day from ${dayInWords(opens)} on.`,
    );
  }
  if (facts.closesAt > closes) {
    return no(
      `A renewal vote must close before ${dayInWords(closes)}, when winding up begins.`,
      "Choose an earlier day to open it.",
    );
  }
  return allow(rules, {
    sections: ["s43"],
    figures,
    sentence: `A renewal vote may be held. It must close before ${dayInWords(closes)}.`,
  });
}
