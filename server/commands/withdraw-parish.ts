import { mayBeWithdrawn } from "~/domain/parish/founding";
import { isSlug } from "~/domain/parish/slug";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { instant } from "../persistence/db";
import type { Context } from "./context";
import { lockParishAt, noSuchParish } from "./lock-parish-at";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";

/**
 * Withdraws a parish before residents have begun to vote on its charter; a charter vote that was announced and has not opened is
 * cancelled with it. Withdrawing twice is harmless.
 *
 * Answers the vote that was cancelled, if any. Refuses a stranger (`not_signed_in`), anybody who is no founder (`not_allowed`), an
 * unknown parish, a parish that is past founding (`closed`), and one whose charter vote has opened (`closed`, s10).
 */
export async function withdrawParish(
  context: Context,
  asking: Actor,
  input: { slug: string },
): Promise<Outcome<{ cancelledVoteId: string | null }>> {
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome<{ cancelledVoteId: string | null }>> => {
    // A vote is always locked before its parish, so the announced vote is looked for first and checked again after.
    const pending = {
      parish: { slug: input.slug },
      proposalId: null,
      class: "charter" as const,
      closedAt: null,
      cancelledAt: null,
    };
    const announced = isSlug(input.slug) ? await tx.vote.findFirst({ where: pending, select: { id: true } }) : null;
    if (announced) await tx.$queryRaw`SELECT 1 FROM vote WHERE id = ${announced.id}::uuid FOR NO KEY UPDATE`;
    const locked = await lockParishAt(tx, asking, input.slug);
    if (!locked) return refused("not_found", noSuchParish);
    const { found, actor } = locked;
    const allowed = may(actor, "parish.withdraw", { founderIds: found.founderIds });
    if (!allowed.holds) return refusedTo(actor, allowed);
    if (found.state === "withdrawn") return done({ cancelledVoteId: null });
    if (!mayBeWithdrawn(found.state)) {
      return refused("closed", "This parish is past the point at which its founders could withdraw it.", {
        section: "s10",
      });
    }
    const vote = await tx.vote.findFirst({ where: pending });
    if (vote && vote.id !== announced?.id) {
      return refused("conflict", "A charter vote was called in this moment. Nothing was withdrawn: try again.");
    }
    const now = await instant(tx);
    if (vote && (vote.openedAt || now >= vote.opensAt)) {
      return refused("closed", "Voting on the charter has opened, so the residents decide. Nothing was withdrawn.", {
        section: "s10",
      });
    }
    const parishId = found.row.id;
    if (vote) {
      const cancelledReason = "The founders withdrew the parish.";
      await tx.vote.updateMany({ where: { id: vote.id }, data: { cancelledAt: now, cancelledReason } });
      await appendMinute(tx, parishId, now, "vote_cancelled", {
        vote: vote.id,
        question: vote.question,
        reason: cancelledReason,
      });
    }
    await tx.parish.update({ where: { id: parishId }, data: { withdrawnAt: now } });
    await appendMinute(tx, parishId, now, "parish_withdrawn", { stage: found.state });
    return done({ cancelledVoteId: vote?.id ?? null });
  });
  if (outcome.ok && outcome.value.cancelledVoteId) {
    context.publish({ kind: "vote_changed", voteId: outcome.value.cancelledVoteId });
  }
  return outcome;
}
