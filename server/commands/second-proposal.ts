import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { ProposalState } from "~/domain/proposal/proposal-state";
import { stepRuling } from "~/domain/proposal/proposal-steps";
import { proposalStanding, takesProposalsRuling } from "../queries/proposal-facts";
import type { Context } from "./context";
import { firstRefusal, holdProposal, isSignedIn, noSuchProposal } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, type Outcome } from "./outcome";
import { refusedTo } from "./refused-to";

/**
 * Backs a proposal towards a vote. The seconder that makes the number needed starts its deliberation, or puts it in the queue.
 *
 * Answers how many seconders there are, and how the proposal stands then; seconding twice is one seconder. Refuses a stranger
 * (`not_signed_in`), the author and anybody not on the parish roll (`not_allowed`, s20), a time after seconding has ended or notice was
 * given (s20), and a parish that takes no proposals (s40, s44).
 */
export async function secondProposal(
  context: Context,
  actor: Actor,
  input: { proposalId: string },
): Promise<Outcome<{ seconders: number; state: ProposalState; place: number | null }>> {
  if (!isSignedIn(actor)) return refusedTo(actor, may(actor, "proposal.second"));
  return context.db.$transaction(async (tx) => {
    const held = await holdProposal(tx, input.proposalId);
    if (!held || held.one.rules === null) return noSuchProposal();
    const { now, found, one, subject } = held;
    const refusal = firstRefusal(
      may(actor, "proposal.second", subject),
      takesProposalsRuling(found, now),
      stepRuling(held.one.rules, "second", one.state),
    );
    if (refusal) return refusal;

    const key = { proposalId: one.id, personId: actor.personId };
    const mine = await tx.seconder.findUnique({ where: { proposalId_personId: key } });
    if (!mine) await tx.seconder.create({ data: { ...key, at: now } });
    else if (mine.withdrawnAt) {
      await tx.seconder.update({ where: { proposalId_personId: key }, data: { at: now, withdrawnAt: null } });
    }
    const isNew = mine === null || mine.withdrawnAt !== null;
    const seconders = await tx.seconder.count({ where: { proposalId: one.id, withdrawnAt: null } });
    const needed = one.secondersNeeded ?? 0;
    if (one.secondedAt === null && seconders >= needed) {
      await tx.proposal.update({ where: { id: one.id }, data: { secondedAt: now } });
      const after = await proposalStanding(tx, found.row.id, one.id, now);
      await appendMinute(tx, found.row.id, now, "proposal_seconded", {
        number: one.number,
        title: one.title,
        seconders,
        needed,
        place: after?.place ?? undefined,
      });
      if (after) return done({ seconders, state: after.state, place: after.place });
    } else if (isNew) {
      await appendMinute(tx, found.row.id, now, "seconders_counted", { number: one.number, seconders });
    }
    return done({ seconders, state: one.state, place: one.place });
  });
}
