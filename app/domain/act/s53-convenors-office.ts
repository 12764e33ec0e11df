import { addDays, type CivilDate, civilDateOf, compareDates, endOfDay } from "../time/civil";
import { dayInWords, number, people } from "../time/words";
import { percentOfPeople } from "./percent-of-people";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { earliestOpening } from "./s21-notice";
import type { Term } from "./s40-expiry";
import { openingRuling } from "./s41-last-safe-day";
import { section } from "./section";

/** The share of the parish roll that may demand a vote to replace the convenor (as in the Recall of MPs Act 2015). */
const requisitionPercent = 10;

/** Days without convenor and deputy after which the council and the Commissioner are told. */
const vacancyDays = 14;

export const s53 = section({
  number: 53,
  part: 9,
  title: "The convenor's office",
  text: [
    "The deputy acts when the convenor is away, has a conflict of interest, or has left.",
    "A convenor may resign at any time, by saying so.",
    "10% of the people on the parish roll may demand a vote on replacing the convenor. That vote is a charter vote.",
    "If a parish has neither a convenor nor a deputy for 14 days, the council and the Commissioner are told.",
    "Only people on the parish roll who have offered to do it hold an office. A convenor without a deputy names one of them. Whoever moves away from the parish has left their office.",
  ],
  parameters: [],
  resembles:
    "The Recall of MPs Act 2015, under which 10% of electors may recall their Member of Parliament, and section 89 of the Local Government Act 1972 on vacancies in a council.",
});

/** How the convenor's office stands. */
export type ConvenorState = "present" | "absent" | "conflicted" | "vacant";

/** Who acts as convenor. Outcome `convenor` or `deputy`; refused with `nobody` when there is no deputy to act. */
export function actingConvenorRuling(rules: Rules, facts: { convenor: ConvenorState; hasDeputy: boolean }): Ruling {
  if (facts.convenor === "present") {
    return allow(rules, { sections: ["s53"], outcome: "convenor", sentence: "The convenor acts." });
  }
  const why = {
    absent: "the convenor is away",
    conflicted: "the convenor has a conflict of interest",
    vacant: "there is no convenor",
  }[facts.convenor];
  if (facts.hasDeputy) {
    return allow(rules, { sections: ["s53"], outcome: "deputy", sentence: `The deputy acts, because ${why}.` });
  }
  return refuse(rules, {
    sections: ["s53"],
    outcome: "nobody",
    sentence: `Nobody can act, because ${why} and there is no deputy.`,
    wouldChange: "People on the parish roll may demand a vote on who becomes convenor.",
  });
}

/** The days on which the holder of an office says that they are away, the last one included; both null when they are not. */
export interface Absence {
  awayFrom: CivilDate | null;
  awayUntil: CivilDate | null;
}

/** How the convenor's office stands on a day. */
export function convenorState(convenor: Absence | null, today: CivilDate): ConvenorState {
  if (!convenor) return "vacant";
  const { awayFrom, awayUntil } = convenor;
  const isAway =
    awayFrom !== null &&
    awayUntil !== null &&
    compareDates(awayFrom, today) <= 0 &&
    compareDates(today, awayUntil) <= 0;
  return isAway ? "absent" : "present";
}

/** Whether a convenor may name somebody as deputy. Refuses while there is a deputy, and somebody who has not offered to do it. */
export function nameDeputyRuling(rules: Rules, facts: { hasDeputy: boolean; hasOffered: boolean }): Ruling {
  const no = (outcome: string, sentence: string, wouldChange: string) =>
    refuse(rules, { sections: ["s53"], outcome, sentence, wouldChange });
  if (facts.hasDeputy) {
    return no("not_vacant", "This parish has a deputy, and there is one at a time.", "The deputy may resign.");
  }
  if (!facts.hasOffered) {
    return no(
      "not_offered",
      "Nobody becomes deputy who has not offered to do it.",
      "People on the parish roll may offer to be deputy.",
    );
  }
  return allow(rules, { sections: ["s53"], outcome: "named", sentence: "The convenor may name a deputy." });
}

