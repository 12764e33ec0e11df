import { actInForce } from "~/domain/act/act-in-force";
import { appealRuling } from "~/domain/act/s16-suspension";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { Context } from "./context";
import { isSignedIn } from "./hold-proposal";
import { done, invalid, type Outcome, refused, refusedBy } from "./outcome";
import { refusedTo } from "./refused-to";
import { aboutWords, holdOrder, noSuchOrder, recordOrder } from "./suspension-record";
import { auditInParish } from "./write-audit-line";

/**
 * The convenor or the deputy appeals to the Commissioner against an order of the council (sections 16 and 50), once. The order holds
 * until the Commissioner decides.
 *
 * The same appeal sent twice is one. Refuses a stranger (`not_signed_in`), anybody without office in the parish (`not_allowed`), an unknown
 * order (`not_found`), missing reasons (`invalid`), a second appeal, and an order that has ended (s16).
 */
export async function appealSuspension(
  context: Context,
  asking: Actor,
  input: { suspensionId: string; reasons: string },
): Promise<Outcome> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "suspension.appeal"));
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome> => {
    const held = await holdOrder(tx, asking, input.suspensionId);
    if (!held) return refused("not_found", noSuchOrder);
    const { now, found, order, actor } = held;
    const allowed = may(actor, "suspension.appeal", { parishId: found.row.id });
    if (!allowed.holds) return refusedTo(actor, allowed);
    const reasons = input.reasons.trim();
    if (order.appeal?.byId === actor.personId && order.appeal.reasons === reasons) return done({});
    const { endedAt, appeal } = order;
    const ruling = appealRuling(found.rules ?? actInForce, { endedAt, isAppealed: appeal !== null, reasons });
    if (!ruling.holds) {
      return ruling.wouldChange ? invalid([{ field: "reasons", message: ruling.sentence }]) : refusedBy(ruling);
    }
    await tx.appeal.create({
      data: { suspensionId: order.id, reasons, byId: actor.personId, byName: actor.name, at: now },
    });
    await recordOrder(tx, held, "appeal_made", {
      title: `${found.row.name} appeals to the Commissioner about ${aboutWords(found, order.power)}`,
      ruling,
      reasons,
      body: { by: actor.name },
    });
    await auditInParish(tx, actor, now, found.row, {
      action: "suspension.appeal",
      about: `About ${aboutWords(found, order.power)}`,
      page: "/powers",
    });
    return done({});
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}
