import { actInForce } from "~/domain/act/act-in-force";
import { endOrderRuling } from "~/domain/act/s16-suspension";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { postOf } from "./act-on-duty";
import type { Context } from "./context";
import { done, invalid, type Outcome, refused, refusedBy } from "./outcome";
import { refusedTo } from "./refused-to";
import { aboutWords, followOrder, holdOrder, noSuchOrder, recordOrder } from "./suspension-record";
import { auditInParish } from "./write-audit-line";

/**
 * An officer withdraws an order of the council before it takes effect, or ends a suspension (section 16). Powers are held again from this
 * instant; votes that were cancelled stay cancelled, and notice of them can be given again.
 *
 * Ending it twice is harmless. Answers how it ended. Refuses a stranger (`not_signed_in`), anybody but an officer of that council
 * (`not_allowed`), an unknown order (`not_found`), missing reasons (`invalid`), an order that ended otherwise, and a revocation that has
 * taken effect (s16).
 */
export async function endSuspension(
  context: Context,
  asking: Actor,
  input: { suspensionId: string; reasons: string },
): Promise<Outcome<{ how: "withdrawn" | "reinstated" }>> {
  if (asking.personId === null) return refusedTo(asking, may(asking, "power.reinstate"));
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome<{ how: "withdrawn" | "reinstated" }>> => {
    const held = await holdOrder(tx, asking, input.suspensionId);
    if (!held) return refused("not_found", noSuchOrder);
    const { now, found, order, actor } = held;
    const allowed = may(actor, "power.reinstate", { councilId: found.row.councilId });
    if (!allowed.holds) return refusedTo(actor, allowed);
    if (order.endedHow !== null && order.endedHow !== "set_aside" && order.endedById === actor.personId) {
      return done({ how: order.endedHow });
    }
    const reasons = input.reasons.trim();
    const ruling = endOrderRuling(found.rules ?? actInForce, { ...order, reasons, now });
    if (!ruling.holds) {
      return ruling.wouldChange === "Give the reasons."
        ? invalid([{ field: "reasons", message: ruling.sentence }])
        : refusedBy(ruling);
    }
    const how = ruling.outcome === "withdrawn" ? "withdrawn" : "reinstated";
    const officer = postOf(actor, found.row.councilId);
    await tx.suspension.update({
      where: { id: order.id },
      data: {
        endedAt: now,
        endedHow: how,
        endedById: officer.id,
        endedByName: officer.name,
        endedByPost: officer.post,
        endedReasons: reasons,
      },
    });
    await followOrder(tx, order, null);
    const about = aboutWords(found, order.power);
    await recordOrder(tx, held, how === "withdrawn" ? "order_withdrawn" : "reinstated", {
      title:
        how === "withdrawn"
          ? `${found.row.council.name} leaves ${about} as it is`
          : `${found.row.council.name} gives back ${about}`,
      ruling,
      reasons,
      body: { officer: officer.name, post: officer.post },
    });
    await auditInParish(tx, actor, now, found.row, {
      action: "power.reinstate",
      about: `${how === "withdrawn" ? "Withdrew the order about" : "Gave back"} ${about}`,
      page: "/powers",
    });
    return done({ how });
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}
