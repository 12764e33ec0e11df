import { powerOf } from "~/domain/act/catalogue";
import { trialReviewRuling } from "~/domain/act/s15-trial-powers";
import type { ReviewOutcome } from "~/domain/act/s39-outcome-review";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { isIdentifier } from "~/domain/record/identifier";
import { announce } from "../notices/announce";
import { oldSunsetOf } from "../queries/find-parish";
import { postOf } from "./act-on-duty";
import type { Context } from "./context";
import { firstRefusal, isSignedIn, parishSubject } from "./hold-proposal";
import { lockParishAt } from "./lock-parish-at";
import { appendMinute } from "./minute-book";
import { done, type FieldError, invalid, type Outcome, refused, refusedBy } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditInParish } from "./write-audit-line";

/** What a council finds of a power that it gave on trial. */
export interface TrialReviewInput {
  parishSlug: string;
  powerId: string;
  outcome: ReviewOutcome;
  finding: string;
  /** The conditions from then on; needed to amend. */
  conditions: string;
}

/**
 * Publishes the review of a power on trial (sections 15 and 39), once. Kept or amended, the power goes on until the parish ends; to lapse means
 * that it ends with its trial, as it would have done without a review. Sending the same review twice is the same as once.
 *
 * Answers the outcome. Refuses a stranger (`not_signed_in`), anybody but an officer or a councillor of this council (`not_allowed`), an unknown
 * power or one that was not given on trial (`not_found`), one that is reviewed otherwise, was taken back, or waits to be confirmed for a new term
 * (`conflict`), what is missing (`invalid`), and a review too early, after the trial, or of a trial that ends with its parish
 * (`refused_by_act`, s15).
 */
export async function reviewTrial(
  context: Context,
  asking: Actor,
  input: TrialReviewInput,
): Promise<Outcome<{ outcome: ReviewOutcome }>> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "trial.review"));
  const reviewed = await context.db.$transaction(async (tx): Promise<Outcome<{ outcome: ReviewOutcome }>> => {
    const locked = await lockParishAt(tx, asking, input.parishSlug);
    if (!locked || !isIdentifier(input.powerId)) return refused("not_found", noSuchTrial);
    const { found, now, actor } = locked;
    const { row, rules, term } = found;
    const refusal = firstRefusal(may(actor, "trial.review", parishSubject(found)));
    if (refusal) return refusal;
    const power = await tx.power.findFirst({
      where: { id: input.powerId, parishId: row.id, isTrial: true },
      include: { review: true },
    });
    if (!power || !rules || !term) return refused("not_found", noSuchTrial);
    const finding = input.finding.trim();
    const { id, name, post } = postOf(actor, row.councilId);
    if (power.review) {
      const { review } = power;
      const isSame = review.outcome === input.outcome && review.finding === finding && review.byId === id;
      if (isSame) return done({ outcome: review.outcome });
      return refused("conflict", `${review.byName} has reviewed this power already.`, { section: "s15" });
    }
    if (power.revokedAt && power.revokedAt <= now) {
      return refused("conflict", "The council has taken this power back.", { section: "s16" });
    }
    if (power.lapsesAt.getTime() === oldSunsetOf(row)?.getTime() && now < power.lapsesAt) {
      const message = "The council must first confirm this power for the new term.";
      return refused("conflict", message, { section: "s43" });
    }
    const conditions = input.outcome === "amend" ? input.conditions.trim() : power.conditions;
    const ruling = trialReviewRuling(rules, {
      grantedFrom: power.grantedFrom,
      endsAt: power.lapsesAt,
      sunsetAt: term.sunsetAt,
      now,
      outcome: input.outcome,
      finding: finding || "-",
      conditions: conditions || "-",
    });
    if (!ruling.holds) return refusedBy(ruling);
    const errors: FieldError[] = [];
    if (finding === "") errors.push({ field: "finding", message: "Say what was found, and why." });
    if (input.outcome === "amend" && conditions === "") {
      errors.push({ field: "conditions", message: "Write the conditions from now on." });
    }
    if (errors.length > 0) return invalid(errors);
    const lapsesAt = input.outcome === "lapse" ? power.lapsesAt : term.sunsetAt;
    await tx.powerReview.create({
      data: {
        powerId: power.id,
        outcome: input.outcome,
        finding,
        conditions,
        byId: id,
        byName: name,
        byPost: post,
        at: now,
      },
    });
    await tx.power.update({ where: { id: power.id }, data: { lapsesAt, conditions } });
    const powerName = powerOf(power.catalogueId)?.name ?? power.service;
    await appendMinute(tx, row.id, now, "trial_reviewed", {
      power: power.catalogueId,
      outcome: input.outcome,
      finding,
      conditions,
      until: lapsesAt.toISOString(),
      by: name,
      post,
      sentence: ruling.sentence,
      sections: ruling.sections,
    });
    await auditInParish(tx, actor, now, row, {
      action: "trial.review",
      about: `Reviewed the power “${powerName}” of ${row.name}`,
      page: `/powers/${power.id}/review`,
      changes: [{ what: "Outcome", after: input.outcome }],
    });
    const offices = await tx.parishOffice.findMany({ where: { parishId: row.id, endedAt: null } });
    await announce(tx, {
      key: `trial-reviewed:${power.id}`,
      kind: "powers",
      parishId: row.id,
      own: offices.map(({ personId }) => personId),
      title: `${row.council.name} has reviewed a power of ${row.name}: ${powerName}`,
      text: `${ruling.sentence} ${finding}`,
      path: `/parishes/${row.slug}/powers/${power.id}/review`,
    });
    return done({ outcome: input.outcome });
  });
  if (reviewed.ok) context.enqueue({ name: "deliver-mail" });
  return reviewed;
}

const noSuchTrial = "There is no power on trial at this address.";
