import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { acknowledgeDuty } from "./acknowledge-duty";
import type { Context } from "./context";
import { done, invalid, type Outcome, type Refused, refused } from "./outcome";
import { refusedTo } from "./refused-to";

/** How many may be acknowledged at once: a page of the docket. */
export const mostAtOnce = 50;

/** What became of one of them. */
export type AcknowledgedRow =
  | { dutyId: string; became: "acknowledged" | "was_already" }
  | { dutyId: string; became: "refused"; refused: Refused };

/**
 * Says of several charters or decisions that the council has received them (section 34). Each is acknowledged by itself, under the same rules
 * as one alone, so that what is refused of one keeps no other back. Sending it twice is the same as once.
 *
 * Answers what became of each, in the order asked. Refuses a stranger (`not_signed_in`), anybody but an officer of this council
 * (`not_allowed`), none at all (`invalid`) and too many (`too_many`).
 *
 * @param input.councilId what belongs to another council is refused by its own row
 */
export async function acknowledgeDuties(
  context: Context,
  actor: Actor,
  input: { councilId: string; dutyIds: readonly string[] },
): Promise<Outcome<{ rows: AcknowledgedRow[] }>> {
  const allowed = may(actor, "duty.act", { councilId: input.councilId });
  if (!allowed.holds) return refusedTo(actor, allowed);
  const dutyIds = [...new Set(input.dutyIds)];
  if (dutyIds.length === 0) return invalid([{ field: "duty", message: "Tick what the council has received." }]);
  if (dutyIds.length > mostAtOnce) return refused("too_many", `Tick at most ${mostAtOnce} at once.`);
  const rows: AcknowledgedRow[] = [];
  for (const dutyId of dutyIds) {
    const outcome = await acknowledgeDuty(context, actor, { dutyId });
    if (!outcome.ok) rows.push({ dutyId, became: "refused", refused: outcome.refused });
    else rows.push({ dutyId, became: outcome.value.isNew ? "acknowledged" : "was_already" });
  }
  return done({ rows });
}
