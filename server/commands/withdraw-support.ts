import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { Context } from "./context";
import { lockParishAt, noSuchParish } from "./lock-parish-at";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";

/**
 * Takes back somebody's support of a charter while it still gathers supporters. Doing it twice, or without having supported it, is
 * harmless.
 *
 * Answers how many supporters are left. Refuses a stranger (`not_signed_in`), an unknown parish, and a charter that is no longer
 * gathering (`closed`, s8).
 */
export async function withdrawSupport(
  context: Context,
  asking: Actor,
  input: { slug: string },
): Promise<Outcome<{ supporters: number }>> {
  return context.db.$transaction(async (tx) => {
    const locked = await lockParishAt(tx, asking, input.slug);
    if (!locked) return refused("not_found", noSuchParish);
    const { found, now, actor } = locked;
    const allowed = may(actor, "parish.withdraw_support");
    if (!allowed.holds || actor.personId === null) return refusedTo(actor, allowed);
    if (found.state !== "gathering") {
      return refused("closed", "Support can only be taken back while the charter gathers supporters.", {
        section: "s8",
      });
    }
    const parishId = found.row.id;
    const { count } = await tx.supporter.deleteMany({ where: { parishId, personId: actor.personId } });
    const supporters = await tx.supporter.count({ where: { parishId } });
    if (count > 0) await appendMinute(tx, parishId, now, "supporters_counted", { supporters });
    return done({ supporters });
  });
}
