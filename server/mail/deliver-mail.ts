import { hostname } from "node:os";
import nodemailer from "nodemailer";
import type { Logger } from "pino";
import { addElapsed } from "~/domain/time/civil";
import type { Env } from "../env";
import { type Db, instant } from "../persistence/db";
import { tokensOf } from "./tokens-of";
import { wholeLetter } from "./whole-letter";

const mostAttempts = 8;
/** Few at a time, so that all of them are sent or have failed long before their claim ends. */
const lettersAtOnce = 10;
/** So many before a process looks whether there is something else to tell. */
const lettersARound = 1_000;
const connections = 5;
/** How long a letter is kept that has gone or was given up: for whoever asks what became of it. */
const keptDays = 30;
/** How long the mail server may keep silent. */
const silenceMs = 30_000;
/** A claim, and the wait after a first failure; doubled by each further one, so the eighth try comes four hours after the first. */
const claimMinutes = 2;

export interface Postman {
  /** Sends the letters that wait, up to a thousand; answers whether more may wait. */
  deliver(): Promise<boolean>;
  stop(): void;
}

interface Claimed {
  id: string;
  recipient: string;
  subject: string;
  text: string;
  isEssential: boolean;
}

/**
 * Sends the letters that wait. Without a mail server they stay where they are: the simulation's post room shows them.
 *
 * A letter is claimed before it is sent, and the claim is committed, so two processes never send the same one. A process that dies between
 * sending a letter and noting it leaves a claim that ends after two minutes; the letter is then sent again, under the same Message-ID, by
 * which mail programs show it once. Time is the real clock's, not the simulation's, because the mail server lives by it.
 */
export function makePostman(
  db: Db,
  env: Pick<Env, "smtpUrl" | "smtpFrom" | "publicUrl" | "isSimulated">,
  log: Logger,
): Postman {
  if (!env.smtpUrl) return { deliver: async () => false, stop: () => {} };
  const transport = nodemailer.createTransport(pooled(env.smtpUrl));
  const site = env.publicUrl ? new URL(env.publicUrl).hostname : hostname();

  async function send(letter: Claimed, token: string | null): Promise<void> {
    try {
      const { text, html, headers } = wholeLetter(env, { ...letter, token });
      await transport.sendMail({
        from: env.smtpFrom,
        to: letter.recipient,
        subject: letter.subject,
        text,
        html,
        headers,
        messageId: `<${letter.id}@${site}>`,
      });
      await db.$executeRaw`UPDATE mail SET sent_at = app_now() WHERE id = ${letter.id}::uuid`;
    } catch (error) {
      await noteFailure(db, letter, error);
      log.warn({ letter: letter.id, reason: reasonOf(error) }, "a letter could not be delivered");
    }
  }

  return {
    async deliver() {
      await forgetOld(db);
      for (let sent = 0; sent < lettersARound; sent += lettersAtOnce) {
        await giveUpOnRefused(db);
        const letters = await claim(db);
        const tokens = await tokensOf(
          db,
          letters.map(({ recipient }) => recipient),
        );
        await Promise.all(letters.map((letter) => send(letter, tokens.get(letter.recipient) ?? null)));
        if (letters.length < lettersAtOnce) return false;
      }
      return true;
    },
    stop: () => transport.close(),
  };
}

/** The mail server's address with what nodemailer reads from it: some lasting connections, and an end to waiting. */
function pooled(smtpUrl: string): string {
  const url = new URL(smtpUrl);
  const wanted = { pool: true, maxConnections: connections, socketTimeout: silenceMs, greetingTimeout: silenceMs };
  for (const [name, value] of Object.entries(wanted)) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, String(value));
  }
  return url.href;
}

async function forgetOld(db: Db): Promise<void> {
  const before = addElapsed(await instant(db), { days: -keptDays });
  await db.mail.deleteMany({
    where: { createdAt: { lt: before }, OR: [{ sentAt: { not: null } }, { failedAt: { not: null } }] },
  });
}

/** Letters to an address that has refused letters are given up, so that a second chance does not bring all of them at once. */
async function giveUpOnRefused(db: Db): Promise<void> {
  await db.$executeRaw`
    UPDATE mail SET failed_at = app_now(), last_error = 'the address refuses letters'
    WHERE sent_at IS NULL AND failed_at IS NULL AND NOT is_essential
      AND recipient IN (SELECT email FROM refused_address)`;
}

/** Takes the next letters for this process. Codes go first: somebody waits for them. */
function claim(db: Db): Promise<Claimed[]> {
  return db.$queryRaw<Claimed[]>`
    UPDATE mail SET attempts = attempts + 1,
      next_try_at = clock_timestamp() + interval '1 minute' * ${claimMinutes}::int * power(2, attempts)
    WHERE id IN (
      SELECT id FROM mail
      WHERE sent_at IS NULL AND failed_at IS NULL AND attempts < ${mostAttempts}
        AND (next_try_at IS NULL OR next_try_at <= clock_timestamp())
      ORDER BY is_essential DESC, attempts, created_at LIMIT ${lettersAtOnce} FOR UPDATE SKIP LOCKED)
    RETURNING id, recipient, subject, text, is_essential AS "isEssential"`;
}

/** Notes why a letter did not go. What the mail server refuses for good is not tried again. */
async function noteFailure(db: Db, letter: Claimed, error: unknown): Promise<void> {
  const reason = reasonOf(error);
  const { isFinal, isAddress } = verdictOf(error);
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE mail SET last_error = ${reason},
        failed_at = CASE WHEN ${isFinal} OR attempts >= ${mostAttempts} THEN app_now() END
      WHERE id = ${letter.id}::uuid`;
    if (!isAddress) return;
    await tx.$executeRaw`
      INSERT INTO refused_address (email, at, reason) VALUES (${letter.recipient}, app_now(), ${reason})
      ON CONFLICT (email) DO NOTHING`;
  });
}

/**
 * What a failure means. A 5xx about the letter or its recipient is final (RFC 5321); one about our own name or password is for the operator to
 * put right, so the letters wait. Only a refusal of the recipient says that the address is bad, and not if it is a matter of policy (5.7.x, RFC 3463),
 * such as a server that will not relay.
 */
function verdictOf(error: unknown): { isFinal: boolean; isAddress: boolean } {
  const { responseCode, command, response } = error as { responseCode?: number; command?: string; response?: string };
  const isPermanent = responseCode !== undefined && responseCode >= 500;
  const isRecipient = command === "RCPT TO";
  return {
    isFinal: isPermanent && (isRecipient || command === "DATA"),
    isAddress: isPermanent && isRecipient && !/^5\d\d[ -]5\.7\./.test(response ?? ""),
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : "unknown";
}
