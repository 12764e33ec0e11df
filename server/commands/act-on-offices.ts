import type { Actor } from "~/domain/permissions/actor";
import { type Action, may } from "~/domain/permissions/may";
import type { Tx } from "../persistence/db";
import type { FoundParish } from "../queries/find-parish";
import { officesRuling } from "../queries/office-facts";
import type { Context } from "./context";
import { firstRefusal, isSignedIn, parishSubject } from "./hold-proposal";
import { lockParishAt, noSuchParish } from "./lock-parish-at";
import { type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";

/** A parish whose offices somebody does something about, locked, and as it stands at the instant after the lock. */
export interface HeldOffices {
  found: FoundParish;
  now: Date;
  /** Whoever acts, with what they hold now. */
  actor: Actor;
  personId: string;
}

/**
 * Does something about the offices of a parish under its lock.
 *
 * Answers what `work` answers. Refuses a stranger (`not_signed_in`), whoever may not do the action (`not_allowed`), an unknown parish
 * (`not_found`), a draft (s5) and a parish that is over (s40).
 */
export async function actOnOffices<T>(
  context: Context,
  asking: Actor,
  action: Action,
  slug: string,
  work: (tx: Tx, held: HeldOffices) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, action));
  return context.db.$transaction(async (tx): Promise<Outcome<T>> => {
    const locked = await lockParishAt(tx, asking, slug);
    if (!locked) return refused("not_found", noSuchParish);
    const { found, now, actor } = locked;
    const refusal = firstRefusal(may(actor, action, parishSubject(found)), officesRuling(found));
    return refusal ?? work(tx, { found, now, actor, personId: actor.personId });
  });
}
