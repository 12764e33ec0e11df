import { actInForce } from "~/domain/act/act-in-force";
import { aliveRuling } from "~/domain/act/s40-expiry";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { stepRuling } from "~/domain/proposal/proposal-steps";
import type { Context } from "./context";
import { firstRefusal, holdProposal, isSignedIn, noSuchProposal } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";

/**
 * Withdraws a proposal before voting on it opens, with the vote that was planned. A draft is thrown away: nobody else has seen it.
 *
 * Answers that it is withdrawn; doing it twice is doing it once. Refuses a stranger (`not_signed_in`), anybody but the author
 * (`not_allowed`), a proposal that has been voted on or has ended (s22), and a parish that has ended (s40). A draft can be thrown away then too.
 */
export async function withdrawProposal(
  context: Context,
  asking: Actor,
  input: { proposalId: string },
): Promise<Outcome> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "proposal.withdraw"));
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome<{ cancelled: string | null }>> => {
    // The vote first, then the parish: the order in which opening a vote takes them.
    const locked = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM vote WHERE proposal_id = ${input.proposalId}::uuid AND closed_at IS NULL AND cancelled_at IS NULL
      ORDER BY id FOR NO KEY UPDATE`;
    const held = await holdProposal(tx, asking, input.proposalId);
    if (!held) return noSuchProposal();
    const { now, found, one, subject, actor } = held;
    const allowed = firstRefusal(may(actor, "proposal.withdraw", subject));
    if (allowed) return allowed;
    if (one.state === "withdrawn") return done({ cancelled: null });
    if (one.state === "draft") {
      await tx.proposal.delete({ where: { id: one.id } });
      return done({ cancelled: null });
    }
    const rules = one.rules ?? found.rules ?? actInForce;
    const refusal = firstRefusal(
      ...(found.term ? [aliveRuling(rules, { sunsetAt: found.term.sunsetAt, now })] : []),
      stepRuling(rules, "withdraw", one.state),
    );
    if (refusal) return refusal;

    const planned = one.state === "notice" ? one.vote : null;
    if (planned && !locked.some((vote) => vote.id === planned.id)) {
      return refused("conflict", "Notice of a vote was given at this very moment. Look at the proposal and try again.");
    }
    await tx.proposal.update({ where: { id: one.id }, data: { withdrawnAt: now } });
    if (planned) {
      await tx.vote.updateMany({
        where: { id: planned.id },
        data: { cancelledAt: now, cancelledReason: "Its author withdrew the proposal." },
      });
      await appendMinute(tx, found.row.id, now, "vote_cancelled", {
        vote: planned.id,
        number: one.number,
        reason: "Its author withdrew the proposal.",
      });
    }
    await appendMinute(tx, found.row.id, now, "proposal_withdrawn", {
      number: one.number,
      title: one.title,
      author: actor.name,
    });
    return done({ cancelled: planned?.id ?? null });
  });
  if (!outcome.ok) return outcome;
  if (outcome.value.cancelled) context.publish({ kind: "vote_changed", voteId: outcome.value.cancelled });
  return done({});
}
