import type { Context } from "./context";
import { done, type Outcome, refused } from "./outcome";

/**
 * Signs somebody in as one of the simulation's example accounts, without any proof of who they are.
 *
 * Answers who it is. Refuses when the simulation is off or there is no such example account (`not_found`).
 *
 * @param input.person the account's short name: `resident`, `convenor`, `officer`…
 */
export async function signInAs(context: Context, input: { person: string }): Promise<Outcome<{ personId: string }>> {
  if (!context.env.isSimulated) return refused("not_found", "Nothing is kept at this address.");
  const person = await context.db.person.findUnique({ where: { slug: input.person }, select: { id: true } });
  return person ? done({ personId: person.id }) : refused("not_found", "There is no example account of that name.");
}
