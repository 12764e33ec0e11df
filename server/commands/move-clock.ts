import { lifetimeMonths } from "~/domain/act/s43-renewal";
import type { Actor } from "~/domain/permissions/actor";
import { addElapsed, advance } from "~/domain/time/civil";
import { instantInWords } from "~/domain/time/words";
import { instant } from "../persistence/db";
import { passTime } from "../simulation/clock";
import type { Context } from "./context";
import { done, invalid, type Outcome, refused } from "./outcome";
import { auditServer } from "./write-audit-line";

/** Longest single move: enough to see the longest lifetime that the Act allows a parish. */
const mostMonthsAtOnce = lifetimeMonths.max;
/** How far ahead of real time the clock may ever be; the calendars of bank holidays reach further. */
const mostMonthsAhead = 600;

/**
 * Moves the simulation's clock forward. Votes that open or close on the way do so in their turn.
 *
 * Answers the instant that the clock shows now; an `until` that has passed already changes nothing. Refuses everything when
 * the simulation is off (`not_found`), and what is no length of time, leads backwards or is too long (`invalid`).
 *
 * @param input.advance an ISO 8601 duration, such as `P30D` or `PT15M`
 * @param input.until an instant in ISO 8601, instead of a duration
 * @param by who moves it, if somebody is signed in: anybody may
 */
export async function moveClock(
  context: Context,
  input: { advance?: string; until?: string },
  by: Actor | null = null,
): Promise<Outcome<{ now: Date }>> {
  if (!context.env.isSimulated) return refused("not_found", "Nothing is kept at this address.");
  const wrong = (message: string) => invalid([{ field: "advance", message }]);
  const now = await instant(context.db);
  let to: Date | null;
  if (input.until !== undefined) {
    to = new Date(input.until);
    if (Number.isNaN(to.getTime())) return wrong("Choose one of the moments in the list.");
    if (to <= now) return done({ now });
  } else {
    if (!input.advance) return wrong("Say how far the clock should move, such as P7D for seven days.");
    if (/^\s*-/.test(input.advance)) return wrong("The clock only moves forward.");
    to = advance(now, input.advance);
  }
  if (to === null) return wrong("Write a length of time such as P7D for seven days or PT2H for two hours.");
  if (to > addElapsed(now, { months: mostMonthsAtOnce })) {
    return wrong(`The clock moves ${mostMonthsAtOnce} months at most at once.`);
  }
  if (to > addElapsed(new Date(), { months: mostMonthsAhead })) {
    return wrong("The clock cannot be more than fifty years ahead of the real one.");
  }
  const shown = await passTime(context, to);
  await auditServer(context.db, shown, {
    action: "simulation.move_clock",
    about: "The clock of the simulation",
    path: "/simulation#clock",
    by,
    changes: [{ what: "The clock", before: instantInWords(now), after: instantInWords(shown) }],
  });
  return done({ now: shown });
}
