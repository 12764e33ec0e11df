import { addDays, addElapsed, atTime, type CivilDate, civilDateOf } from "../time/civil";
import { dayInWords, instantInWords, people, timeInWords } from "../time/words";
import { addWorkingDays } from "../time/working-days";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import type { ProposalClass } from "./s02-interpretation";
import { parameter, parameterValue, section } from "./section";

/** The hour, London time, at which a vote opens on its first day. */
export const openingHour = 8;

/** The hour, London time, at which a vote closes on its last day. */
export const closingHour = 21;

/** The hours between which the whole of a hall vote must lie, London time. */
export const hallFromHour = 8;
export const hallUntilHour = 21;

/** Working days after the closing day on which papers may still be counted. The Act's own figure. */
export const paperCountDays = 2;

/** Fewer papers than this are shown in the total only, so that nobody can tell how the few who used them voted. */
export const fewestPapersShown = 10;

export const votingDays = parameter("votingDays", {
  default: 7,
  min: 1,
  max: 28,
  unit: "days",
  meaning: "How many days after the day it opens a vote closes.",
  precedent:
    "The Act's own figure: a week always holds working days and a weekend. A parish poll lasts one day, from 4pm to 9pm (Parish and Community Meetings (Polls) Rules 1987); a business improvement district's ballot lasts at least 28 days.",
});

export const hallMinutes = parameter("hallMinutes", {
  default: 15,
  min: 5,
  max: 120,
  unit: "minutes",
  meaning: "How long a hall vote stays open.",
  precedent:
    "The Act's own figure, for a vote taken in a meeting, as a show of hands is (Local Government Act 1972, Schedule 12, paragraph 18).",
});

export const s25 = section({
  number: 25,
  part: 5,
  title: "How long a vote is open",
  text: [
    "A vote opens at 8am and closes at 9pm on the day that comes {votingDays} days after it opened. It is never open for less than {votingDays} times 24 hours.",
    "A convenor may instead call a hall vote, which is open for {hallMinutes} minutes. Only an ordinary proposal may have one, and only if its notice named the hour. The whole of it must lie between 8am and 9pm.",
    "A vote closes at its stated moment. A ballot that arrives at that moment or later does not count.",
    "Before a vote opens, the council may offer paper ballots for it, but not for a hall vote. Somebody who is given a paper cannot vote online, and somebody who has voted online gets no paper. A paper that does not show one clear choice counts as an abstention.",
    "Papers are counted after the vote has closed, until 9pm on the second working day after that day. There is no result before then. Two officers count them, each without the other. If their counts do not agree by then, the papers are not counted.",
  ],
  parameters: [votingDays, hallMinutes],
  resembles:
    "The Parish and Community Meetings (Polls) Rules 1987 for a poll of parish electors, and Schedule 12 to the Local Government Act 1972 for a vote taken at a meeting.",
});

/** How many days after its opening day a vote closes under these rules. */
export function votingDaysOf(rules: Rules): number {
  return parameterValue(rules, votingDays);
}

/** The instant at which a vote opens on a London day: 8am. */
export function openingInstant(date: CivilDate): Date {
  return atTime(date, openingHour, 0);
}

/** The instant at which a vote that opens on a London day closes: 9pm, `votingDays` days later. */
export function closingInstant(rules: Rules, date: CivilDate): Date {
  return atTime(addDays(date, votingDaysOf(rules)), closingHour, 0);
}

/**
 * When a vote that opens at an instant closes: at 9pm on the day `votingDays` days after its opening day. Where that
 * would be less than `votingDays` times 24 hours (it opened late in the evening), at 9pm on the day after.
 */
export function votingWindow(rules: Rules, opensAt: Date): { closesAt: Date } {
  const leastMs = votingDaysOf(rules) * 24 * 3_600_000;
  const opensOn = civilDateOf(opensAt);
  const closesAt = closingInstant(rules, opensOn);
  if (closesAt.getTime() - opensAt.getTime() >= leastMs) return { closesAt };
  return { closesAt: closingInstant(rules, addDays(opensOn, 1)) };
}

/** When a hall vote that opens at an instant closes: `hallMinutes` minutes later. */
export function hallWindow(rules: Rules, opensAt: Date): { closesAt: Date } {
  return { closesAt: addElapsed(opensAt, { minutes: parameterValue(rules, hallMinutes) }) };
}

