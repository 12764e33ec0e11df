import nodemailer from "nodemailer";
import type { Logger } from "pino";
import type { Db } from "../persistence/db";

const mostAttempts = 8;
const lettersAtOnce = 50;

/**
 * Sends the letters that wait. Without a mail server they stay where they are: the simulation's post room shows them.
 * A letter is claimed before it is sent, so two processes never send the same one.
 */
export function makePostman(db: Db, smtpUrl: string | undefined, from: string, log: Logger): () => Promise<void> {
  if (!smtpUrl) return async () => {};
  const transport = nodemailer.createTransport(smtpUrl);
  return async () => {
    for (;;) {
      const sent = await db.$transaction(
        async (tx) => {
          const letters = await tx.$queryRaw<{ id: string; recipient: string; subject: string; text: string }[]>`
            SELECT id, recipient, subject, text FROM mail
            WHERE sent_at IS NULL AND attempts < ${mostAttempts}
            ORDER BY attempts, created_at LIMIT ${lettersAtOnce} FOR UPDATE SKIP LOCKED`;
          let delivered = 0;
          for (const letter of letters) {
            try {
              await transport.sendMail({ from, to: letter.recipient, subject: letter.subject, text: letter.text });
              await tx.$executeRaw`UPDATE mail SET sent_at = app_now(), attempts = attempts + 1 WHERE id = ${letter.id}::uuid`;
              delivered += 1;
            } catch (error) {
              const reason = error instanceof Error ? error.message : "unknown";
              await tx.$executeRaw`UPDATE mail SET attempts = attempts + 1, last_error = ${reason} WHERE id = ${letter.id}::uuid`;
              log.warn({ letter: letter.id, reason }, "a letter could not be delivered yet");
            }
          }
          return delivered;
        },
        { timeout: 120_000 },
      );
      if (sent < lettersAtOnce) return;
    }
  };
}
