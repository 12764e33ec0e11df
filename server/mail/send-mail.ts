import type { Read } from "../persistence/db";

/** A letter to one person: plain text, with what it is for. */
export interface Letter {
  /** Names what the letter tells, so that it is written once however often the command is tried. */
  key: string;
  /** Null for somebody without e-mail, to whom nothing is written. */
  to: string | null;
  subject: string;
  text: string;
  /** Whether it goes out whatever its reader chose, and to an address that has refused letters: a code that was asked for. */
  isEssential?: boolean;
}

/**
 * Writes letters to be delivered, in the transaction of what they tell. One with a known key is not written again, and none to somebody who
 * wants no e-mail or has none.
 */
export async function writeMail(tx: Read, at: Date, written: readonly Letter[]): Promise<void> {
  const letters = written.flatMap(({ to, ...letter }) => (to === null ? [] : [{ ...letter, to }]));
  if (letters.length === 0) return;
  const silent = await tx.$queryRaw<{ email: string }[]>`
    SELECT person.email FROM person JOIN notice_preference ON person_id = person.id
    WHERE mode = 'none' AND person.email = ANY (${letters.map((letter) => letter.to)})`;
  const wantsNone = new Set(silent.map(({ email }) => email));
  await tx.mail.createMany({
    data: letters
      .filter((letter) => letter.isEssential || !wantsNone.has(letter.to))
      .map((letter) => ({
        key: letter.key,
        recipient: letter.to,
        subject: letter.subject,
        text: letter.text,
        createdAt: at,
        isEssential: letter.isEssential ?? false,
      })),
    skipDuplicates: true,
  });
}
