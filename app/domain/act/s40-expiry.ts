import { addDays, type CivilDate, civilDateOf, compareDates, daysBetween } from "../time/civil";
import { dayInWords, instantInWords, people } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

export const s40 = section({
  number: 40,
  part: 7,
  title: "The sunset",
  text: [
    "A parish ends at its sunset, by itself. Nobody has to end it, and nobody can stop it.",
    "From that moment it has no powers. Nothing can be proposed, voted on or decided in its name.",
    "The people of a parish may end it sooner, by a charter vote. Between that vote and the end there are at least the days of winding up (s44).",
    "Its record stays open for everybody to read, for good.",
  ],
  parameters: [],
  resembles:
    "Section 89 of the Coronavirus Act 2020, which ended that Act's powers on a fixed day, and section 9 of the Road Traffic Regulation Act 1984, under which an experimental order ends by itself.",
});

/** When a parish's term begins and ends. */
export interface Term {
  /** The parish's first day, which is day 1 of its term. */
  startsOn: CivilDate;
  /** The instant at which it ends, which is no longer part of it. */
  sunsetAt: Date;
}

/** The whole days of a term. A sunset in the middle of a day leaves that day out. */
export function termDaysOf(term: Term): number {
  return daysBetween(term.startsOn, civilDateOf(term.sunsetAt));
}

/** Whether a parish still holds its powers at an instant. Refuses at the sunset and after it. */
export function aliveRuling(rules: Rules, facts: { sunsetAt: Date; now: Date }): Ruling {
  const sunset = instantInWords(facts.sunsetAt);
  const figures = [
    { name: "Sunset", value: sunset, unit: "", how: "The start of the parish and its term give this moment" },
  ];
  if (facts.now >= facts.sunsetAt) {
    return refuse(rules, {
      sections: ["s40"],
      outcome: "expired",
      figures,
      sentence: `This parish has ended. Its powers lasted until ${sunset}. Its record stays here to be read.`,
    });
  }
  return allow(rules, { sections: ["s40"], figures, sentence: `This parish holds its powers until ${sunset}.` });
}

export interface EndingFacts extends Term {
  /** When the vote on the earlier end closes. */
  closesAt: Date;
  /** The first day that is no longer part of the parish. */
  endsOn: CivilDate;
  /** The days of winding up in the present term (section 44). */
  windingUpDays: number;
}

/** The first day on which a parish may end after a vote that closes then: every day of winding up lies between. */
export function earliestEnd(facts: { closesAt: Date; windingUpDays: number }): CivilDate {
  return addDays(civilDateOf(facts.closesAt), facts.windingUpDays + 1);
}

/** Whether the people of a parish may vote to end it on a day. Refuses a day that leaves no time to wind up, and one that is not sooner. */
export function endingRuling(rules: Rules, facts: EndingFacts): Ruling {
  const earliest = earliestEnd(facts);
  const sunsetOn = civilDateOf(facts.sunsetAt);
  const figures = [
    {
      name: "May end from",
      value: dayInWords(earliest),
      unit: "",
      how: `${people(facts.windingUpDays, "day", "days")} of winding up after the day on which voting closes, ${dayInWords(facts.closesAt)}`,
    },
    { name: "Sunset", value: dayInWords(sunsetOn), unit: "", how: "The parish ends then without any vote" },
  ];
  const no = (sentence: string, wouldChange: string) =>
    refuse(rules, { sections: ["s40", "s44"], figures, sentence, wouldChange });
  if (compareDates(earliest, sunsetOn) >= 0) {
    return no("There is no time left to end this parish sooner than its sunset.", "It ends by itself at its sunset.");
  }
  if (compareDates(facts.endsOn, earliest) < 0) {
    return no(
      `A parish that ends on ${dayInWords(facts.endsOn)} would have too little time to hand over what it has.`,
      `Choose a day from ${dayInWords(earliest)} on.`,
    );
  }
  if (compareDates(facts.endsOn, sunsetOn) >= 0) {
    return no(
      `This parish ends on ${dayInWords(sunsetOn)} without any vote.`,
      `Choose a day before ${dayInWords(sunsetOn)}.`,
    );
  }
  return allow(rules, {
    sections: ["s40", "s44"],
    figures,
    sentence: `The people of this parish may vote to end it on ${dayInWords(facts.endsOn)}.`,
  });
}
