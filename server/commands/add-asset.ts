import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { Context } from "./context";
import { arrangeHandover } from "./handover-desk";
import { isSignedIn } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, invalid, type Outcome } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditInParish } from "./write-audit-line";

/**
 * The convenor or the deputy enters something that the parish owns, so that it is handed over at its end (section 45).
 *
 * The same thing entered twice is one. Refuses a stranger (`not_signed_in`), anybody without office in the parish (`not_allowed`), an unknown
 * parish (`not_found`), a parish that holds nothing yet (s45) or has ended (s40), and another thing of the same name (`invalid`).
 */
export async function addAsset(
  context: Context,
  asking: Actor,
  input: { parishSlug: string; name: string; description: string },
): Promise<Outcome<{ assetId: string }>> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "handover.arrange"));
  return context.db.$transaction(async (tx): Promise<Outcome<{ assetId: string }>> => {
    const desk = await arrangeHandover(tx, asking, input.parishSlug);
    if (!desk.ok) return desk;
    const { found, now, actor } = desk.value;
    const parishId = found.row.id;
    const { name, description } = input;
    const known = await tx.asset.findFirst({
      where: { parishId, name: { equals: name, mode: "insensitive" }, removedAt: null },
    });
    if (known?.description === description) return done({ assetId: known.id });
    if (known) return invalid([{ field: "name", message: `"${known.name}" is on the list already.` }]);
    const asset = await tx.asset.create({
      data: { parishId, name, description, addedById: actor.personId, addedByName: actor.name, addedAt: now },
    });
    await appendMinute(tx, parishId, now, "asset_added", { asset: asset.id, name, what: description, by: actor.name });
    await auditInParish(tx, actor, now, found.row, {
      action: "handover.arrange",
      about: `Entered “${name}” as something ${found.row.name} owns`,
      page: "/handover",
    });
    return done({ assetId: asset.id });
  });
}
