import { isIdentifier } from "~/domain/record/identifier";
import type { Context } from "./context";
import { done, type Outcome } from "./outcome";

/**
 * Ends all letters to whoever got this token with one, without signing in, as RFC 8058 asks. The token does nothing else. Letters that wait
 * are taken back too; a sign-in code still comes.
 *
 * Answers the same whether or not the token is anybody's, so that nobody learns from it who has an account.
 */
export async function endLetters(context: Context, input: { token: string }): Promise<Outcome> {
  if (!isIdentifier(input.token)) return done({});
  await context.db.$transaction(async (tx) => {
    await tx.noticePreference.updateMany({ where: { token: input.token }, data: { mode: "none" } });
    await tx.$executeRaw`
      DELETE FROM mail USING person, notice_preference choice
      WHERE choice.token = ${input.token}::uuid AND person.id = choice.person_id AND mail.recipient = person.email
        AND sent_at IS NULL AND failed_at IS NULL AND NOT is_essential
        AND (next_try_at IS NULL OR next_try_at <= clock_timestamp())`;
  });
  return done({});
}
