import { aliveRuling } from "~/domain/act/s40-expiry";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { stepRuling } from "~/domain/proposal/proposal-steps";
import { isIdentifier } from "~/domain/record/identifier";
import type { Context } from "./context";
import { firstRefusal, holdProposal, isSignedIn, noSuchProposal } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, type Outcome } from "./outcome";
import { refusedTo } from "./refused-to";
import { assistedSignerOf } from "./signer-of";
import { auditInParish, numberInLog } from "./write-audit-line";

/**
 * Takes a seconder's name off a proposal, before notice of its vote. A proposal that already has its place keeps it, but notice
 * needs the full number again.
 *
 * Answers how many seconders are left; doing it twice is doing it once. Refuses a stranger (`not_signed_in`), somebody who never
 * seconded it (`not_allowed`, s20), a time after notice was given (s20), and a parish that has ended (s40).
 */
export function unsecondProposal(
  context: Context,
  actor: Actor,
  input: { proposalId: string },
): Promise<Outcome<{ seconders: number }>> {
  return takeOff(context, actor, input.proposalId, null);
}

/**
 * The same for somebody without e-mail who signed a paper to say so, entered by an officer of the council.
 *
 * Answers and refuses as `unsecondProposal` does, of the resident who signed; refuses besides anybody but an officer of the council without an
 * office in the parish (`not_allowed`, s20), and a resident with e-mail, who does it themselves (`conflict`).
 *
 * @param input.personId who signed
 */
export function enterPaperWithdrawal(
  context: Context,
  actor: Actor,
  input: { proposalId: string; personId: string },
): Promise<Outcome<{ seconders: number }>> {
  return takeOff(context, actor, input.proposalId, input.personId);
}

/** @param signedById who signed a paper that the actor, an officer, enters; null for somebody who does it themselves */
async function takeOff(
  context: Context,
  asking: Actor,
  proposalId: string,
  signedById: string | null,
): Promise<Outcome<{ seconders: number }>> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "proposal.unsecond"));
  if (!isIdentifier(proposalId)) return noSuchProposal();
  return context.db.$transaction(async (tx) => {
    const held = await holdProposal(tx, asking, proposalId);
    if (!held || held.one.rules === null || !held.found.term) return noSuchProposal();
    const { now, found, one, subject, actor } = held;
    const asked = await assistedSignerOf(tx, actor, signedById, "seconder.withdraw_paper", subject);
    if (!asked.ok) return asked;
    const { signer } = asked.value;
    if (!isSignedIn(signer)) return refusedTo(signer, may(signer, "proposal.unsecond"));
    const key = { proposalId: one.id, personId: signer.personId };
    const mine = await tx.seconder.findUnique({ where: { proposalId_personId: key } });
    const refusal = firstRefusal(
      may(signer, "proposal.unsecond", { ...subject, isSeconder: mine !== null }),
      aliveRuling(held.one.rules, { sunsetAt: held.found.term.sunsetAt, now }),
      stepRuling(held.one.rules, "unsecond", one.state),
    );
    if (refusal) return refusal;
    const isTakenOff = mine !== null && mine.withdrawnAt === null;
    if (isTakenOff) await tx.seconder.update({ where: { proposalId_personId: key }, data: { withdrawnAt: now } });
    if (isTakenOff && signedById) {
      await auditInParish(tx, actor, now, found.row, {
        action: "seconder.withdraw_paper",
        about: `Person ${numberInLog(signer.personId)} seconds “${one.title}” no longer, signed on paper`,
        page: `/proposals/${one.number}`,
      });
    }
    const seconders = await tx.seconder.count({ where: { proposalId: one.id, withdrawnAt: null } });
    if (isTakenOff) {
      await appendMinute(tx, found.row.id, now, "seconders_counted", { number: one.number, seconders });
    }
    return done({ seconders });
  });
}
