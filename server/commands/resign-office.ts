import type { Actor } from "~/domain/permissions/actor";
import { actOnOffices } from "./act-on-offices";
import { leaveOffice } from "./change-hands";
import type { Context } from "./context";
import { done, type Outcome } from "./outcome";
import { auditInParish } from "./write-audit-line";

/**
 * The convenor or the deputy resigns at once, by saying so (section 53). When the convenor leaves, the deputy acts.
 *
 * Answers whether there was an office to leave: resigning twice is resigning once. Refuses a stranger (`not_signed_in`), anybody without
 * office in the parish (`not_allowed`, s53), an unknown parish, a draft (s5) and a parish that is over (s40).
 */
export async function resignOffice(
  context: Context,
  actor: Actor,
  input: { slug: string },
): Promise<Outcome<{ hasLeft: boolean }>> {
  const resigned = await actOnOffices(context, actor, "office.resign", input.slug, async (tx, held) => {
    const { found, now, personId, actor } = held;
    const person = { id: personId, name: actor.name };
    const hasLeft = await leaveOffice(tx, found.row.id, now, { person, reason: "They resigned" });
    if (hasLeft) {
      await auditInParish(tx, actor, now, found.row, {
        action: "office.resign",
        about: `Their office in ${found.row.name}`,
        page: "/convenor",
      });
    }
    return done({ hasLeft });
  });
  if (resigned.ok || resigned.refused.code !== "not_allowed" || actor.offices.length === 0) return resigned;
  // Somebody who held it when they asked has left it by now: of two presses of the button this is the second.
  const parish = await context.db.parish.findUnique({ where: { slug: input.slug }, select: { id: true } });
  return actor.offices.some(({ parishId }) => parishId === parish?.id) ? done({ hasLeft: false }) : resigned;
}
