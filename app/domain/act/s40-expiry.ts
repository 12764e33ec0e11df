import { type CivilDate, civilDateOf, daysBetween } from "../time/civil";
import { instantInWords } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

export const s40 = section({
  number: 40,
  part: 7,
  title: "The sunset",
  text: [
    "A parish ends at its sunset, by itself. Nobody has to end it, and nobody can stop it.",
    "From that moment it has no powers. Nothing can be proposed, voted on or decided in its name.",
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
