import { addDays, addMonths, type CivilDate, civilDateOf, compareDates, endOfDay, startOfDay } from "../time/civil";
import { maySitOn } from "../time/clear-days";
import { dayInWords, number, people } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { votingDaysOf } from "./s25-window";
import { putAgainRuling } from "./s30-participation-floor";
import { type Term, termDaysOf } from "./s40-expiry";
import { lastSafeDay, mostDaysWithoutOpening } from "./s41-last-safe-day";
import { windingUpDaysOf, windingUpFrom } from "./s44-winding-up";
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
    "If it passes, the council confirms or refuses each power within 28 days, or within a sixth of the term if that is shorter. This time cannot be stopped. Powers it has not answered by the sunset lapse. The others go on.",
    "If there is no such vote, or none passes, the parish ends at its sunset.",
    "A parish may be renewed at most {renewals} times, and may last at most {lifetimeMonths} months in all.",
    "A renewal may change the charter, and the new term may be shorter than the old one.",
  ],
  parameters: [renewals, lifetimeMonths],
  resembles:
    "Section 54 of the Local Government Act 2003: a business improvement district ends after at most five years unless a new ballot renews it.",
});

/** How many days before the sunset a renewal vote may open at the earliest, in a term of so many days. */
function opensDaysOf(termDays: number): number {
  return Math.min(opensDaysBefore, Math.floor(termDays / opensShareOfTerm));
}

/** The instant from which a renewal vote may be open. */
export function renewalOpensAt(_rules: Rules, term: Term): Date {
  return startOfDay(addDays(civilDateOf(term.sunsetAt), -opensDaysOf(termDaysOf(term))));
}

/** The instant before which a renewal vote must close: the beginning of winding up. */
export function renewalClosesBy(rules: Rules, term: Term): Date {
  return windingUpFrom(rules, term);
}

/** The days on which a renewal vote may be opened, and on which notice of it may be given. */
export interface RenewalDays {
  firstOpeningDay: CivilDate;
  lastOpeningDay: CivilDate;
  lastNoticeDay: CivilDate;
}

/** The first and the last day of a term for a renewal vote; null when the term leaves no day on which one may open. */
export function renewalDays(rules: Rules, term: Term): RenewalDays | null {
  const { lastOpeningDay, lastNoticeDay } = lastSafeDay(rules, { ...term, class: "charter", tier: null });
  let firstOpeningDay = civilDateOf(renewalOpensAt(rules, term));
  while (!maySitOn(firstOpeningDay)) firstOpeningDay = addDays(firstOpeningDay, 1);
  if (!lastOpeningDay || !lastNoticeDay || compareDates(firstOpeningDay, lastOpeningDay) > 0) return null;
  return { firstOpeningDay, lastOpeningDay, lastNoticeDay };
}

/** Whether a term of so many days leaves a day to open a renewal vote, whatever Sundays and bank holidays it holds. */
export function hasTimeForRenewal(rules: Rules, termDays: number): boolean {
  const days = opensDaysOf(termDays) - windingUpDaysOf(rules, termDays) - votingDaysOf(rules);
  return days > mostDaysWithoutOpening;
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
 * or when the vote would open too early or close when winding up has begun; where no day would do, it says so. Whether
 * the new term is one that a parish may have is for `termRuling` (s11), as when a parish is founded.
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
  const isInTime = facts.opensAt >= opens && facts.closesAt <= closes;
  if (!isInTime && renewalDays(rules, facts) === null) {
    return no(
      `This parish is too short for a renewal vote: it may open from ${dayInWords(opens)} and must close before ${dayInWords(closes)}, and no day leaves time for that.`,
      "People may found a new parish.",
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

/** What became of the last renewal vote of a term. */
export interface LastRenewalVote {
  outcome: string;
  closedAt: Date;
  timesPutAgain: number;
}

/** Whether renewal may be put to a vote after an earlier vote in the same term: once more when too few people voted (s30), and not after it was lost. */
export function renewalAgainRuling(rules: Rules, facts: { last: LastRenewalVote | null; now: Date }): Ruling {
  const { last, now } = facts;
  if (last?.outcome === "failed") {
    return refuse(rules, {
      sections: ["s43"],
      outcome: "lost",
      sentence: `The people voted against renewing this parish on ${dayInWords(last.closedAt)}, so it ends at its sunset.`,
      wouldChange: "People may found a new parish.",
    });
  }
  if (last) return putAgainRuling(rules, { closedAt: last.closedAt, timesPutAgain: last.timesPutAgain, now });
  return allow(rules, { sections: ["s43"], sentence: "Renewal has not been voted on in this term." });
}

/** Whether the council may still confirm or refuse a power of a renewed parish. Refuses once the old term is over: the power has lapsed. */
export function confirmationRuling(rules: Rules, facts: { oldSunsetAt: Date; now: Date }): Ruling {
  if (facts.now >= facts.oldSunsetAt) {
    return refuse(rules, {
      sections: ["s43"],
      outcome: "lapsed",
      sentence: `The council had until ${dayInWords(addDays(civilDateOf(facts.oldSunsetAt), -1))} to confirm this power, so it has lapsed.`,
      wouldChange: "A new parish may ask for it.",
    });
  }
  return allow(rules, {
    sections: ["s43"],
    sentence: `The council may confirm or refuse this power until the end of ${dayInWords(addDays(civilDateOf(facts.oldSunsetAt), -1))}.`,
  });
}
