import type { Rules } from "~/domain/act/ruling";
import { requisitionThreshold } from "~/domain/act/s53-convenors-office";
import type { Actor } from "~/domain/permissions/actor";
import { countParishRoll, type FoundParish } from "../queries/find-parish";
import { demandingRuling } from "../queries/get-convenor";
import { findOpenRequisition, listVolunteers } from "../queries/office-facts";
import { takesProposalsRuling } from "../queries/proposal-facts";
import { actOnOffices } from "./act-on-offices";
import type { Context } from "./context";
import { firstRefusal } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, invalid, type Outcome, refused } from "./outcome";

/** Why a vote on the convenor could not be held now, or null. */
export function noVoteLeft(found: FoundParish, now: Date) {
  return firstRefusal(demandingRuling(found, now) ?? takesProposalsRuling(found, now));
}

/**
 * Somebody on the parish roll demands a vote on another convenor, and names one of those who offered to be convenor. Others may then sign.
 * Who started it is not published.
 *
 * Answers the requisition; the same one started twice is one. Refuses a stranger (`not_signed_in`), anybody not on the parish roll
 * (`not_allowed`, s53), a parish that is not active or will not be when the vote opens (s16, s40, s44), a time after the last safe day
 * (s41), a second demand while one is open (`conflict`, s53), and a candidate who has not offered or left the parish roll (`invalid`).
 */
export function startRequisition(
  context: Context,
  actor: Actor,
  input: { slug: string; candidateId: string },
): Promise<Outcome<{ requisitionId: string }>> {
  const { candidateId } = input;
  return actOnOffices(context, actor, "convenor.requisition", input.slug, async (tx, { found, now, personId }) => {
    const tooLate = noVoteLeft(found, now);
    if (tooLate) return tooLate;
    const parishId = found.row.id;
    const open = await findOpenRequisition(tx, parishId);
    if (open) {
      return open.startedById === personId && open.candidateId === candidateId
        ? done({ requisitionId: open.id })
        : refused("conflict", "A demand for a vote on the convenor is open already, and there is one at a time.", {
            section: "s53",
          });
    }
    const candidate = (await listVolunteers(tx, found, "convenor")).find(({ id }) => id === candidateId);
    if (!candidate) return invalid([{ field: "candidate", message: "Choose a candidate from the list." }]);
    const roll = await countParishRoll(tx, found.wardIds);
    const requisition = await tx.requisition.create({
      data: { parishId, candidateId, startedById: personId, startedAt: now },
    });
    await appendMinute(tx, parishId, now, "requisition_started", {
      person: candidate.name,
      roll,
      needed: requisitionThreshold(found.rules as Rules, { roll }),
    });
    return done({ requisitionId: requisition.id });
  });
}
