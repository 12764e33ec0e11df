import { randomUUID } from "node:crypto";
import { addElapsed } from "~/domain/time/civil";
import { lockEmail } from "../auth/email-lock";
import { drawSignInCode, hashSecret } from "../auth/one-time-codes";
import { takeFromLimits } from "../auth/rate-limits";
import { writeMail } from "../mail/send-mail";
import { instant } from "../persistence/db";
import type { Context } from "./context";
import { done, type Outcome, refused } from "./outcome";

export const codeMinutes = 10;
export const codeTries = 5;

/** Used codes and the letters that carried them are removed after this many days. */
const keptDays = 1;

const mailKey = "sign-in-code:";

/**
 * Sends a one-time code to an e-mail address. The answer is the same whether or not somebody has an account there, because
 * the first correct code makes one. A new code ends the one before.
 *
 * Answers the address. Refuses more than five codes an hour for an address or twenty for a client (`too_many`).
 */
export async function requestSignInCode(
  context: Context,
  input: { email: string; clientAddress: string },
): Promise<Outcome<{ email: string }>> {
  const { email, clientAddress } = input;
  const waitMinutes = await takeFromLimits(context.db, [
    { limit: "codes_by_client", who: clientAddress },
    { limit: "codes_by_address", who: email },
  ]);
  if (waitMinutes !== null) {
    return refused(
      "too_many",
      `Too many codes were asked for. Wait ${waitMinutes === 1 ? "a minute" : `${waitMinutes} minutes`}, then ask again.`,
    );
  }
  const id = randomUUID();
  const code = drawSignInCode();
  const secretHash = new Uint8Array(await hashSecret(code, id));
  await context.db.$transaction(async (tx) => {
    await lockEmail(tx, email);
    const now = await instant(tx);
    const old = addElapsed(now, { days: -keptDays });
    await tx.signInCode.deleteMany({ where: { OR: [{ email, triesLeft: { gt: 0 } }, { expiresAt: { lt: old } }] } });
    await tx.mail.deleteMany({ where: { key: { startsWith: mailKey }, createdAt: { lt: old } } });
    await tx.signInCode.create({
      data: { id, email, secretHash, expiresAt: addElapsed(now, { minutes: codeMinutes }), triesLeft: codeTries },
    });
    await writeMail(tx, now, [
      {
        key: `${mailKey}${id}`,
        to: email,
        isEssential: true,
        subject: `${code} is your code for Pop-up Parish`,
        text: [
          `Your code to sign in to Pop-up Parish is ${code}.`,
          "",
          `It works once, for ${codeMinutes} minutes. Type it into the page where you asked for it and nowhere else: nobody from the council or the parish will ask you for it.`,
          "",
          "If you did not ask for a code, you need do nothing.",
        ].join("\n"),
      },
    ]);
  });
  context.enqueue({ name: "deliver-mail" });
  return done({ email });
}
