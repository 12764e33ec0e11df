import type { Actor } from "~/domain/permissions/actor";
import { addMonths, type CivilDate, civilDateOf, compareDates } from "~/domain/time/civil";
import { dayInWords } from "~/domain/time/words";
import { toDateColumn } from "../persistence/db";
import { actOnOffices } from "./act-on-offices";
import type { Context } from "./context";
import { appendMinute } from "./minute-book";
import { done, type FieldError, invalid, type Outcome } from "./outcome";
import { auditInParish } from "./write-audit-line";

/** Nobody plans an absence further ahead than this; it catches a slip of the year. */
const furthestMonths = 12;

/**
 * The convenor or the deputy says on which days they are away, which everybody may read. New days take the place of old ones.
 *
 * Answers that it is said. Refuses as `resignOffice` does, and days that are over, turned round or too far off (`invalid`).
 *
 * @param input.until the last day away
 */
export function declareAbsence(
  context: Context,
  actor: Actor,
  input: { slug: string; from: CivilDate; until: CivilDate },
): Promise<Outcome> {
  const { from, until } = input;
  return actOnOffices(context, actor, "office.be_away", input.slug, async (tx, { found, now, personId, actor }) => {
    const today = civilDateOf(now);
    const errors: FieldError[] = [];
    const say = (field: string, message: string) => errors.push({ field, message });
    if (compareDates(until, from) < 0) say("until", "The last day away must not be before the first.");
    else if (compareDates(until, today) < 0) say("until", "The last day away must not be over already.");
    else if (compareDates(until, addMonths(today, furthestMonths)) > 0) {
      say("until", "The last day away must be within a year from today.");
    }
    if (errors.length > 0) return invalid(errors);
    const held = found.row.offices.find((office) => office.personId === personId);
    if (!held) return done({});
    const days = { awayFrom: toDateColumn(from), awayUntil: toDateColumn(until) };
    await tx.parishOffice.update({ where: { id: held.id }, data: days });
    const isSame =
      held.awayFrom?.getTime() === days.awayFrom.getTime() && held.awayUntil?.getTime() === days.awayUntil.getTime();
    if (!isSame) {
      await appendMinute(tx, found.row.id, now, "absence_declared", {
        office: held.office,
        person: actor.name,
        awayFrom: from,
        awayUntil: until,
      });
      await auditInParish(tx, actor, now, found.row, {
        action: "office.be_away",
        about: `Away from ${found.row.name}`,
        page: "/convenor",
        changes: [{ what: "Days away", before: daysAway(held), after: `${dayInWords(from)} to ${dayInWords(until)}` }],
      });
    }
    return done({});
  });
}

function daysAway({ awayFrom, awayUntil }: { awayFrom: Date | null; awayUntil: Date | null }): string | undefined {
  return awayFrom && awayUntil ? `${dayInWords(awayFrom)} to ${dayInWords(awayUntil)}` : undefined;
}

/**
 * The convenor or the deputy says that they are back, or will not be away after all.
 *
 * Answers that it is said; saying it without having been away is harmless. Refuses as `resignOffice` does.
 */
export function endAbsence(context: Context, actor: Actor, input: { slug: string }): Promise<Outcome> {
  return actOnOffices(context, actor, "office.be_away", input.slug, async (tx, { found, now, personId, actor }) => {
    const held = found.row.offices.find((office) => office.personId === personId);
    if (!held?.awayFrom) return done({});
    await tx.parishOffice.update({ where: { id: held.id }, data: { awayFrom: null, awayUntil: null } });
    await appendMinute(tx, found.row.id, now, "absence_ended", { office: held.office, person: actor.name });
    await auditInParish(tx, actor, now, found.row, {
      action: "office.be_away",
      about: `Back in ${found.row.name}`,
      page: "/convenor",
      changes: [{ what: "Days away", before: daysAway(held) }],
    });
    return done({});
  });
}
