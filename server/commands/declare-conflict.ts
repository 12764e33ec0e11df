import { conflictRuling } from "~/domain/act/s33-conflict-of-interest";
import { aliveRuling } from "~/domain/act/s40-expiry";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { isUndecided } from "~/domain/proposal/proposal-state";
import type { Tx } from "../persistence/db";
import { noRulesYet } from "../queries/office-facts";
import type { Context } from "./context";
import { firstRefusal, type HeldProposal, holdProposal, isSignedIn, noSuchProposal } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditInParish } from "./write-audit-line";

/** Does something about a conflict of interest in a proposal that is not decided yet, under the lock of its parish. */
async function onConflict(
  context: Context,
  asking: Actor,
  proposalId: string,
  work: (tx: Tx, held: HeldProposal & { actor: Actor }, personId: string) => Promise<void>,
): Promise<Outcome> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "conflict.declare"));
  return context.db.$transaction(async (tx): Promise<Outcome> => {
    const held = await holdProposal(tx, asking, proposalId);
    if (!held || held.one.rules === null || held.one.submittedAt === null || !held.found.term) return noSuchProposal();
    const { now, found, one, subject, actor } = held;
    const refusal = firstRefusal(
      may(actor, "conflict.declare", subject),
      aliveRuling(held.one.rules, { sunsetAt: held.found.term.sunsetAt, now }),
    );
    if (refusal) return refusal;
    if (!found.row.offices.some(({ personId }) => personId === actor.personId)) {
      return refused("not_allowed", "You no longer hold an office in this parish.", { section: "s33" });
    }
    if (!isUndecided(one.state)) {
      return refused("closed", "This proposal is decided, so there are no duties left to pass on.", { section: "s33" });
    }
    await work(tx, held, actor.personId);
    return done({});
  });
}

/**
 * The convenor or the deputy says that they stand to gain or lose by a proposal. That is published beside it, and from then on their duties
 * for it pass to the other (section 33). Their own vote stays.
 *
 * Answers that it is declared; declaring it twice keeps the first reason. Refuses a stranger (`not_signed_in`), anybody without office in
 * the parish (`not_allowed`, s33), a proposal that is decided (`closed`, s33) and a parish that has ended (s40).
 */
export function declareConflict(
  context: Context,
  asking: Actor,
  input: { proposalId: string; reason: string },
): Promise<Outcome> {
  return onConflict(context, asking, input.proposalId, async (tx, { now, found, one, actor }, personId) => {
    const live = await tx.conflictOfInterest.findMany({ where: { proposalId: one.id, withdrawnAt: null } });
    if (live.some((conflict) => conflict.personId === personId)) return;
    const { offices } = found.row;
    const office = offices.find((held) => held.personId === personId)?.office ?? "deputy";
    await tx.conflictOfInterest.create({
      data: { proposalId: one.id, personId, office, reason: input.reason, declaredAt: now },
    });
    const isOtherBarred = !offices.some(
      (other) => other.personId !== personId && !live.some((conflict) => conflict.personId === other.personId),
    );
    const ruling = conflictRuling(one.rules ?? noRulesYet, {
      office,
      hasConflict: true,
      isPublished: true,
      isOtherBarred,
    });
    await appendMinute(tx, found.row.id, now, "conflict_declared", {
      number: one.number,
      title: one.title,
      office,
      person: actor.name,
      reason: input.reason,
      sentence: ruling.sentence,
    });
    await auditInParish(tx, actor, now, found.row, conflictAct(`Declared one in “${one.title}”`, one.number));
  });
}

/**
 * The convenor or the deputy says that a conflict of interest which they declared is there no longer. That it was there stays in the
 * minute book and beside the proposal.
 *
 * Answers that it is withdrawn; withdrawing what is not there is harmless. Refuses as `declareConflict` does.
 */
export function withdrawConflict(context: Context, asking: Actor, input: { proposalId: string }): Promise<Outcome> {
  return onConflict(context, asking, input.proposalId, async (tx, { now, found, one, actor }, personId) => {
    const { count } = await tx.conflictOfInterest.updateMany({
      where: { proposalId: one.id, personId, withdrawnAt: null },
      data: { withdrawnAt: now },
    });
    if (count === 0) return;
    await appendMinute(tx, found.row.id, now, "conflict_withdrawn", {
      number: one.number,
      title: one.title,
      person: actor.name,
    });
    await auditInParish(tx, actor, now, found.row, conflictAct(`Withdrew the one in “${one.title}”`, one.number));
  });
}

const conflictAct = (about: string, number: number | null) => ({
  action: "conflict.declare" as const,
  about,
  page: `/proposals/${number}`,
});
