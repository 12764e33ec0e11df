import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { Context } from "./context";
import { arrangeHandover } from "./handover-desk";
import { appendMinute } from "./minute-book";
import { done, invalid, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditInParish } from "./write-audit-line";

/**
 * The convenor or the deputy takes something off the list of what the parish owns, with the reason: sold, worn out, entered by mistake.
 *
 * Sent twice it is done once. Refuses a stranger (`not_signed_in`), anybody without office in the parish (`not_allowed`), what is not on the list
 * (`not_found`), a missing reason (`invalid`) and a parish that has ended (s40).
 */
export async function removeAsset(
  context: Context,
  asking: Actor,
  input: { parishSlug: string; assetId: string; reason: string },
): Promise<Outcome> {
  if (asking.personId === null) return refusedTo(asking, may(asking, "handover.arrange"));
  return context.db.$transaction(async (tx): Promise<Outcome> => {
    const desk = await arrangeHandover(tx, asking, input.parishSlug);
    if (!desk.ok) return desk;
    const { found, now, actor } = desk.value;
    const parishId = found.row.id;
    const asset = await tx.asset.findFirst({ where: { id: input.assetId, parishId } });
    if (!asset) return refused("not_found", "This is not on the list of what the parish owns.");
    if (asset.removedAt) return done({});
    const reason = input.reason.trim();
    if (reason === "") return invalid([{ field: "reason", message: "Say what became of it." }]);
    await tx.asset.update({ where: { id: asset.id }, data: { removedAt: now, removedReason: reason } });
    await tx.handoverItem.updateMany({
      where: { parishId, kind: "asset", subject: asset.id, endedAt: null },
      data: { endedAt: now },
    });
    await appendMinute(tx, parishId, now, "asset_removed", {
      asset: asset.id,
      name: asset.name,
      reason,
      by: actor.name,
    });
    await auditInParish(tx, actor, now, found.row, {
      action: "handover.arrange",
      about: `Took “${asset.name}” off what ${found.row.name} owns`,
      page: "/handover",
    });
    return done({});
  });
}
