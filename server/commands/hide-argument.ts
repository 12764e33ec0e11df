import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { Context } from "./context";
import { firstRefusal, holdProposal, isSignedIn } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditInParish } from "./write-audit-line";

/**
 * The convenor or deputy hides an argument. Its place stays, with the reason, for everybody to see.
 *
 * Answers that it is hidden; hiding it twice keeps the first reason. Refuses a stranger (`not_signed_in`), anybody without office in the
 * parish (`not_allowed`, s22) and an unknown argument (`not_found`).
 */
export async function hideArgument(
  context: Context,
  asking: Actor,
  input: { proposalId: string; argumentId: string; reason: string },
): Promise<Outcome> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "argument.hide"));
  return context.db.$transaction(async (tx) => {
    const held = await holdProposal(tx, asking, input.proposalId);
    const argument = await tx.argument.findFirst({
      where: { id: input.argumentId, proposalId: input.proposalId },
      select: { side: true, hiddenAt: true },
    });
    if (!held || !argument) return refused("not_found", "There is no such argument.");
    const { now, found, one, subject, actor } = held;
    const refusal = firstRefusal(may(actor, "argument.hide", subject));
    if (refusal) return refusal;
    if (argument.hiddenAt) return done({});
    await tx.argument.update({
      where: { id: input.argumentId },
      data: { hiddenAt: now, hiddenById: actor.personId, hiddenReason: input.reason },
    });
    await appendMinute(tx, found.row.id, now, "argument_hidden", {
      number: one.number,
      side: argument.side,
      reason: input.reason,
      by: actor.name,
    });
    await auditInParish(tx, actor, now, found.row, {
      action: "argument.hide",
      about: `An argument ${argument.side} “${one.title}”`,
      page: `/proposals/${one.number}`,
      actingId: subject.duties?.actingId,
    });
    return done({});
  });
}
