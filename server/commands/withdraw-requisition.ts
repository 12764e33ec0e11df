import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { findOpenRequisition } from "../queries/office-facts";
import { actOnOffices } from "./act-on-offices";
import { closeRequisition } from "./change-hands";
import type { Context } from "./context";
import { firstRefusal, parishSubject } from "./hold-proposal";
import { done, type Outcome, refused } from "./outcome";

/**
 * Whoever started a demand for a vote on the convenor withdraws it, while it has not brought a vote.
 *
 * Answers that it is withdrawn. Refuses a stranger (`not_signed_in`), anybody else (`not_allowed`, s53), and a demand that is not open or has
 * its vote (`closed`, s53).
 */
export function withdrawRequisition(
  context: Context,
  actor: Actor,
  input: { slug: string; requisitionId: string },
): Promise<Outcome> {
  return actOnOffices(context, actor, "convenor.unsign", input.slug, async (tx, { found, now, actor }) => {
    const requisition = await findOpenRequisition(tx, found.row.id);
    if (requisition?.id !== input.requisitionId || requisition.voteId) {
      return refused("closed", "This demand for a vote can no longer be withdrawn.", { section: "s53" });
    }
    const subject = { ...parishSubject(found), authorId: requisition.startedById };
    const refusal = firstRefusal(may(actor, "convenor.withdraw_requisition", subject));
    if (refusal) return refusal;
    await closeRequisition(tx, requisition, now, { reason: "Whoever started it withdrew it" });
    return done({});
  });
}
