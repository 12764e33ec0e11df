import { instantInWords } from "~/domain/time/words";
import type { Env } from "../env";
import { tokensOf } from "../mail/tokens-of";
import { wholeLetter } from "../mail/whole-letter";
import type { Db } from "../persistence/db";

const lettersOnPage = 25;

/** One letter of the post room. */
export interface PostRoomLetter {
  id: string;
  to: string;
  /** Whose address it is; empty when nobody has an account with it. */
  toName: string;
  subject: string;
  whenWords: string;
}

export interface MailPage {
  letters: PostRoomLetter[];
  total: number;
  page: number;
  pages: number;
}

/** Every e-mail that has been written, newest first, a page at a time. A page that does not exist becomes the last one. */
export async function listMail(db: Db, asked: number): Promise<MailPage> {
  const total = await db.mail.count();
  const pages = Math.max(1, Math.ceil(total / lettersOnPage));
  const page = Math.min(pages, Math.max(1, asked));
  const letters = await db.mail.findMany({
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    skip: (page - 1) * lettersOnPage,
    take: lettersOnPage,
  });
  const names = await namesOf(
    db,
    letters.map(({ recipient }) => recipient),
  );
  return {
    total,
    page,
    pages,
    letters: letters.map(({ id, recipient, subject, createdAt }) => ({
      id,
      to: recipient,
      toName: names.get(recipient) ?? "",
      subject,
      whenWords: instantInWords(createdAt),
    })),
  };
}

/** One letter with its text as it would go out; its HTML is made from that very text. Null when there is none. */
export async function getLetter(db: Db, env: Env, id: string): Promise<(PostRoomLetter & { text: string }) | null> {
  const letter = await db.mail.findUnique({ where: { id } });
  if (!letter) return null;
  const { recipient, subject, createdAt } = letter;
  const token = (await tokensOf(db, [recipient])).get(recipient) ?? null;
  const { text } = wholeLetter(env, { ...letter, token });
  const toName = (await namesOf(db, [recipient])).get(recipient) ?? "";
  return { id, to: recipient, toName, subject, text, whenWords: instantInWords(createdAt) };
}

async function namesOf(db: Db, emails: string[]): Promise<Map<string, string>> {
  const people = await db.person.findMany({ where: { email: { in: emails } }, select: { email: true, name: true } });
  return new Map(people.flatMap(({ email, name }) => (email === null ? [] : [[email, name]])));
}
