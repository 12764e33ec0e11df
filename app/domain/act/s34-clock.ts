import { addDays, type CivilDate, civilDateOf, compareDates, daysBetween, endOfDay } from "../time/civil";
import { dayInWords, list, people } from "../time/words";
import { addWorkingDays } from "../time/working-days";
import { allow, type Figure, type Rules, type Ruling, refuse } from "./ruling";
import { parameter, parameterValue, section } from "./section";

export const acknowledgeWorkingDays = parameter("acknowledgeWorkingDays", {
  default: 10,
  min: 5,
  max: 15,
  unit: "working days",
  meaning: "How soon the council must say that it has received a decision.",
  precedent:
    "The model petition scheme of 2010 for English councils promised an acknowledgement within 10 working days (Local Democracy, Economic Development and Construction Act 2009, section 12, since repealed).",
});

export const datedDays = parameter("datedDays", {
  default: 30,
  min: 14,
  max: 45,
  unit: "days",
  meaning: "How soon the council must say on which day it will answer.",
  precedent: "The Act's own figure: half of the time for the answer.",
});

export const answerDays = parameter("answerDays", {
  default: 60,
  min: 28,
  max: 120,
  unit: "days",
  meaning: "How soon the council must answer.",
  precedent:
    "A council must respond to its scrutiny committee within two months (Local Government Act 2000, section 9FE), and a public body to a coroner's report within 56 days (Coroners (Investigations) Regulations 2013, regulation 29).",
});

/** The longest that the one pause may last, in days. */
export const pauseDays = 28;

/** In a short term the answer is due within one part in this many of the term. */
const answerShareOfTerm = 4;

export const s34 = section({
  number: 34,
  part: 6,
  title: "The council's clock",
  text: [
    "The clock starts when the council receives a decision. Within {acknowledgeWorkingDays} working days it says that it has it.",
    "Within {datedDays} days it says on which day it will answer.",
    "Within {answerDays} days it answers. In a short term the answer is due within a quarter of the term, if that is sooner.",
    "The council may stop the clock once, for at most 28 days. It must give one of the listed reasons and the day on which the clock starts again, and both are public.",
    "Each of these times ends at the end of its last day.",
  ],
  parameters: [acknowledgeWorkingDays, datedDays, answerDays],
  resembles:
    "Section 9FE of the Local Government Act 2000, under which a council answers its own scrutiny committee within two months. No real law makes a council answer a residents' vote.",
});

/** A stop of the council's clock: from one instant until another, by London days. */
export interface Pause {
  from: Date;
  until: Date;
}

export interface ClockFacts {
  /** When the council received the decision; for a vote, the instant at which it closed. */
  receivedAt: Date;
  /** The whole days of the parish's term; without it the term is taken to be long. */
  termDays?: number;
  pause?: Pause | null;
}

/** The last day of a period that ends at `end`, which is itself no longer part of it. */
export function lastDayBefore(end: Date): CivilDate {
  return civilDateOf(new Date(end.getTime() - 1));
}

/** Days within which an answer is due in a term: the council's figure or a quarter of the term, rounded down. */
export function answerDaysOf(rules: Rules, termDays?: number): number {
  const days = parameterValue(rules, answerDays);
  return termDays === undefined ? days : Math.min(days, Math.floor(termDays / answerShareOfTerm));
}

function pausedDays(pause: Pause | null | undefined): number {
  if (!pause) return 0;
  return Math.min(pauseDays, Math.max(0, daysBetween(civilDateOf(pause.from), civilDateOf(pause.until))));
}

function earlier(one: CivilDate, other: CivilDate): CivilDate {
  return compareDates(one, other) <= 0 ? one : other;
}

function unpausedAnswerDay(rules: Rules, receivedAt: Date, termDays?: number): CivilDate {
  return addDays(civilDateOf(receivedAt), answerDaysOf(rules, termDays));
}

/** The end of the time in which the council must acknowledge a decision; in a short term never after the answer is due. */
export function acknowledgeBy(rules: Rules, receivedAt: Date, termDays?: number): Date {
  const day = addWorkingDays(civilDateOf(receivedAt), parameterValue(rules, acknowledgeWorkingDays));
  return endOfDay(earlier(day, unpausedAnswerDay(rules, receivedAt, termDays)));
}

