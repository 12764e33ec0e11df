import { type Actor, livesIn } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { addElapsed } from "~/domain/time/civil";
import { newcomerName } from "~/forms/people";
import type { Tx } from "../persistence/db";
import { argumentsAnHour } from "./add-argument";
import type { Context } from "./context";
import { firstRefusal, isSignedIn, parishSubject } from "./hold-proposal";
import { type HeldReview, holdReview, noSuchReview, reviewPostOf } from "./hold-review";
import { done, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditInParish } from "./write-audit-line";

/** What somebody says about a review. */
export interface CommentInput {
  parishSlug: string;
  text: string;
}

type Commented = Outcome<{ commentId: string }>;
type SignedIn = Actor & { personId: string };

/**
 * Comments on the published review of the present term, as everybody may (section 42). Somebody who does not live in the area is marked as
 * an observer.
 *
 * The same words sent twice are one comment. Answers the comment. Refuses a stranger (`not_signed_in`), a newcomer without a name
 * (`conflict`), an unknown parish (`not_found`), a review that is not published (s42), a parish that has ended (s40) or whose powers were
 * taken back (s16), and more comments than an hour allows (`too_many`).
 */
export async function commentOnReview(context: Context, asking: Actor, input: CommentInput): Promise<Commented> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "midterm.comment"));
  if (asking.name === newcomerName) {
    return refused("conflict", "Give your name on your account page first. It stands beside what you say.");
  }
  return context.db.$transaction(async (tx) => {
    const held = await holdReview(tx, asking, input.parishSlug);
    if (!held) return refused("not_found", noSuchReview);
    return firstRefusal(held.steps.comment) ?? write(tx, held, { ...input, isEvidence: false });
  });
}

/**
 * Adds evidence to the review of the present term, before or after it is published.
 *
 * The same words sent twice are one. Answers the evidence. Refuses a stranger (`not_signed_in`), anybody but the convenor, the deputy and
 * officers of this council (`not_allowed`), an unknown parish (`not_found`), a parish that has ended (s40) or whose powers were taken back
 * (s16), and more of it than an hour allows (`too_many`).
 */
export async function addReviewEvidence(context: Context, asking: Actor, input: CommentInput): Promise<Commented> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "midterm.add_evidence"));
  return context.db.$transaction(async (tx) => {
    const held = await holdReview(tx, asking, input.parishSlug);
    if (!held) return refused("not_found", noSuchReview);
    const allowed = may(held.actor, "midterm.add_evidence", parishSubject(held.found));
    return firstRefusal(allowed, held.steps.addEvidence) ?? write(tx, held, { ...input, isEvidence: true });
  });
}

async function write(
  tx: Tx,
  { now, found, key, actor }: HeldReview & { actor: SignedIn },
  { text, isEvidence }: { text: string; isEvidence: boolean },
): Promise<Commented> {
  const authorId = actor.personId;
  const words = { ...key, authorId, isEvidence, text: text.trim() };
  const same = await tx.reviewComment.findFirst({ where: words, select: { id: true } });
  if (same) return done({ commentId: same.id });
  const recent = await tx.reviewComment.count({ where: { authorId, at: { gt: addElapsed(now, { hours: -1 }) } } });
  if (recent >= argumentsAnHour) {
    return refused(
      "too_many",
      `You have commented ${argumentsAnHour} times in the last hour, which is the most one person may. Your words are kept here: send them again later.`,
    );
  }
  const post = may(actor, "midterm.add_evidence", parishSubject(found)).holds ? reviewPostOf(actor, found) : "";
  const isObserver = post === "" && !livesIn(actor, found.wardIds);
  const comment = await tx.reviewComment.create({ data: { ...words, post, isObserver, at: now } });
  if (isEvidence) {
    await auditInParish(tx, actor, now, found.row, {
      action: "midterm.add_evidence",
      about: `The review of ${found.row.name}`,
      page: "/review",
    });
  }
  return done({ commentId: comment.id });
}
