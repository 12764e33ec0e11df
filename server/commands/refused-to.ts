import type { Ruling } from "~/domain/act/ruling";
import type { Actor } from "~/domain/permissions/actor";
import { type Refused, refused, refusedBy } from "./outcome";

/** The refusal of somebody who may not do a thing: a stranger is asked to sign in, anybody else is told who may. */
export function refusedTo(actor: Actor, ruling: Ruling): { ok: false; refused: Refused } {
  if (actor.personId !== null) return refusedBy(ruling);
  return refused("not_signed_in", ruling.sentence, { section: ruling.sections[0], ruling });
}
