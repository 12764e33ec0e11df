import type { Term } from "../act/s40-expiry";
import { type CivilDate, compareDates, startOfDay } from "../time/civil";

/** What a parish keeps of its terms. */
export interface TermFacts {
  /** First day of the term that was running when a renewal was last decided, or of the only one. */
  startsOn: CivilDate;
  /** First day of the term that a renewal added: the day of the sunset that it put off. */
  nextStartsOn: CivilDate | null;
  /** The end of the last term. */
  sunsetAt: Date;
}

/** The first day of the added term; null when there is none, or when the people have since voted to end the parish before it. */
function nextStartOf({ nextStartsOn, sunsetAt }: TermFacts): CivilDate | null {
  return nextStartsOn !== null && startOfDay(nextStartsOn) < sunsetAt ? nextStartsOn : null;
}

/**
 * The term of a parish on a day. A renewed parish does not wind up (section 44), so until the old sunset its term runs on to the
 * new one; from that day the new term is the whole term, with its own half time, last safe days and winding up.
 */
export function termOn(facts: TermFacts, today: CivilDate): Term {
  const { startsOn, sunsetAt } = facts;
  const nextStartsOn = nextStartOf(facts);
  const hasNextBegun = nextStartsOn !== null && compareDates(today, nextStartsOn) >= 0;
  return { startsOn: hasNextBegun ? nextStartsOn : startsOn, sunsetAt };
}

/**
 * The same, with the end that the running term had before it was renewed: its half time, and what lapses with it, keep to that. The
 * same as `termOn` when no renewal was decided, or once the new term has begun.
 */
export function runningTermOn(facts: TermFacts, today: CivilDate): Term {
  const term = termOn(facts, today);
  const nextStartsOn = nextStartOf(facts);
  const isRenewed = nextStartsOn !== null && term.startsOn !== nextStartsOn;
  return isRenewed ? { ...term, sunsetAt: startOfDay(nextStartsOn) } : term;
}
