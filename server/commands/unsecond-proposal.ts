import { aliveRuling } from "~/domain/act/s40-expiry";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { stepRuling } from "~/domain/proposal/proposal-steps";
import type { Context } from "./context";
import { firstRefusal, holdProposal, isSignedIn, noSuchProposal } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, type Outcome } from "./outcome";
import { refusedTo } from "./refused-to";

/**
 * Takes a seconder's name off a proposal, before notice of its vote. A proposal that already has its place keeps it, but notice
 * needs the full number again.
 *
 * Answers how many seconders are left; doing it twice is doing it once. Refuses a stranger (`not_signed_in`), somebody who never
 * seconded it (`not_allowed`, s20), a time after notice was given (s20), and a parish that has ended (s40).
 */
export async function unsecondProposal(
  context: Context,
  actor: Actor,
  input: { proposalId: string },
): Promise<Outcome<{ seconders: number }>> {
  if (!isSignedIn(actor)) return refusedTo(actor, may(actor, "proposal.unsecond"));
  return context.db.$transaction(async (tx) => {
    const held = await holdProposal(tx, input.proposalId);
    if (!held || held.one.rules === null || !held.found.term) return noSuchProposal();
    const { now, found, one, subject } = held;
    const key = { proposalId: one.id, personId: actor.personId };
    const mine = await tx.seconder.findUnique({ where: { proposalId_personId: key } });
    const refusal = firstRefusal(
      may(actor, "proposal.unsecond", { ...subject, isSeconder: mine !== null }),
      aliveRuling(held.one.rules, { sunsetAt: held.found.term.sunsetAt, now }),
      stepRuling(held.one.rules, "unsecond", one.state),
    );
    if (refusal) return refusal;
    const isTakenOff = mine !== null && mine.withdrawnAt === null;
    if (isTakenOff) await tx.seconder.update({ where: { proposalId_personId: key }, data: { withdrawnAt: now } });
    const seconders = await tx.seconder.count({ where: { proposalId: one.id, withdrawnAt: null } });
    if (isTakenOff) {
      await appendMinute(tx, found.row.id, now, "seconders_counted", { number: one.number, seconders });
    }
    return done({ seconders });
  });
}
