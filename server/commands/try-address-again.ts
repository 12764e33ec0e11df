import type { Actor } from "~/domain/permissions/actor";
import type { Context } from "./context";
import { done, type Outcome, refused } from "./outcome";

/**
 * Writes again to a person's address after its mail server refused it. Letters that were given up meanwhile are not sent any more.
 *
 * Doing it twice, or without need, is harmless. Refuses a stranger (`not_signed_in`).
 */
export async function tryAddressAgain(context: Context, actor: Actor): Promise<Outcome> {
  if (actor.personId === null) return refused("not_signed_in", "Sign in to have letters sent again.");
  await context.db.refusedAddress.deleteMany({ where: { email: actor.email } });
  return done({});
}
