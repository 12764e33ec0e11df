import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { instant } from "../persistence/db";
import { leaveArea } from "./change-hands";
import type { Context } from "./context";
import { done, type Outcome } from "./outcome";
import { refusedTo } from "./refused-to";
import { lockHomeOf } from "./residency-record";

/**
 * Ends a person's own home in the product: takes back a claim, or says that they live there no longer. The rolls of votes that have
 * opened stay as they were frozen; offices held there end (section 53). Ending nothing is harmless.
 *
 * Answers whether there was a home to end. Refuses a stranger (`not_signed_in`).
 */
export async function endResidency(context: Context, actor: Actor): Promise<Outcome<{ hasEnded: boolean }>> {
  const allowed = may(actor, "residency.claim");
  const personId = actor.personId;
  if (!allowed.holds || personId === null) return refusedTo(actor, allowed);
  return context.db.$transaction(async (tx) => {
    const home = await lockHomeOf(tx, personId);
    if (!home) return done({ hasEnded: false });
    const now = await instant(tx);
    await tx.residency.update({ where: { id: home.id }, data: { endedAt: now, address: null, postedCodeHash: null } });
    if (home.confirmedAt) await leaveArea(tx, personId, home.wardId, now);
    return done({ hasEnded: true });
  });
}
