import { randomUUID } from "node:crypto";
import { addElapsed } from "~/domain/time/civil";
import { drawLinkSecret, hashSecret } from "../auth/one-time-codes";
import { instant } from "../persistence/db";
import type { Context } from "./context";
import { done, type Outcome, refused } from "./outcome";
import { auditServer, numberInLog } from "./write-audit-line";

export const linkMinutes = 15;

/**
 * Makes a one-time sign-in link for somebody who has an account: how the first operator of a deployment gets in. Only whoever
 * can run commands on the server can ask for one.
 *
 * Answers the link's token. Refuses an address without an account (`not_found`).
 */
export async function issueSignInLink(
  context: Context,
  input: { email: string },
): Promise<Outcome<{ token: string; minutes: number }>> {
  const { email } = input;
  const person = await context.db.person.findUnique({ where: { email }, select: { id: true } });
  if (!person) return refused("not_found", `There is no account for ${email}.`);
  const id = randomUUID();
  const secret = drawLinkSecret();
  const secretHash = new Uint8Array(await hashSecret(secret, id));
  await context.db.$transaction(async (tx) => {
    const now = await instant(tx);
    const expiresAt = addElapsed(now, { minutes: linkMinutes });
    // A link is not typed in, so it has no tries: that is what tells it from a code.
    await tx.signInCode.create({ data: { id, email, secretHash, expiresAt, triesLeft: 0 } });
    await auditServer(tx, now, { action: "server.sign_in_link", about: `For person ${numberInLog(person.id)}` });
  });
  return done({ token: `${id}.${secret}`, minutes: linkMinutes });
}
