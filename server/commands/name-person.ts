import type { Actor } from "~/domain/permissions/actor";
import type { Context } from "./context";
import { done, type Outcome, refused } from "./outcome";

/**
 * Sets the name that others see beside what a person says from now on. What stands in a minute book stays as it was written.
 *
 * Answers the name. Refuses a stranger (`not_signed_in`).
 *
 * @param input.name checked by the form: two to eighty characters, without hidden marks
 */
export async function namePerson(
  context: Context,
  actor: Actor,
  input: { name: string },
): Promise<Outcome<{ name: string }>> {
  if (actor.personId === null) return refused("not_signed_in", "Sign in to give your name.");
  await context.db.person.update({ where: { id: actor.personId }, data: { name: input.name } });
  return done({ name: input.name });
}