/** The end of the time in which the council must say when it will answer; never after the answer itself is due. */
export function datedBy(rules: Rules, receivedAt: Date, termDays?: number): Date {
  const day = addDays(civilDateOf(receivedAt), parameterValue(rules, datedDays));
  return endOfDay(earlier(day, unpausedAnswerDay(rules, receivedAt, termDays)));
}

/**
 * The end of the time in which the council must answer: the first instant of the day after the last day, so that an
 * answer at that instant is late. A pause moves it by the days it lasts, at most 28.
 */
export function answerDue(rules: Rules, facts: ClockFacts): Date {
  const day = unpausedAnswerDay(rules, facts.receivedAt, facts.termDays);
  return endOfDay(addDays(day, pausedDays(facts.pause)));
}

/** The three times of the council's clock with the arithmetic behind each in words. */
export function clockFigures(rules: Rules, facts: ClockFacts): Figure[] {
  const { receivedAt, termDays, pause } = facts;
  const received = dayInWords(receivedAt);
  const limit = answerDaysOf(rules, termDays);
  const days = (count: number) => people(count, "day", "days");
  const byTerm =
    termDays === undefined
      ? ""
      : `; a quarter of the term of ${days(termDays)} is ${days(Math.floor(termDays / answerShareOfTerm))}, and the smaller of that and ${days(parameterValue(rules, answerDays))} is ${days(limit)}`;
  const paused = pausedDays(pause);
  const byPause = paused === 0 ? "" : `, and the clock stood still for ${days(paused)}`;
  const answerEnds = dayInWords(unpausedAnswerDay(rules, receivedAt, termDays));
  const capped = (day: CivilDate) =>
    dayInWords(day) === answerEnds && termDays !== undefined ? ", and never later than the answer itself" : "";
  const acknowledgeDay = lastDayBefore(acknowledgeBy(rules, receivedAt, termDays));
  const datedDay = lastDayBefore(datedBy(rules, receivedAt, termDays));
  return [
    {
      name: "Acknowledge by",
      value: dayInWords(acknowledgeDay),
      unit: "",
      how: `${people(parameterValue(rules, acknowledgeWorkingDays), "working day", "working days")} after ${received}${capped(acknowledgeDay)}`,
    },
    {
      name: "Say when by",
      value: dayInWords(datedDay),
      unit: "",
      how: `${days(parameterValue(rules, datedDays))} after ${received}${capped(datedDay)}`,
    },
    {
      name: "Answer by",
      value: dayInWords(lastDayBefore(answerDue(rules, facts))),
      unit: "",
      how: `${days(limit)} after ${received}${byPause}${byTerm}`,
    },
  ];
}

/** A reason for which the council may stop its clock. */
export interface PauseReason {
  code: string;
  name: string;
  explanation: string;
}

export const pauseReasons: readonly PauseReason[] = [
  {
    code: "needs_survey",
    name: "A survey or a price is awaited",
    explanation: "Somebody outside the council must measure, test or price something first.",
  },
  {
    code: "needs_consent",
    name: "Somebody else's consent is awaited",
    explanation: "A landowner or another public body must say yes first, and has been asked.",
  },
  {
    code: "needs_legal_advice",
    name: "Legal advice is awaited",
    explanation: "A legal question has been put to a named adviser.",
  },
  {
    code: "election_period",
    name: "An election is being held",
    explanation: "The council may not make this kind of announcement in the weeks before an election.",
  },
];

export interface PauseFacts {
  receivedAt: Date;
  termDays?: number;
  /** A code of `pauseReasons`. */
  reason: string;
  from: Date;
  until: Date;
  /** How often the clock was stopped for this decision before. */
  pausesBefore: number;
  /** The parish's sunset; a pause may not carry the answer past it. */
  sunsetAt?: Date;
  /** Whether it is about the powers of a renewed parish, which lapse at a fixed instant (section 43). */
  isRenewal?: boolean;
  /** Whether the Commissioner has directed the day of the answer (section 50). */
  isDirected?: boolean;
}

/**
 * Whether the council may stop its clock. Refuses to stop it for the powers of a new term, for an answer whose day the Commissioner directed, a second pause, a reason that is not listed, a pause of no days or
 * of more than 28, one that begins when the answer is already overdue, and one that would end past the sunset.
 */
