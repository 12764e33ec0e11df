import type { Read } from "../persistence/db";

/** A letter to one person: plain text, with what it is for. */
export interface Letter {
  /** Names what the letter tells, so that it is written once however often the command is tried. */
  key: string;
  to: string;
  subject: string;
  text: string;
}

/** Writes letters to be delivered, in the transaction of what they tell. One with a known key is not written again. */
export async function writeMail(tx: Read, at: Date, letters: readonly Letter[]): Promise<void> {
  if (letters.length === 0) return;
  await tx.mail.createMany({
    data: letters.map((letter) => ({
      key: letter.key,
      recipient: letter.to,
      subject: letter.subject,
      text: letter.text,
      createdAt: at,
    })),
    skipDuplicates: true,
  });
}
