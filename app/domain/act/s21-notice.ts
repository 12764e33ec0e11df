import { type CivilDate, civilDateOf, compareDates } from "../time/civil";
import { clearDaysBetween, earliestEventDay, maySitOn } from "../time/clear-days";
import { dayInWords, number, people, pounds } from "../time/words";
import { bankHolidayName } from "../time/working-days";
import { allow, type Figure, type Rules, type Ruling, refuse } from "./ruling";
import type { ProposalClass } from "./s02-interpretation";
import { parameter, parameterValue, section } from "./section";

export const noticeDays = parameter("noticeDays", {
  default: 7,
  min: 3,
  max: 28,
  unit: "clear days",
  meaning: "How many clear days lie between the notice of a vote and its opening.",
  precedent: "Seven clear days' notice of a parish meeting (Local Government Act 1972, Schedule 12, paragraph 15(2)).",
});

export const charterNoticeDays = parameter("charterNoticeDays", {
  default: 14,
  min: 14,
  max: 42,
  unit: "clear days",
  meaning:
    "How many clear days lie between the notice of a charter vote and its opening. Never fewer than for other votes.",
  precedent:
    "Fourteen clear days' notice of a parish meeting that is to set up or dissolve a parish council (Local Government Act 1972, Schedule 12, paragraph 15(3)).",
});

export const s21 = section({
  number: 21,
  part: 4,
  title: "Notice of a vote",
  text: [
    "Everybody is told of a vote before it opens. At least {noticeDays} clear days lie between the notice and the opening, and {charterNoticeDays} for a charter vote.",
    "The day of the notice and the day of the opening do not count. No vote opens on a Sunday or a bank holiday.",
    "When notice of a spending proposal is given, its cost is set aside from the power's budget. If too little is left, notice cannot be given.",
    "From the notice on, the text of the proposal cannot be changed.",
  ],
  parameters: [noticeDays, charterNoticeDays],
  resembles: "Paragraph 15 of Schedule 12 to the Local Government Act 1972 on the notice of parish meetings.",
});

/** How many clear days' notice a vote of this class needs. A charter vote never needs fewer than the others. */
export function clearDaysFor(rules: Rules, of: ProposalClass): number {
  const days = parameterValue(rules, noticeDays);
  return of === "charter" ? Math.max(days, parameterValue(rules, charterNoticeDays)) : days;
}

/** The first day on which a vote of this class may open, when notice is given at an instant. */
export function earliestOpening(rules: Rules, facts: { class: ProposalClass; noticeAt: Date }): CivilDate {
  return earliestEventDay(civilDateOf(facts.noticeAt), clearDaysFor(rules, facts.class));
}

/** A notice that somebody wants to give. */
export interface NoticeFacts {
  class: ProposalClass;
  noticeAt: Date;
  /** The day on which the vote is to open. */
  opensOn: CivilDate;
  /** What the proposal costs, in pence. */
  costPence: number;
  /** What is left of the power's budget, less what is reserved, in pence. */
  balancePence: number;
}

/**
 * Whether notice may be given of a vote that opens on a day. Refuses too few clear days, a Sunday or a bank holiday, and
 * a spending proposal whose cost is more than what is left in the budget.
 */
export function noticeRuling(rules: Rules, facts: NoticeFacts): Ruling {
  const needed = clearDaysFor(rules, facts.class);
  const noticeOn = civilDateOf(facts.noticeAt);
  const earliest = earliestOpening(rules, facts);
  const given = clearDaysBetween(noticeOn, facts.opensOn);
  const figures: Figure[] = [
    {
      name: "Clear days of notice",
      value: given,
      unit: "clear days",
      how: `Whole days between ${dayInWords(noticeOn)} and ${dayInWords(facts.opensOn)}; ${number(needed)} are needed`,
    },
    {
      name: "Earliest opening",
      value: dayInWords(earliest),
      unit: "",
      how: `${people(needed, "clear day", "clear days")} after ${dayInWords(noticeOn)}, and not a Sunday or a bank holiday`,
    },
  ];
  const wouldChange = `The vote may open on ${dayInWords(earliest)}.`;
  const no = (sentence: string) => refuse(rules, { sections: ["s21", "s2"], figures, sentence, wouldChange });
  if (given < needed) {
    return compareDates(facts.opensOn, noticeOn) <= 0
      ? no("A vote opens after the day on which notice of it is given.")
      : no(`This gives ${people(given, "clear day", "clear days")} of notice, and ${number(needed)} are needed.`);
  }
  if (!maySitOn(facts.opensOn)) {
    const holiday = bankHolidayName(facts.opensOn);
    return refuse(rules, {
      sections: ["s21", "s2"],
      figures,
      sentence: holiday
        ? `A vote may not open on a bank holiday, and ${dayInWords(facts.opensOn)} is ${holiday}.`
        : `A vote may not open on a Sunday, and ${dayInWords(facts.opensOn)} is one.`,
      wouldChange: "Choose the next day that is not a Sunday or a bank holiday.",
    });
  }
  if (facts.class === "spending") {
    figures.push(
      {
        name: "Left in the budget",
        value: facts.balancePence,
        unit: "pence",
        how: `What is not yet spent or set aside: ${pounds(facts.balancePence)}`,
      },
      {
        name: "Set aside for this proposal",
        value: facts.costPence,
        unit: "pence",
        how: `Its cost, ${pounds(facts.costPence)}, is set aside when notice is given`,
      },
    );
    if (facts.costPence > facts.balancePence) {
      return refuse(rules, {
        sections: ["s21"],
        outcome: "outside_budget",
        figures,
        sentence: `This proposal costs ${pounds(facts.costPence)}, and ${pounds(facts.balancePence)} is left in the power's budget.`,
        wouldChange: "Lower the cost, or wait until money that is set aside becomes free again.",
      });
    }
  }
  return allow(rules, {
    sections: ["s21"],
    figures,
    sentence: `Notice may be given of a vote that opens on ${dayInWords(facts.opensOn)}.`,
  });
}
