import { addDays, civilDateOf, startOfDay } from "../time/civil";
import { dayInWords, instantInWords, people } from "../time/words";
import { allow, type Figure, type Rules, type Ruling, refuse } from "./ruling";
import { type Term, termDaysOf } from "./s40-expiry";
import { parameter, parameterValue, section } from "./section";

export const windingUpDays = parameter("windingUpDays", {
  default: 28,
  min: 7,
  max: 90,
  unit: "days",
  meaning: "How long before the sunset a parish stops beginning new things.",
  precedent:
    "The weeks before an election in which councils begin nothing new (Local Government Act 1986, section 2, and the publicity code made under it).",
});

/** Winding up never takes more than one part in this many of the term. */
const windingUpShareOfTerm = 6;

export const s44 = section({
  number: 44,
  part: 7,
  title: "Winding up",
  text: [
    "In its last {windingUpDays} days a parish winds up. In a short term that is the last sixth of the term, if that is shorter.",
    "While it winds up no new vote opens and the parish promises nothing new.",
    "What is already under way goes on. Everything that will not be finished is handed over (section 45).",
    "A parish that has been renewed does not wind up.",
  ],
  parameters: [windingUpDays],
  resembles:
    "The Local Government (Parishes and Parish Councils) (England) Regulations 2008, on what happens to property and contracts when a parish council is abolished.",
});

/** How many whole days winding up takes in a term: the council's figure or a sixth of the term, rounded down. */
export function windingUpDaysOf(rules: Rules, termDays: number): number {
  return Math.min(parameterValue(rules, windingUpDays), Math.floor(termDays / windingUpShareOfTerm));
}

/** The instant at which winding up begins: the start of the first of its days. */
export function windingUpFrom(rules: Rules, term: Term): Date {
  return startOfDay(addDays(civilDateOf(term.sunsetAt), -windingUpDaysOf(rules, termDaysOf(term))));
}

export interface WindingUpFacts extends Term {
  now: Date;
  /** Whether the parish has been renewed, so that this sunset is not its last. */
  isRenewed?: boolean;
}

function windingUpFigure(rules: Rules, term: Term): Figure {
  const days = termDaysOf(term);
  const sixth = Math.floor(days / windingUpShareOfTerm);
  return {
    name: "Winding up",
    value: windingUpDaysOf(rules, days),
    unit: "days",
    how: `The smaller of ${people(parameterValue(rules, windingUpDays), "day", "days")} and a sixth of the term of ${people(days, "day", "days")}, which is ${sixth} (rounded down); it begins on ${dayInWords(windingUpFrom(rules, term))}`,
  };
}

function notWhileWindingUp(rules: Rules, facts: WindingUpFacts, refusal: string): Ruling {
  const figures = [windingUpFigure(rules, facts)];
  const from = windingUpFrom(rules, facts);
  if (facts.isRenewed) {
    return allow(rules, {
      sections: ["s44", "s43"],
      sentence: "This parish has been renewed, so it is not winding up.",
    });
  }
  if (facts.now < from) {
    return allow(rules, {
      sections: ["s44"],
      figures,
      sentence: `This parish begins to wind up on ${dayInWords(from)}.`,
    });
  }
  return refuse(rules, {
    sections: ["s44"],
    outcome: "winding_up",
    figures,
    sentence: `This parish has been winding up since ${dayInWords(from)} and its powers last until ${instantInWords(facts.sunsetAt)}. ${refusal}`,
  });
}

/** Whether a vote may still be opened. Refuses from the first instant of winding up on, unless the parish is renewed. */
export function noNewVotesRuling(rules: Rules, facts: WindingUpFacts): Ruling {
  return notWhileWindingUp(rules, facts, "No new vote may open.");
}

/** Whether the parish may still take on a commitment. Refuses from the first instant of winding up on, unless renewed. */
export function noNewCommitmentsRuling(rules: Rules, facts: WindingUpFacts): Ruling {
  return notWhileWindingUp(rules, facts, "It may promise nothing new.");
}
