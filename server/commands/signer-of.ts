import type { Actor } from "~/domain/permissions/actor";
import { type Action, may, type Subject } from "~/domain/permissions/may";
import { isIdentifier } from "~/domain/record/identifier";
import { loadActor } from "../auth/load-actor";
import type { Tx } from "../persistence/db";
import { done, type Outcome, refused } from "./outcome";
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
