import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { Context } from "./context";
import { lockParishAt, noSuchParish } from "./lock-parish-at";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";

/**
 * Takes a founder's name off a draft charter, and with it the office they were named for. Leaving twice is harmless.
 *
 * Answers how many founders are left. Refuses a stranger, somebody who is no founder (`not_allowed`, s4), the last founder, who may
 * withdraw the draft instead (`conflict`), and a charter that is open for supporters already (`closed`, s4).
 */
export async function leaveFounders(
  context: Context,
  asking: Actor,
  input: { slug: string },
): Promise<Outcome<{ founders: number }>> {
  return context.db.$transaction(async (tx) => {
    const locked = await lockParishAt(tx, asking, input.slug);
    if (!locked) return refused("not_found", noSuchParish);
    const { found, now, actor } = locked;
    const allowed = may(actor, "parish.leave_founders", { founderIds: found.founderIds });
    if (!allowed.holds || actor.personId === null) return refusedTo(actor, allowed);
    if (found.state !== "draft") return refused("closed", tooLateMessage, { section: "s4" });
    if (found.founderIds.length === 1) {
      return refused("conflict", "You are the only founder. To end the draft, withdraw it.", { section: "s4" });
    }
    const parishId = found.row.id;
    const personId = actor.personId;
    await tx.parishOffice.deleteMany({ where: { parishId, personId } });
    await tx.founder.delete({ where: { parishId_personId: { parishId, personId } } });
    const founders = found.founderIds.length - 1;
    await appendMinute(tx, parishId, now, "founder_left", { founders });
    return done({ founders });
  });
}

const tooLateMessage =
  "The charter is open for supporters now, so founders can no longer take their names off. Nothing was changed.";
