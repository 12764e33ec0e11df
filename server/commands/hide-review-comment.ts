import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { fromDateColumn } from "../persistence/db";
import type { Context } from "./context";
import { firstRefusal, isSignedIn, parishSubject } from "./hold-proposal";
import { lockParishAt } from "./lock-parish-at";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditInParish } from "./write-audit-line";

/**
 * The convenor or deputy hides a comment on a review. Its place stays, with the reason, for everybody to see. Evidence is hidden in the same
 * way, and after the sunset too: what must not be read must not stay to be read.
 *
 * Answers that it is hidden; hiding it twice keeps the first reason. Refuses a stranger (`not_signed_in`), anybody without office in the
 * parish (`not_allowed`) and an unknown comment (`not_found`).
 */
export async function hideReviewComment(
  context: Context,
  asking: Actor,
  input: { parishSlug: string; commentId: string; reason: string },
): Promise<Outcome> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "midterm.hide_comment"));
  return context.db.$transaction(async (tx) => {
    const locked = await lockParishAt(tx, asking, input.parishSlug);
    const comment =
      locked && (await tx.reviewComment.findFirst({ where: { id: input.commentId, parishId: locked.found.row.id } }));
    if (!comment) return refused("not_found", "There is no such comment.");
    const { now, found, actor } = locked;
    const refusal = firstRefusal(may(actor, "midterm.hide_comment", parishSubject(found)));
    if (refusal) return refusal;
    if (comment.hiddenAt) return done({});
    const reason = input.reason.trim();
    await tx.reviewComment.update({
      where: { id: comment.id },
      data: { hiddenAt: now, hiddenById: actor.personId, hiddenReason: reason },
    });
    await appendMinute(tx, found.row.id, now, "review_comment_hidden", {
      termStartsOn: fromDateColumn(comment.termStartsOn),
      reason,
      by: actor.name,
    });
    await auditInParish(tx, actor, now, found.row, {
      action: "midterm.hide_comment",
      about: `A comment on the review of ${found.row.name}`,
      page: "/review",
    });
    return done({});
  });
}
