import { powerOf } from "~/domain/act/catalogue";
import { trialReviewOpenRuling } from "~/domain/act/s15-trial-powers";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { isIdentifier } from "~/domain/record/identifier";
import type { TrialPage } from "~/domain/response/delivery-view";
import { dayInWords } from "~/domain/time/words";
import type { Read } from "../persistence/db";
import { findParish } from "./find-parish";
import { outcomeWords } from "./get-council-answer";

/** The review of a power that was given on trial, for one reader; null where there is no such power. */
export async function getTrial(
  db: Read,
  actor: Actor,
  place: { parishSlug: string; powerId: string },
  now: Date,
): Promise<TrialPage | null> {
  if (!isIdentifier(place.powerId)) return null;
  const found = await findParish(db, place.parishSlug, now);
  const power =
    found &&
    (await db.power.findFirst({
      where: { id: place.powerId, parishId: found.row.id, isTrial: true },
      include: {
        review: true,
        proposals: { where: { duty: { isNot: null } }, orderBy: { number: "asc" }, include: { review: true } },
      },
    }));
  if (!power) return null;
  const { row, rules, term } = found;
  const { review } = power;
  const base = `/parishes/${row.slug}`;
  return {
    parish: { slug: row.slug, name: row.name },
    council: row.council.name,
    power: {
      id: power.id,
      name: powerOf(power.catalogueId)?.name ?? power.service,
      scope: power.scope,
      conditions: power.conditions,
      from: dayInWords(power.grantedFrom),
      lapses: `The end of ${dayInWords(new Date(power.lapsesAt.getTime() - 1))}`,
    },
    ruling:
      review || !rules || !term
        ? null
        : trialReviewOpenRuling(rules, {
            grantedFrom: power.grantedFrom,
            endsAt: power.lapsesAt,
            sunsetAt: term.sunsetAt,
            now,
          }),
    review: review
      ? {
          outcome: review.outcome,
          outcomeWords: outcomeWords[review.outcome],
          finding: review.finding,
          conditions: review.conditions,
          by: `${review.byName}, ${review.byPost}`,
          at: dayInWords(review.at),
        }
      : null,
    decisions: power.proposals.map((one) => ({
      number: one.number,
      title: one.title,
      href: `${base}/proposals/${one.number}/review`,
      outcome: one.review ? outcomeWords[one.review.outcome] : "Not reviewed yet",
    })),
    mayReview: may(actor, "trial.review", { councilId: row.councilId }).holds,
  };
}
