import type { Term } from "~/domain/act/s40-expiry";
import type { Actor } from "~/domain/permissions/actor";
import { type MidTermReview, type Tx, toDateColumn } from "../persistence/db";
import type { FoundParish } from "../queries/find-parish";
import { type ReviewSteps, reviewSteps } from "../queries/get-review";
import { postOf } from "./act-on-duty";
import { lockParishAt } from "./lock-parish-at";

/** The review of a parish's present term, with the parish locked, as both stand at the instant that was read after the lock. */
export interface HeldReview {
  now: Date;
  found: FoundParish;
  term: Term;
  /** Names the review, published or not. */
  key: { parishId: string; termStartsOn: Date };
  review: MidTermReview | null;
  steps: ReviewSteps;
}

/**
 * Locks the parish at an address and loads the review of its present term, and what whoever asks holds now. Null where there is no such parish, or
 * no term yet.
 */
export async function holdReview<A extends Actor>(
  tx: Tx,
  asking: A,
  parishSlug: string,
): Promise<(HeldReview & { actor: A }) | null> {
  const locked = await lockParishAt(tx, asking, parishSlug);
  if (!locked?.found.term) return null;
  const { found, now, actor } = locked;
  const key = { parishId: found.row.id, termStartsOn: toDateColumn(locked.found.term.startsOn) };
  const review = await tx.midTermReview.findUnique({ where: { parishId_termStartsOn: key } });
  const steps = reviewSteps(found, review?.publishedAt ?? null, now);
  return steps && { now, found, actor, term: locked.found.term, key, review, steps };
}

export const noSuchReview = "There is no parish with a review at this address.";

/** In which post somebody writes who holds an office in the parish or acts for its council, as the public record keeps it. */
export function reviewPostOf(actor: Actor, found: FoundParish): string {
  const held = actor.offices.find(({ parishId }) => parishId === found.row.id);
  if (held) return held.office === "convenor" ? "Convenor" : "Deputy";
  const { post } = postOf(actor, found.row.councilId);
  return `${post}, ${found.row.council.name}`;
}
