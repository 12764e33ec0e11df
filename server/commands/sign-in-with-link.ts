import { lockEmail } from "../auth/email-lock";
import { hashSecret, isSameHash } from "../auth/one-time-codes";
import { instant } from "../persistence/db";
import type { Context } from "./context";
import { done, type Outcome, refused } from "./outcome";

const tokenForm = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/;

/**
 * Signs somebody in with a link that was printed for them.
 *
 * Answers who it is. Refuses a link that is unknown, used or run out (`not_found`, always with the same words).
 */
export async function signInWithLink(
  context: Context,
  input: { token: string },
): Promise<Outcome<{ personId: string }>> {
  const no = () => refused("not_found", "This link does not work, or no longer works. Ask the operator for a new one.");
  const [, id, secret] = tokenForm.exec(input.token) ?? [];
  if (!id || !secret) return no();
  const link = await context.db.signInCode.findUnique({ where: { id } });
  if (!link || link.triesLeft > 0 || !isSameHash(link.secretHash, await hashSecret(secret, id))) return no();
  return context.db.$transaction(async (tx) => {
    await lockEmail(tx, link.email);
    const now = await instant(tx);
    const person = await tx.person.findUnique({ where: { email: link.email }, select: { id: true } });
    if (!person) return no();
    const { count } = await tx.signInCode.updateMany({
      where: { id, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    });
    return count === 1 ? done({ personId: person.id }) : no();
  });
}
