import type { Env } from "../env";
import { letterHtml } from "./letter-html";
import { siteLink } from "./site-link";

/** A letter as it waits, with what its reader would need to end such letters. */
export interface WaitingLetter {
  subject: string;
  text: string;
  isEssential: boolean;
  /** Of the reader's notice_preference; null for somebody without an account. */
  token: string | null;
}

/** A letter as it goes out. */
export interface WholeLetter {
  text: string;
  html: string;
  /** What RFC 8058 asks of a letter that one press in the mail program can end. */
  headers: Record<string, string>;
}

/** Adds to a letter how to have fewer of them, and dresses it as HTML. A sign-in code was asked for, so there is nothing to end. */
export function wholeLetter(env: Pick<Env, "publicUrl" | "isSimulated">, letter: WaitingLetter): WholeLetter {
  const lines: string[] = [];
  const headers: Record<string, string> = {};
  if (!letter.isEssential) {
    const choose = siteLink(env, "/account/notices");
    lines.push(`You choose what you are written to about in your account${choose ? `: ${choose}` : "."}`);
    const end = letter.token && siteLink(env, `/unsubscribe/${letter.token}`);
    if (end) lines.push(`To end these letters, open this page and press its button: ${end}`);
    // Mail programs follow the header only to an encrypted address.
    if (end?.startsWith("https:")) {
      headers["List-Unsubscribe"] = `<${end}>`;
      headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
    }
  }
  const text = [letter.text, lines.join("\n")].filter(Boolean).join("\n\n");
  return { text, html: letterHtml(letter.subject, text), headers };
}