export function pauseRuling(rules: Rules, facts: PauseFacts): Ruling {
  const length = daysBetween(civilDateOf(facts.from), civilDateOf(facts.until));
  const reason = pauseReasons.find((one) => one.code === facts.reason);
  const dueBefore = answerDue(rules, { receivedAt: facts.receivedAt, termDays: facts.termDays });
  const dueAfter = answerDue(rules, {
    receivedAt: facts.receivedAt,
    termDays: facts.termDays,
    pause: { from: facts.from, until: facts.until },
  });
  const figures = [
    {
      name: "Pause",
      value: length,
      unit: "days",
      how: `From ${dayInWords(facts.from)} until ${dayInWords(facts.until)}; at most ${pauseDays} days`,
    },
  ];
  const no = (sentence: string, wouldChange: string) =>
    refuse(rules, { sections: ["s34"], figures, sentence, wouldChange });
  if (facts.isRenewal) {
    return refuse(rules, {
      sections: ["s43", "s34"],
      sentence: "The clock cannot be stopped for the powers of a new term: what is not answered by the sunset lapses.",
      wouldChange: "Answer for each power by the day it is due.",
    });
  }
  if (facts.isDirected) {
    return refuse(rules, {
      sections: ["s50", "s34"],
      sentence: "The Commissioner set the day for this answer, and stopping the clock does not move it.",
      wouldChange: "Answer by that day.",
    });
  }
  if (facts.pausesBefore > 0) {
    return no(
      "The clock was stopped once for this decision, and once is all that the Act allows.",
      "Answer by the day it is due.",
    );
  }
  if (!reason) {
    return no(
      "The clock may only be stopped for one of the listed reasons.",
      `Choose one: ${list(pauseReasons.map((one) => one.name.toLowerCase()))}.`,
    );
  }
  if (length < 1 || facts.from < facts.receivedAt) {
    return no(
      "A pause needs a first day and a later day on which the clock starts again.",
      "Give an end date after the first day.",
    );
  }
  if (length > pauseDays) {
    return no(
      `A pause may last at most ${pauseDays} days, and this one would last ${people(length, "day", "days")}.`,
      `Choose an end date no later than ${dayInWords(addDays(civilDateOf(facts.from), pauseDays))}.`,
    );
  }
  if (facts.from >= dueBefore) {
    return no(
      `The answer was due by the end of ${dayInWords(lastDayBefore(dueBefore))}, and a clock that has run out cannot be stopped.`,
      "Answer now.",
    );
  }
  if (facts.sunsetAt && dueAfter > facts.sunsetAt) {
    return no(
      `With this pause the answer would be due on ${dayInWords(lastDayBefore(dueAfter))}, after the parish has ended.`,
      "Choose an earlier end date.",
    );
  }
  return allow(rules, {
    sections: ["s34"],
    figures: [
      ...figures,
      ...clockFigures(rules, {
        receivedAt: facts.receivedAt,
        termDays: facts.termDays,
        pause: { from: facts.from, until: facts.until },
      }).slice(-1),
    ],
    sentence: `The clock stops until ${dayInWords(facts.until)}. The answer is now due by the end of ${dayInWords(lastDayBefore(dueAfter))}.`,
  });
}

/**
 * Whether the council may say that it will answer on a day: from today on, and no later than the answer is due. Once the
 * answer is overdue there is no such day left.
 *
 * @param facts.answerBy the end of the time to answer, moved by a pause where there is one
 */
export function answerDayRuling(rules: Rules, facts: { day: CivilDate; today: CivilDate; answerBy: Date }): Ruling {
  const lastDay = lastDayBefore(facts.answerBy);
  const figures = [
    { name: "Answer by", value: dayInWords(lastDay), unit: "", how: "The last day on which an answer is in time" },
  ];
  const no = (sentence: string, wouldChange: string) =>
    refuse(rules, { sections: ["s34"], figures, sentence, wouldChange });
  if (compareDates(lastDay, facts.today) < 0) {
    return no(`The answer was due by the end of ${dayInWords(lastDay)}, so no later day can be given.`, "Answer now.");
  }
  if (compareDates(facts.day, facts.today) < 0) {
    return no("The day of the answer has already passed.", "Give today or a later day.");
  }
  if (compareDates(facts.day, lastDay) > 0) {
    return no(
      `The answer is due by the end of ${dayInWords(lastDay)}, and this day is later.`,
      `Give a day no later than ${dayInWords(lastDay)}.`,
    );
  }
  return allow(rules, { sections: ["s34"], figures, sentence: `The council will answer on ${dayInWords(facts.day)}.` });
}