/** Until when the papers of a vote that closes at an instant are counted: 9pm on the second working day after that day. */
export function paperCountUntil(_rules: Rules, closesAt: Date): Date {
  return atTime(addWorkingDays(civilDateOf(closesAt), paperCountDays), closingHour, 0);
}

export interface PaperFacts {
  now: Date;
  opensAt: Date;
  closesAt: Date;
}

/** Whether a council may offer paper ballots for a vote. Refuses a hall vote, and every vote from its opening on. */
export function paperRuling(rules: Rules, facts: PaperFacts): Ruling {
  const until = paperCountUntil(rules, facts.closesAt);
  const figures = [
    {
      name: "Papers are counted until",
      value: instantInWords(until),
      unit: "",
      how: `${people(paperCountDays, "working day", "working days")} after ${dayInWords(facts.closesAt)}, on which voting closes`,
    },
  ];
  const no = (sentence: string, wouldChange = "") =>
    refuse(rules, { sections: ["s25"], figures, sentence, wouldChange });
  if (civilDateOf(facts.opensAt) === civilDateOf(facts.closesAt)) {
    return no("There are no paper ballots in a hall vote: it is over within the hour.");
  }
  if (facts.now >= facts.opensAt) {
    return no(
      "Whether a vote takes paper is fixed when it opens, and this one has opened.",
      "Paper can be offered for a vote that has been announced and has not opened.",
    );
  }
  return allow(rules, {
    sections: ["s25"],
    figures,
    sentence: `Paper ballots may be offered. They are counted until ${instantInWords(until)}, and there is no result before then.`,
  });
}

/** How many did something on paper; null where they are too few to be shown apart. */
export function shownApart(onPaper: number): number | null {
  return onPaper >= fewestPapersShown ? onPaper : null;
}

/** Whether it may be shown how many of a vote's ballots of each choice came on paper: only where neither those nor the others are few. */
export function mayShowOrigin(facts: { online: number; papers: number }): boolean {
  return facts.papers >= fewestPapersShown && facts.online >= fewestPapersShown;
}

export interface HallVoteFacts {
  class: ProposalClass;
  opensAt: Date;
  /** Whether the notice of the proposal named the hour of the hall vote. */
  noticeNamedHour: boolean;
}

/**
 * Whether a convenor may call a hall vote. Refuses every class but ordinary, a notice that did not name the hour, and
 * a window that is not wholly between 8am and 9pm.
 */
export function hallVoteRuling(rules: Rules, facts: HallVoteFacts): Ruling {
  const minutes = parameterValue(rules, hallMinutes);
  const { closesAt } = hallWindow(rules, facts.opensAt);
  const day = civilDateOf(facts.opensAt);
  const from = atTime(day, hallFromHour, 0);
  const until = atTime(day, hallUntilHour, 0);
  const figures = [
    {
      name: "Hall vote",
      value: minutes,
      unit: "minutes",
      how: `It would open at ${timeInWords(facts.opensAt)} and close ${people(minutes, "minute", "minutes")} later, at ${timeInWords(closesAt)}`,
    },
  ];
  const no = (sentence: string, wouldChange: string) =>
    refuse(rules, { sections: ["s25"], figures, sentence, wouldChange });
  if (facts.class !== "ordinary") {
    return no(
      "Only an ordinary proposal may be put to a hall vote.",
      "This proposal can have a vote that is open for days instead.",
    );
  }
  if (!facts.noticeNamedHour) {
    return no(
      "A hall vote may only be called when the notice named its hour, so that people could plan to be there.",
      "Give notice again and name the hour.",
    );
  }
  if (facts.opensAt < from || closesAt > until) {
    return no(
      `The whole of a hall vote must lie between ${timeInWords(from)} and ${timeInWords(until)}.`,
      `Choose an hour so that all ${people(minutes, "minute", "minutes")} lie between those times.`,
    );
  }
  return allow(rules, {
    sections: ["s25"],
    figures,
    sentence: `A hall vote may be held from ${timeInWords(facts.opensAt)} to ${timeInWords(closesAt)}.`,
  });
}
