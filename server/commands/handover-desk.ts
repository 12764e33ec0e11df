import { actInForce } from "~/domain/act/act-in-force";
import { refuse } from "~/domain/act/ruling";
import { aliveRuling } from "~/domain/act/s40-expiry";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { Tx } from "../persistence/db";
import { type EndingParish, hasSunset } from "../queries/list-handover";
import { lockParishAt, noSuchParish } from "./lock-parish-at";
import { done, type Outcome, refused, refusedBy } from "./outcome";
import { refusedTo } from "./refused-to";

/** A locked parish whose end is known, at the instant that was read after the lock. */
export interface HandoverDesk {
  found: EndingParish;
  now: Date;
  /** Whether the sunset has come, so that the council holds what nobody accepted. */
  isOver: boolean;
}

/** The same, and whoever asks with what they hold now. */
type DeskOf<A extends Actor> = HandoverDesk & { actor: A };

/**
 * Locks a parish for a step of its handover. Refuses an unknown parish (`not_found`) and one whose residents have approved no charter:
 * it holds nothing yet (s45).
 */
export async function openHandover<A extends Actor>(tx: Tx, asking: A, slug: string): Promise<Outcome<DeskOf<A>>> {
  const locked = await lockParishAt(tx, asking, slug);
  if (!locked) return refused("not_found", noSuchParish);
  const { found, now, actor } = locked;
  if (hasSunset(found)) return done({ found, now, actor, isOver: now >= found.term.sunsetAt });
  return refusedBy(
    refuse(found.rules ?? actInForce, {
      sections: ["s45"],
      sentence: "This parish holds nothing yet, so there is nothing to hand over.",
      wouldChange: "Residents approve its charter.",
    }),
  );
}

/** The same for what only convenor and deputy do, and only before the sunset (s40). */
export async function arrangeHandover<A extends Actor>(tx: Tx, asking: A, slug: string): Promise<Outcome<DeskOf<A>>> {
  const desk = await openHandover(tx, asking, slug);
  if (!desk.ok) return desk;
  const { found, now, actor } = desk.value;
  const allowed = may(actor, "handover.arrange", { parishId: found.row.id });
  if (!allowed.holds) return refusedTo(actor, allowed);
  const alive = aliveRuling(found.rules, { sunsetAt: found.term.sunsetAt, now });
  return alive.holds ? desk : refusedBy(alive);
}
