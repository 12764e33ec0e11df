import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { instant } from "../persistence/db";
import type { Context } from "./context";
import { done, type Outcome } from "./outcome";
import { refusedTo } from "./refused-to";

/**
 * Ends a person's own home in the product: takes back a claim, or says that they live there no longer. The rolls of votes that have
 * opened stay as they were frozen. Ending nothing is harmless.
 *
 * Answers whether there was a home to end. Refuses a stranger (`not_signed_in`).
 */
export async function endResidency(context: Context, actor: Actor): Promise<Outcome<{ hasEnded: boolean }>> {
  const allowed = may(actor, "residency.claim");
  const personId = actor.personId;
  if (!allowed.holds || personId === null) return refusedTo(actor, allowed);
  return context.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM person WHERE id = ${personId}::uuid FOR NO KEY UPDATE`;
    await tx.$queryRaw`
      SELECT 1 FROM residency WHERE person_id = ${personId}::uuid AND ended_at IS NULL AND refused_at IS NULL FOR UPDATE`;
    const { count } = await tx.residency.updateMany({
      where: { personId, endedAt: null, refusedAt: null },
      data: { endedAt: await instant(tx), address: null, postedCodeHash: null },
    });
    return done({ hasEnded: count > 0 });
  });
}
