import { addDays, type CivilDate, civilDateOf, compareDates, daysBetween } from "../time/civil";
import { lastNoticeDay, maySitOn } from "../time/clear-days";
import { dayInWords, people } from "../time/words";
import { bankHolidayName } from "../time/working-days";
import { allow, type Figure, type Rules, type Ruling, refuse } from "./ruling";
import type { ProposalClass } from "./s02-interpretation";
import type { Tier } from "./s13-tiers";
import { clearDaysFor } from "./s21-notice";
import { votingDaysOf } from "./s25-window";
import { answerDaysOf } from "./s34-clock";
import { type Term, termDaysOf } from "./s40-expiry";
import { windingUpDaysOf } from "./s44-winding-up";
import { section } from "./section";

export const s41 = section({
  number: 41,
  part: 7,
  title: "The last safe day",
  text: [
    "No vote may open so late that it could not be finished before the parish ends. The last day on which it may open is called the last safe day.",
    "It is found by counting back from the sunset: first the time for winding up or, where the council must answer and that takes longer, the time for its answer; then the days for which the vote is open.",
    "Counting back the clear days of notice gives the last day to give notice.",
    "If the last safe day would be a Sunday or a bank holiday, it is the nearest earlier day that is not.",
    "For example, take a parish of 90 days and a vote that is open for 7. The council has 22 days to answer, so a vote on something it must agree to may open until day 61. If the parish decides by itself, only winding up counts, which is 15 days, and the vote may open until day 68.",
  ],
  parameters: [],
  resembles:
    "The wash-up before Parliament is dissolved, when bills that cannot be finished fall. No real law keeps a body from starting what it cannot finish.",
});

/*
 * How days are counted. The parish's first day is day 1 of its term, and the sunset is the end of the last day: a term
 * of 90 days ends as day 90 ends. A vote that opens on day d with a window of 7 days closes in the evening of day
 * d + 7. An answer due 22 days after that is due by the end of day d + 7 + 22, which must be day 90 or earlier:
 * d = 61. Winding up of 15 days is days 76 to 90, so a vote must close on day 75 or earlier: d = 68.
 */

export interface LastSafeDayFacts extends Term {
  class: ProposalClass;
  /** The tier of the power relied on; null for a charter vote, which relies on none. */
  tier: Tier | null;
  /** Days from the opening day to the closing day, when not the usual window: 0 for a hall vote. */
  windowDays?: number;
}

export interface LastSafeDay {
  /** The last day on which the vote may open; null when there is no such day in the term. */
  lastOpeningDay: CivilDate | null;
  /** The last day on which notice may be given; null when there is no such day in the term. */
  lastNoticeDay: CivilDate | null;
  ruling: Ruling;
}

/** What must fit between a vote's last day and the sunset. */
interface Lead {
  /** The larger of response time and winding up, in days. */
  days: number;
  /** The last day on which a vote may close. */
  lastClosingDay: CivilDate;
  figures: Figure[];
}

/** A kind of vote in a term of some length. */
export interface VoteInTerm {
  class: ProposalClass;
  /** The tier of the power relied on; null for a charter vote, which relies on none. */
  tier: Tier | null;
  /** The whole days of the term. */
  termDays: number;
}

function leadDaysOf(rules: Rules, facts: VoteInTerm): { isAnswered: boolean; answering: number; windingUp: number } {
  const isAnswered = facts.class !== "charter" && (facts.tier === "B" || facts.tier === "C");
  return {
    isAnswered,
    answering: isAnswered ? answerDaysOf(rules, facts.termDays) : 0,
    windingUp: windingUpDaysOf(rules, facts.termDays),
  };
}

/** The most days in a row on which no vote opens: a Sunday and the two holidays of Christmas, in most years. */
export const mostDaysWithoutOpening = 3;

/**
 * The last day of a term on which notice of such a vote can be given for certain, whatever Sundays and bank holidays the
 * term holds: day 1 is the first, and below 1 there may be no such day. `lastSafeDay` is never earlier.
 */
export function lastCertainNoticeDay(rules: Rules, facts: VoteInTerm): number {
  const { answering, windingUp } = leadDaysOf(rules, facts);
  const lastOpening = facts.termDays - Math.max(answering, windingUp) - votingDaysOf(rules);
  return lastOpening - mostDaysWithoutOpening - clearDaysFor(rules, facts.class) - 1;
}

function leadOf(rules: Rules, facts: Term & { class: ProposalClass; tier: Tier | null }): Lead {
  const termDays = termDaysOf(facts);
  const { isAnswered, answering, windingUp } = leadDaysOf(rules, { class: facts.class, tier: facts.tier, termDays });
  const days = Math.max(answering, windingUp);
  return {
    days,
    lastClosingDay: addDays(civilDateOf(facts.sunsetAt), -1 - days),
    figures: [
      {
        name: "Term",
        value: termDays,
        unit: "days",
        how: `From ${dayInWords(facts.startsOn)} until the sunset, in whole days`,
      },
      {
        name: "Time for the answer",
        value: answering,
        unit: "days",
        how: isAnswered
          ? `The smaller of the time the council has and a quarter of ${people(termDays, "day", "days")}, rounded down`
          : "Nothing has to be answered by the council before the sunset",
      },
      {
        name: "Winding up",
        value: windingUp,
        unit: "days",
        how: `The smaller of the time set for winding up and a sixth of ${people(termDays, "day", "days")}, rounded down`,
      },
    ],
  };
}

