import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { announce } from "../notices/announce";
import { toJson } from "../persistence/db";
import { reviewFigures } from "../queries/review-figures";
import type { Context } from "./context";
import { firstRefusal, isSignedIn, parishSubject } from "./hold-proposal";
import { holdReview, noSuchReview, reviewPostOf } from "./hold-review";
import { appendMinute } from "./minute-book";
import { done, invalid, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditInParish } from "./write-audit-line";

/**
 * The convenor publishes the review of the present term (section 42), with a finding. The figures are worked out at this instant and stay as
 * they are then, in the review and in the minute book.
 *
 * The same finding sent twice is one review. Answers when it was published. Refuses a stranger (`not_signed_in`), anybody without office in the
 * parish (`not_allowed`), an unknown parish (`not_found`), a missing finding (`invalid`), a time before half time, a second review of the term
 * (s42), and a parish that has ended (s40) or whose powers were taken back (s16).
 */
export async function publishMidTermReview(
  context: Context,
  asking: Actor,
  input: { parishSlug: string; finding: string },
): Promise<Outcome<{ publishedAt: Date }>> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "midterm.publish"));
  const finding = input.finding.trim();
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome<{ publishedAt: Date }>> => {
    const held = await holdReview(tx, asking, input.parishSlug);
    if (!held) return refused("not_found", noSuchReview);
    const { now, found, term, key, review, steps, actor } = held;
    const allowed = firstRefusal(may(actor, "midterm.publish", parishSubject(found)));
    if (allowed) return allowed;
    if (review && review.byId === actor.personId && review.finding === finding) {
      return done({ publishedAt: review.publishedAt });
    }
    const refusal = firstRefusal(steps.publish);
    if (refusal) return refusal;
    if (finding === "") return invalid([{ field: "finding", message: "Write what you have found." }]);

    const figures = await reviewFigures(tx, found.row.id, term.startsOn, now);
    const byPost = reviewPostOf(actor, found);
    await tx.midTermReview.create({
      data: {
        ...key,
        finding,
        figures: toJson(figures),
        byId: actor.personId,
        byName: actor.name,
        byPost,
        publishedAt: now,
      },
    });
    await appendMinute(tx, found.row.id, now, "midterm_published", {
      termStartsOn: term.startsOn,
      finding,
      by: actor.name,
      post: byPost,
      figures,
      sentence: steps.publish.sentence,
      sections: steps.publish.sections,
      actVersion: steps.publish.actVersion,
      scheduleVersion: steps.publish.scheduleVersion,
    });
    await announce(tx, {
      key: `midterm_published:${found.row.id}:${term.startsOn}`,
      kind: "review_published",
      parishId: found.row.id,
      title: `The review of ${found.row.name} at half time is published`,
      text: "It says how each measure in the charter stands, which promises were kept, and what money was spent. You can comment on it.",
      path: `/parishes/${found.row.slug}/review`,
    });
    await auditInParish(tx, actor, now, found.row, {
      action: "midterm.publish",
      about: `The review of ${found.row.name}`,
      page: "/review",
    });
    return done({ publishedAt: now });
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}
