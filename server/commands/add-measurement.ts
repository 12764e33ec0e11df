import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { type CivilDate, civilDateOf, compareDates } from "~/domain/time/civil";
import { dayInWords, number } from "~/domain/time/words";
import { toDateColumn } from "../persistence/db";
import type { Context } from "./context";
import { firstRefusal, isSignedIn, parishSubject } from "./hold-proposal";
import { holdReview, noSuchReview, reviewPostOf } from "./hold-review";
import { appendMinute } from "./minute-book";
import { done, invalid, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditInParish } from "./write-audit-line";

/** A figure that was measured of a priority action. */
export interface MeasurementInput {
  parishSlug: string;
  priorityActionId: string;
  measuredOn: CivilDate;
  value: number;
  /** Where the figure comes from. */
  source: string;
}

/**
 * Adds what was measured of a priority action on a day of the present term. A mistake is put right by another figure for the same day: the
 * one that was added last counts. The same figure sent twice is one.
 *
 * Answers the measurement. Refuses a stranger (`not_signed_in`), anybody but the convenor, the deputy and officers of this council
 * (`not_allowed`), an unknown parish or action (`not_found`), a day before the term or to come (`invalid`), and a parish that has ended
 * (s40) or whose powers were taken back (s16).
 */
export async function addMeasurement(
  context: Context,
  asking: Actor,
  input: MeasurementInput,
): Promise<Outcome<{ measurementId: string }>> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "measurement.add"));
  const { measuredOn, value } = input;
  const source = input.source.trim();
  return context.db.$transaction(async (tx) => {
    const held = await holdReview(tx, asking, input.parishSlug);
    if (!held) return refused("not_found", noSuchReview);
    const { now, found, term, steps, actor } = held;
    const refusal = firstRefusal(may(actor, "measurement.add", parishSubject(found)), steps.measure);
    if (refusal) return refusal;
    const action = await tx.priorityAction.findFirst({
      where: { id: input.priorityActionId, parishId: found.row.id },
    });
    if (!action) return refused("not_found", "This parish has no such priority action.");
    if (compareDates(measuredOn, civilDateOf(now)) > 0) {
      return invalid([{ field: "measuredOn", message: "Give a day that has come: this one lies ahead." }]);
    }
    if (compareDates(measuredOn, term.startsOn) < 0) {
      const message = `Give a day of this term, which began on ${dayInWords(term.startsOn)}.`;
      return invalid([{ field: "measuredOn", message }]);
    }
    if (source === "") return invalid([{ field: "source", message: "Say where the figure comes from." }]);

    const figure = { priorityActionId: action.id, measuredOn: toDateColumn(measuredOn), value, source };
    const latest = await tx.measurement.findFirst({
      where: { priorityActionId: action.id, measuredOn: figure.measuredOn },
      orderBy: [{ at: "desc" }, { id: "desc" }],
    });
    if (latest?.value === value && latest.source === source) return done({ measurementId: latest.id });
    const byPost = reviewPostOf(actor, found);
    const measurement = await tx.measurement.create({
      data: { ...figure, byId: actor.personId, byName: actor.name, byPost, at: now },
    });
    await appendMinute(tx, found.row.id, now, "action_measured", {
      action: action.action,
      measure: action.measure,
      measuredOn,
      value,
      source,
      by: actor.name,
      post: byPost,
    });
    await auditInParish(tx, actor, now, found.row, {
      action: "measurement.add",
      about: `${action.measure}, measured on ${dayInWords(measuredOn)}`,
      page: "/review",
      changes: [{ what: "Figure", before: latest ? number(latest.value) : undefined, after: number(value) }],
    });
    return done({ measurementId: measurement.id });
  });
}
