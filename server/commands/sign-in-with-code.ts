import { randomUUID } from "node:crypto";
import { newcomerName } from "~/forms/people";
import { lockEmail } from "../auth/email-lock";
import { hashSecret, isSameHash } from "../auth/one-time-codes";
import { takeFromLimits } from "../auth/rate-limits";
import { instant } from "../persistence/db";
import type { Context } from "./context";
import { done, invalid, type Outcome, refused } from "./outcome";
import { codeMinutes, codeTries } from "./request-sign-in-code";

/**
 * Signs somebody in with the code that was sent to their address. The first correct code for a new address makes the account,
 * which is called a newcomer until it is given a name.
 *
 * Answers who it is and whether they still need a name. Refuses a code that is wrong, used, replaced or run out (`invalid`, always
 * with the same words), and too many tries for the address or from the client (`too_many`).
 */
export async function signInWithCode(
  context: Context,
  input: { email: string; code: string; clientAddress: string },
): Promise<Outcome<{ personId: string; needsName: boolean }>> {
  const { email, code, clientAddress } = input;
  const waitMinutes = await takeFromLimits(context.db, [
    { limit: "tries_by_client", who: clientAddress },
    { limit: "tries_by_address", who: email },
  ]);
  if (waitMinutes !== null) {
    return refused(
      "too_many",
      `Too many codes were tried. Wait ${waitMinutes === 1 ? "a minute" : `${waitMinutes} minutes`}, then ask for a new one.`,
    );
  }
  const known = await context.db.signInCode.findFirst({ where: { email, triesLeft: { gt: 0 }, usedAt: null } });
  // Hashed in any case, so that the answer takes as long when no code was asked for.
  const tried = await hashSecret(code, known?.id ?? randomUUID());
  return context.db.$transaction(async (tx) => {
    await lockEmail(tx, email);
    const now = await instant(tx);
    const row = known ? await tx.signInCode.findUnique({ where: { id: known.id } }) : null;
    const isLive = row !== null && row.usedAt === null && row.triesLeft > 0 && now < row.expiresAt;
    if (isLive && !isSameHash(row.secretHash, tried)) {
      await tx.signInCode.update({ where: { id: row.id }, data: { triesLeft: { decrement: 1 } } });
    }
    if (!isLive || !isSameHash(row.secretHash, tried)) {
      return invalid([
        {
          field: "code",
          message: `That code is not right, or it no longer works. A code works once, for ${codeMinutes} minutes and ${codeTries} tries.`,
        },
      ]);
    }
    await tx.signInCode.update({ where: { id: row.id }, data: { usedAt: now } });
    const person =
      (await tx.person.findUnique({ where: { email } })) ??
      (await tx.person.create({ data: { email, name: newcomerName, createdAt: now } }));
    return done({ personId: person.id, needsName: person.name === newcomerName });
  });
}
