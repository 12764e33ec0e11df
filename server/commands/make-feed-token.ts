import { createHash } from "node:crypto";
import type { Actor } from "~/domain/permissions/actor";
import { drawLinkSecret } from "../auth/one-time-codes";
import { instant } from "../persistence/db";
import type { Context } from "./context";
import { done, type Outcome, refused } from "./outcome";

/**
 * Makes the token for the private address of a person's own feeds. An earlier one stops working at once.
 *
 * Answers the token, which is kept nowhere: it is 32 random bytes, and only their SHA-256 is stored. Refuses a stranger (`not_signed_in`).
 */
export async function makeFeedToken(context: Context, actor: Actor): Promise<Outcome<{ token: string }>> {
  const { personId } = actor;
  if (personId === null) return refused("not_signed_in", "Sign in to make an address for your feeds.");
  const token = drawLinkSecret();
  const made = { tokenHash: createHash("sha256").update(token).digest(), createdAt: await instant(context.db) };
  await context.db.feedToken.upsert({ where: { personId }, create: { personId, ...made }, update: made });
  return done({ token });
}
