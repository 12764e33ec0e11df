import { type ReviewOutcome, reviewRuling } from "~/domain/act/s39-outcome-review";
import type { Actor } from "~/domain/permissions/actor";
import { civilDateOf } from "~/domain/time/civil";
import { announceReviewed } from "../notices/about-delivery";
import { fromDateColumn, toJson } from "../persistence/db";
import { effectOf } from "../queries/find-duty";
import { outcomeFigures } from "../queries/outcome-facts";
import { actOnDuty, auditDuty, namedIn, postOf, whatOf } from "./act-on-duty";
import type { Context } from "./context";
import { appendMinute } from "./minute-book";
import { done, type FieldError, invalid, type Outcome, refused, refusedBy } from "./outcome";

/**
 * Publishes what came of a decision: what was measured, what was found, and whether to keep it, amend it or let it lapse
 * (section 39). It waits for the day that was fixed for measuring, done or not; where no day was fixed, until the work is done.
 * Sending the same review twice is the same as once.
 *
 * The figures that were measured by then are kept with it. Answers the outcome. Refuses a stranger (`not_signed_in`), anybody but an officer or a councillor of this council (`not_allowed`), an
 * unknown duty (`not_found`), a decision that is not carried out or is reviewed already (`conflict`), what is missing (`invalid`), and
 * a review before its day (`refused_by_act`, s39).
 */
export async function reviewOutcome(
  context: Context,
  actor: Actor,
  input: { dutyId: string; outcome: ReviewOutcome; measured: string; finding: string },
): Promise<Outcome<{ outcome: ReviewOutcome }>> {
  const reviewed = await actOnDuty(context, actor, "proposal.review", input.dutyId, async (tx, duty, now, actor) => {
    const { proposal, councilId, parishId } = duty.row;
    if (!proposal) return refused("not_found", "There is no decision to review here.");
    const measured = input.measured.trim();
    const finding = input.finding.trim();
    const reviewer = postOf(actor, councilId);
    if (proposal.review) {
      const { review } = proposal;
      const isSame = review.outcome === input.outcome && review.finding === finding && review.byId === reviewer.id;
      if (isSame) return done({ outcome: review.outcome });
      return refused("conflict", `${review.byName} has reviewed this already.`, { section: "s39" });
    }
    if (effectOf(duty, now) !== "stands") {
      return refused("conflict", "Only a decision that is carried out is reviewed.", { section: "s39" });
    }
    const dueOn = proposal.measureOn
      ? fromDateColumn(proposal.measureOn)
      : proposal.doneAt && civilDateOf(proposal.doneAt);
    if (!dueOn) return refused("conflict", "This is reviewed once the work is done.", { section: "s39" });
    const errors: FieldError[] = [];
    if (measured === "") errors.push({ field: "measured", message: "Say what was measured." });
    if (finding === "") errors.push({ field: "finding", message: "Say what was found." });
    const ruling = reviewRuling(duty.rules, {
      outcome: input.outcome,
      findings: finding,
      reviewedOn: civilDateOf(now),
      dueOn,
    });
    if (errors.length > 0) return invalid(errors);
    if (!ruling.holds) return refusedBy(ruling);
    const { points } = await outcomeFigures(tx, proposal.id);
    const figures = points.map(({ on, value, source }) => ({ on, value, source }));
    await tx.outcomeReview.create({
      data: {
        proposalId: proposal.id,
        outcome: input.outcome,
        measured,
        finding,
        figures: toJson(figures),
        byId: reviewer.id,
        byName: `${reviewer.name}, ${reviewer.post}`,
        at: now,
      },
    });
    await appendMinute(tx, parishId, now, "outcome_reviewed", {
      ...whatOf(duty),
      outcome: input.outcome,
      measured,
      finding,
      by: reviewer.name,
      post: reviewer.post,
      sentence: ruling.sentence,
      sections: ruling.sections,
    });
    await auditDuty(tx, actor, now, duty, {
      action: "proposal.review",
      about: `Reviewed what came of ${namedIn(duty)}`,
      changes: [{ what: "Outcome", after: input.outcome }],
    });
    await announceReviewed(tx, duty, { sentence: ruling.sentence, finding });
    return done({ outcome: input.outcome });
  });
  if (reviewed.ok) context.enqueue({ name: "deliver-mail" });
  return reviewed;
}
