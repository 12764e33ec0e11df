import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { ProposalInput } from "~/forms/proposal";
import { isUniqueConflict, lockParish, type Tx, toDateColumn } from "../persistence/db";
import { type FoundParish, findParishById } from "../queries/find-parish";
import { takesProposalsRuling } from "../queries/proposal-facts";
import { asOf } from "./as-of";
import type { Context } from "./context";
import { firstRefusal, isSignedIn, parishSubject } from "./hold-proposal";
import { done, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";

/** How many drafts one person may keep in one parish. More would only be lost sight of. */
export const mostDrafts = 20;

export interface SaveInput {
  parishId: string;
  /** Drawn with the empty form, so that a form sent twice makes one draft. */
  draftId: string;
  proposal: ProposalInput;
}

/**
 * Keeps a proposal that is being written. Only its author sees it; nothing goes into the minute book.
 *
 * Answers the draft. Refuses a stranger (`not_signed_in`), anybody not on the parish roll (`not_allowed`, s17), a parish that takes no
 * proposals (s40, s44), a draft that is not theirs (`not_found`) or has been put forward (`conflict`), and too many drafts (`too_many`).
 */
export async function saveProposal(
  context: Context,
  asking: Actor,
  input: SaveInput,
): Promise<Outcome<{ draftId: string }>> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "proposal.write"));
  return context.db
    .$transaction(async (tx): Promise<Outcome<{ draftId: string }>> => {
      const now = await lockParish(tx, input.parishId);
      const found = now && (await findParishById(tx, input.parishId, now));
      if (!found) return refused("not_found", "There is no such parish.");
      const actor = await asOf(tx, asking);
      const refusal = firstRefusal(
        may(actor, "proposal.write", parishSubject(found)),
        takesProposalsRuling(found, now),
      );
      if (refusal) return refusal;
      const kept = await keepDraft(tx, actor.personId, found, input, now);
      return kept.ok ? done({ draftId: input.draftId }) : kept;
    })
    .catch((error: unknown) => {
      // Somebody else's draft in another parish carries that name.
      if (isUniqueConflict(error)) return noSuchDraft();
      throw error;
    });
}

const noSuchDraft = () => refused("not_found", "There is no such draft.");

/**
 * Writes a draft in the transaction of a caller that holds the lock of the parish. A draft has no public number yet: it is kept
 * under one below zero.
 *
 * Refuses a draft of somebody else (`not_found`), one that has been put forward (`conflict`) and too many drafts (`too_many`).
 */
export async function keepDraft(
  tx: Tx,
  authorId: string,
  found: FoundParish,
  input: SaveInput,
  now: Date,
): Promise<Outcome> {
  const parishId = found.row.id;
  const known = await tx.proposal.findUnique({
    where: { id: input.draftId },
    select: { parishId: true, authorId: true, submittedAt: true },
  });
  if (known && (known.parishId !== parishId || known.authorId !== authorId)) return noSuchDraft();
  if (known?.submittedAt) {
    return refused("conflict", "This proposal has been put forward already. Change it on its own page.");
  }
  const data = await columnsOf(tx, parishId, input.proposal);
  if (known) {
    await tx.proposal.update({ where: { id: input.draftId }, data });
    return done({});
  }
  const drafts = await tx.proposal.count({ where: { parishId, authorId, submittedAt: null } });
  if (drafts >= mostDrafts) {
    return refused("too_many", `You have ${mostDrafts} drafts in this parish. Finish or throw away one of them first.`);
  }
  const lowest = await tx.proposal.aggregate({ where: { parishId }, _min: { number: true } });
  const number = Math.min(0, lowest._min.number ?? 0) - 1;
  await tx.proposal.create({ data: { id: input.draftId, parishId, authorId, number, createdAt: now, ...data } });
  return done({});
}

/** The text of a proposal as its columns hold it. A power of another parish is left out. */
export async function columnsOf(tx: Tx, parishId: string, proposal: ProposalInput) {
  const power = proposal.powerId
    ? await tx.power.findFirst({ where: { id: proposal.powerId, parishId }, select: { id: true } })
    : null;
  return {
    title: proposal.title,
    powerId: power?.id ?? null,
    change: proposal.change,
    place: proposal.place,
    startsOn: proposal.startsOn && toDateColumn(proposal.startsOn),
    costPence: BigInt(proposal.cost ?? 0),
    moneyType: proposal.moneyType ?? ("none" as const),
    moneySource: proposal.moneySource,
    whoPaysAfter: proposal.whoPaysAfter,
    measure: proposal.measure,
    baseline: proposal.baseline,
    target: proposal.target,
    measureOn: proposal.measureOn && toDateColumn(proposal.measureOn),
  };
}
