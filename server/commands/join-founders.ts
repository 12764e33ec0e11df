import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { Context } from "./context";
import { lockParishAt, noSuchParish } from "./lock-parish-at";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";

/**
 * Puts a resident's name to a draft charter as one of its founders. Joining twice is harmless.
 *
 * Answers how many founders there are. Refuses a stranger (`not_signed_in`), anybody who is not confirmed as living in the area
 * (`not_allowed`, s4), an unknown parish, and a charter that is open for supporters already (`closed`, s4).
 */
export async function joinFounders(
  context: Context,
  asking: Actor,
  input: { slug: string },
): Promise<Outcome<{ founders: number }>> {
  return context.db.$transaction(async (tx) => {
    const locked = await lockParishAt(tx, asking, input.slug);
    if (!locked) return refused("not_found", noSuchParish);
    const { found, now, actor } = locked;
    const allowed = may(actor, "parish.join_founders", { wardIds: found.wardIds });
    if (!allowed.holds || actor.personId === null) return refusedTo(actor, allowed);
    if (found.state !== "draft") return refused("closed", tooLateMessage, { section: "s4" });
    if (found.founderIds.includes(actor.personId)) return done({ founders: found.founderIds.length });
    const parishId = found.row.id;
    await tx.founder.create({ data: { parishId, personId: actor.personId, joinedAt: now } });
    const founders = found.founderIds.length + 1;
    await appendMinute(tx, parishId, now, "founder_joined", { founders });
    return done({ founders });
  });
}

const tooLateMessage =
  "The charter is open for supporters now, so founders can no longer join. You can support it instead.";
