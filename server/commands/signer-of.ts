import type { SectionId } from "~/domain/act/ruling";
import type { Actor } from "~/domain/permissions/actor";
import { type Action, may, type Subject } from "~/domain/permissions/may";
import { isIdentifier } from "~/domain/record/identifier";
import { type CivilDate, civilDateOf, compareDates } from "~/domain/time/civil";
import { dayInWords } from "~/domain/time/words";
import { loadActor } from "../auth/load-actor";
import { writeMail } from "../mail/send-mail";
import { siteLink } from "../mail/site-link";
import type { Tx } from "../persistence/db";
import type { Context } from "./context";
import { done, invalid, type Outcome, type Refused, refused } from "./outcome";
import { refusedTo } from "./refused-to";

/** Whose name is put to something, and what is kept of how it came in. */
interface Signer {
  signer: Actor;
  /** Empty when they do it themselves. */
  entered: { enteredById?: string; enteredByPost?: string };
}

/**
 * Whose support or seconding this is: the actor's own, or that of a resident who signed a paper which the actor, an officer, enters.
 *
 * Refuses whoever may not enter papers there, and an unknown person (`not_found`).
 */
export async function signerOf(
  tx: Tx,
  actor: Actor,
  signedById: string | null,
  action: Action,
  subject: Subject,
): Promise<Outcome<Signer>> {
  if (signedById === null) return done({ signer: actor, entered: {} });
  const allowed = may(actor, action, subject);
  if (!allowed.holds || actor.personId === null) return refusedTo(actor, allowed);
  const signer = isIdentifier(signedById) ? await loadActor(tx, signedById) : null;
  if (!signer?.personId) return refused("not_found", "There is no such person.");
  const post = actor.roles.find(({ kind, councilId }) => kind === "officer" && councilId === subject.councilId)?.post;
  return done({ signer, entered: { enteredById: actor.personId, enteredByPost: post ?? "" } });
}

/**
 * The same for what takes back or answers: only for somebody without e-mail. Whoever has an account of their own does it there, so that nobody
 * else does it against their will.
 *
 * Refuses what `signerOf` refuses, and a signer with an e-mail address (`conflict`).
 */
export async function assistedSignerOf(
  tx: Tx,
  actor: Actor,
  signedById: string | null,
  action: Action,
  subject: Subject,
): Promise<Outcome<Signer>> {
  const asked = await signerOf(tx, actor, signedById, action, subject);
  if (!asked.ok || signedById === null || asked.value.signer.email === "") return asked;
  return refused("conflict", "This resident has an e-mail address, so they do this themselves on its page.");
}

/** The paper that an officer enters for somebody. */
export interface SignedPaper {
  /** Who signed. */
  byId: string;
  /** The day on the paper; without it the paper counts as older than anything they did since. */
  on: CivilDate | undefined;
}

/**
 * Whether a paper may still be entered after whoever signed it has taken their name off: only one of a later day may.
 *
 * Refuses a day that lies ahead (`invalid`), and an older paper (`conflict`).
 *
 * @param signer who signed; whoever has an e-mail address can put their name back themselves
 * @param withdrawn when they took it off; from what, such as "this proposal"; and how it is put back, such as "second it"
 * @returns null where nothing stands against it
 */
export function olderThanWithdrawal(
  paper: SignedPaper,
  signer: Actor,
  now: Date,
  withdrawn: { at: Date; from: string; again: string; section: SectionId },
): { ok: false; refused: Refused } | null {
  const { at, from, again, section } = withdrawn;
  if (paper.on && compareDates(paper.on, civilDateOf(now)) > 0) {
    return invalid([{ field: "signedOn", message: "Give the day on the paper: this one lies ahead." }]);
  }
  if (paper.on && compareDates(paper.on, civilDateOf(at)) > 0) return null;
  const sentences = [
    `This resident took their name off ${from} on ${dayInWords(at)}. Only a paper that they signed after that day can be entered.`,
    ...(signer.email ? [`They can also ${again} again themselves.`] : []),
  ];
  return refused("conflict", sentences.join(" "), { section });
}

/**
 * Tells somebody with an e-mail address what an officer has entered in their name, whatever letters they chose to have: only they can say that
 * they did not sign it.
 *
 * @param entered.what the end of "an officer has entered …"
 * @param entered.path where they can take it back
 */
export function tellSigner(
  tx: Tx,
  context: Context,
  now: Date,
  signer: Actor,
  entered: { key: string; council: string; what: string; path: string },
): Promise<void> {
  const link = siteLink(context.env, entered.path);
  return writeMail(tx, now, [
    {
      key: `entered-from-paper:${entered.key}:${signer.personId}:${now.toISOString()}`,
      to: signer.email || null,
      subject: `${entered.council} has entered your signature`,
      text: [
        `Hello ${signer.name},`,
        `An officer of ${entered.council} has entered, from a paper with your name on it, ${entered.what}.`,
        `If you did not sign this, tell the council. You can take your name off yourself${link ? `: ${link}` : " on its page."}`,
      ].join("\n\n"),
      isEssential: true,
    },
  ]);
}
