import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { OutcomePage } from "~/domain/response/delivery-view";
import { civilDateOf } from "~/domain/time/civil";
import { dayInWords } from "~/domain/time/words";
import { measuringRuling } from "../commands/measure-outcome";
import { fromDateColumn, type Read } from "../persistence/db";
import { effectOf, findDutyOfProposal, findProposalId } from "./find-duty";
import { findParish } from "./find-parish";
import { outcomeWords } from "./get-council-answer";
import { outcomeFigures } from "./outcome-facts";

/** What came of a decision, as one reader sees it at an instant; null where nothing was decided. */
export async function getOutcome(
  db: Read,
  actor: Actor,
  place: { parishSlug: string; number: number },
  now: Date,
): Promise<OutcomePage | null> {
  const found = await findParish(db, place.parishSlug, now);
  const proposalId = found && (await findProposalId(db, place.parishSlug, String(place.number)));
  const duty = proposalId ? await findDutyOfProposal(db, proposalId) : null;
  const proposal = duty?.row.proposal;
  if (!found || !duty || !proposal) return null;
  const { review } = proposal;
  const subject = { parishId: found.row.id, councilId: found.row.councilId };
  const stands = effectOf(duty, now) === "stands";
  const dueOn = proposal.measureOn
    ? fromDateColumn(proposal.measureOn)
    : proposal.doneAt && civilDateOf(proposal.doneAt);
  const isDue = stands && dueOn !== null && dueOn <= civilDateOf(now);
  return {
    parish: { slug: found.row.slug, name: found.row.name },
    council: found.row.council.name,
    proposal: { id: proposal.id, number: proposal.number, title: proposal.title },
    figures: await outcomeFigures(db, proposal.id),
    reviewOn: proposal.measureOn ? dayInWords(fromDateColumn(proposal.measureOn)) : "",
    standing: review
      ? ""
      : !stands
        ? "The council reviews what came of a decision that it carries out. It has not agreed to carry this one out."
        : isDue
          ? "The review is due: the council has not published it yet."
          : dueOn
            ? `The review is due on ${dayInWords(dueOn)}, and not before.`
            : "The review can be written once the work is done.",
    review: review
      ? {
          outcome: outcomeWords[review.outcome],
          measured: review.measured,
          finding: review.finding,
          by: review.byName,
          at: dayInWords(review.at),
          figures: Array.isArray(review.figures) ? review.figures.length : 0,
        }
      : null,
    reader: {
      measure: may(actor, "outcome.measure", subject).holds ? measuringRuling(actor, { found, now }) : null,
      review: may(actor, "proposal.review", subject).holds && !review && stands ? { dutyId: duty.row.id, isDue } : null,
    },
  };
}