/**
 * The first day on which a vote on the convenor may open when notice of it is given now, and whether that is early enough for it to be
 * finished before the parish winds up (section 41).
 */
export function requisitionedVote(rules: Rules, facts: Term & { now: Date }): { opensOn: CivilDate; ruling: Ruling } {
  const opensOn = earliestOpening(rules, { class: "charter", noticeAt: facts.now });
  return { opensOn, ruling: openingRuling(rules, { ...facts, class: "charter", tier: null, opensOn }) };
}

/** How many people on the parish roll must sign to demand a vote on replacing the convenor: 10%, rounded up, at least 1. */
export function requisitionThreshold(_rules: Rules, facts: { roll: number }): number {
  return Math.max(1, percentOfPeople(facts.roll, requisitionPercent));
}

/** Whether enough people have signed to demand a vote on replacing the convenor. Outcome `met` or `not_met`. */
export function requisitionRuling(rules: Rules, facts: { roll: number; signatures: number }): Ruling {
  const needed = requisitionThreshold(rules, facts);
  const figures = [
    {
      name: "Signatures needed",
      value: needed,
      unit: "people",
      how: `${requisitionPercent}% of ${number(facts.roll)} on the parish roll is ${number(needed)} (rounded up)`,
    },
    { name: "Signatures", value: facts.signatures, unit: "people", how: `${number(facts.signatures)} have signed` },
  ];
  if (facts.signatures < needed) {
    return refuse(rules, {
      sections: ["s53"],
      outcome: "not_met",
      figures,
      sentence: `${people(facts.signatures, "person has", "people have")} signed to demand a vote on the convenor, and ${number(needed)} must.`,
      wouldChange: `${people(needed - facts.signatures, "more person", "more people")} must sign.`,
    });
  }
  return allow(rules, {
    sections: ["s53"],
    outcome: "met",
    figures,
    sentence: `${people(facts.signatures, "person has", "people have")} signed, so a vote on replacing the convenor must be held.`,
  });
}

/**
 * Since when a parish has had neither convenor nor deputy: since the last of them left. Null while it has one of them, and while it never
 * had any.
 */
export function vacantSince(offices: readonly { endedAt: Date | null }[]): Date | null {
  if (offices.length === 0 || offices.some(({ endedAt }) => endedAt === null)) return null;
  return new Date(Math.max(...offices.map(({ endedAt }) => (endedAt as Date).getTime())));
}

/** The instant at which a parish without convenor and deputy is reported: after 14 whole days. */
export function vacancyReportedAt(vacantSince: Date): Date {
  return endOfDay(addDays(civilDateOf(vacantSince), vacancyDays));
}

/** Whether a parish may still go on without convenor and deputy. Refuses, outcome `reported`, after 14 whole days. */
export function vacancyRuling(rules: Rules, facts: { vacantSince: Date; now: Date }): Ruling {
  const reportedAt = vacancyReportedAt(facts.vacantSince);
  const lastDay = addDays(civilDateOf(facts.vacantSince), vacancyDays);
  const figures = [
    {
      name: "Last day without a convenor",
      value: dayInWords(lastDay),
      unit: "",
      how: `${vacancyDays} whole days after ${dayInWords(facts.vacantSince)}`,
    },
  ];
  if (facts.now >= reportedAt) {
    return refuse(rules, {
      sections: ["s53", "s50"],
      outcome: "reported",
      figures,
      sentence: `This parish has had no convenor and no deputy since ${dayInWords(facts.vacantSince)}. The council and the Commissioner have been told.`,
      wouldChange: "People on the parish roll may demand a vote on who becomes convenor.",
    });
  }
  return allow(rules, {
    sections: ["s53"],
    outcome: "vacant",
    figures,
    sentence: `This parish has no convenor and no deputy. If nobody is named by the end of ${dayInWords(lastDay)}, the council and the Commissioner are told.`,
  });
}
