import type { Actor } from "~/domain/permissions/actor";
import type { Context } from "./context";
import { done, type Outcome, refused } from "./outcome";

/** Switches a person's own feeds off; doing it twice is harmless. Refuses a stranger (`not_signed_in`). */
export async function dropFeedToken(context: Context, actor: Actor): Promise<Outcome> {
  const { personId } = actor;
  if (personId === null) return refused("not_signed_in", "Sign in to switch your feeds off.");
  await context.db.feedToken.deleteMany({ where: { personId } });
  return done({});
}