/**
 * The last day on which a vote of this class and tier may open, and the last day to give notice of it, so that it
 * ends, and is answered where it must be, before the sunset. Response time counts for tiers B and C only. The ruling
 * holds when there is a day to open it.
 */
export function lastSafeDay(rules: Rules, facts: LastSafeDayFacts): LastSafeDay {
  const windowDays = facts.windowDays ?? votingDaysOf(rules);
  const lead = leadOf(rules, facts);
  const termDays = termDaysOf(facts);
  const latest = addDays(lead.lastClosingDay, -windowDays);
  let day = latest;
  while (!maySitOn(day)) day = addDays(day, -1);
  const lastOpeningDay = compareDates(day, facts.startsOn) >= 0 ? day : null;
  const clearDays = clearDaysFor(rules, facts.class);
  const noticeDay = lastNoticeDay(day, clearDays);
  const noticeInTerm = lastOpeningDay && compareDates(noticeDay, facts.startsOn) >= 0 ? noticeDay : null;
  const figures: Figure[] = [
    ...lead.figures,
    {
      name: "Days from opening to closing",
      value: windowDays,
      unit: "days",
      how: windowDays === 0 ? "It opens and closes on one day" : "The days for which the vote is open",
    },
  ];
  const dayOfTerm = termDays - lead.days - windowDays;
  if (!lastOpeningDay) {
    return {
      lastOpeningDay: null,
      lastNoticeDay: null,
      ruling: refuse(rules, {
        sections: ["s41"],
        figures,
        sentence: "This parish is too short for such a vote: it could not be finished before the sunset.",
        wouldChange: "A longer term, or a shorter vote, would leave time for it.",
      }),
    };
  }
  figures.push({
    name: "Last safe day",
    value: dayInWords(lastOpeningDay),
    unit: "",
    how: `${termDays} − ${lead.days} − ${windowDays} = day ${dayOfTerm} of the term, which is ${dayInWords(latest)}${day === latest ? "" : "; votes do not open that day, so it is the nearest earlier day on which they may"}`,
  });
  if (!noticeInTerm) {
    return {
      lastOpeningDay,
      lastNoticeDay: null,
      ruling: allow(rules, {
        sections: ["s41", "s21"],
        figures,
        sentence: `The last safe day to open this vote is ${dayInWords(lastOpeningDay)}, but the term is too short to give notice of it.`,
        wouldChange: "A longer term would leave time for notice.",
      }),
    };
  }
  figures.push({
    name: "Last day to give notice",
    value: dayInWords(noticeInTerm),
    unit: "",
    how: `${people(clearDays, "clear day", "clear days")} before ${dayInWords(lastOpeningDay)}, not counting that day nor the day of the notice`,
  });
  return {
    lastOpeningDay,
    lastNoticeDay: noticeInTerm,
    ruling: allow(rules, {
      sections: ["s41", "s21"],
      figures,
      sentence: `The last safe day to open this vote is ${dayInWords(lastOpeningDay)}, and the last day to give notice of it is ${dayInWords(noticeInTerm)}.`,
    }),
  };
}

export interface OpeningFacts extends Term {
  class: ProposalClass;
  /** The tier of the power relied on; null for a charter vote. */
  tier: Tier | null;
  opensOn: CivilDate;
  /** When the vote closes, where that is not the usual window: a hall vote's end, for example. */
  closesAt?: Date;
}

/**
 * Whether a vote may open on a day. Refuses a Sunday or a bank holiday (s2), a day before the parish starts, and a day
 * after the last safe one. Agrees with `lastSafeDay` for the same window.
 */
export function openingRuling(rules: Rules, facts: OpeningFacts): Ruling {
  const { opensOn, startsOn } = facts;
  const windowDays = facts.closesAt ? daysBetween(opensOn, civilDateOf(facts.closesAt)) : votingDaysOf(rules);
  const safe = lastSafeDay(rules, { ...facts, windowDays });
  const { figures } = safe.ruling;
  if (compareDates(opensOn, startsOn) < 0) {
    return refuse(rules, {
      sections: ["s41"],
      figures,
      sentence: `A vote of this parish cannot open before the parish starts, on ${dayInWords(startsOn)}.`,
      wouldChange: `Choose a day from ${dayInWords(startsOn)} on.`,
    });
  }
  if (!safe.lastOpeningDay) return { ...safe.ruling, outcome: "past_last_safe_day" };
  if (compareDates(opensOn, addDays(leadOf(rules, facts).lastClosingDay, -windowDays)) > 0) {
    return refuse(rules, {
      sections: ["s41"],
      outcome: "past_last_safe_day",
      figures,
      sentence: `A vote that opens on ${dayInWords(opensOn)} could not be finished before the parish ends.`,
      wouldChange: `The last safe day to open it is ${dayInWords(safe.lastOpeningDay)}.`,
    });
  }
  if (!maySitOn(opensOn)) {
    const holiday = bankHolidayName(opensOn);
    return refuse(rules, {
      sections: ["s2", "s41"],
      outcome: "not_a_sitting_day",
      figures,
      sentence: holiday
        ? `A vote may not open on a bank holiday, and ${dayInWords(opensOn)} is ${holiday}.`
        : `A vote may not open on a Sunday, and ${dayInWords(opensOn)} is one.`,
      wouldChange: `Choose another day, no later than ${dayInWords(safe.lastOpeningDay)}.`,
    });
  }
  return allow(rules, {
    sections: ["s41"],
    figures,
    sentence: `A vote may open on ${dayInWords(opensOn)}. The last safe day is ${dayInWords(safe.lastOpeningDay)}.`,
  });
}
