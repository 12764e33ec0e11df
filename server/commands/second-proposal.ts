import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { ProposalState } from "~/domain/proposal/proposal-state";
import { stepRuling } from "~/domain/proposal/proposal-steps";
import type { CivilDate } from "~/domain/time/civil";
import { proposalStanding, takesProposalsRuling } from "../queries/proposal-facts";
import type { Context } from "./context";
import { firstRefusal, holdProposal, isSignedIn, noSuchProposal } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, type Outcome } from "./outcome";
import { refusedTo } from "./refused-to";
import { olderThanWithdrawal, type SignedPaper, signerOf, tellSigner } from "./signer-of";
import { auditInParish, numberInLog } from "./write-audit-line";

/**
 * Backs a proposal towards a vote. The seconder that makes the number needed starts its deliberation, or puts it in the queue.
 *
 * Answers how many seconders there are, and how the proposal stands then; seconding twice is one seconder. Refuses a stranger
 * (`not_signed_in`), the author and anybody not on the parish roll (`not_allowed`, s20), a time after seconding has ended or notice was
 * given (s20), and a parish that takes no proposals (s40, s44).
 */
export function secondProposal(
  context: Context,
  actor: Actor,
  input: { proposalId: string },
): Promise<Outcome<Seconded>> {
  return addSeconder(context, actor, input.proposalId, null);
}

/**
 * The same for a confirmed resident who signed a paper, entered by an officer of the council. It counts like any other, and is kept as entered
 * from paper.
 *
 * They are told, if they have an e-mail address.
 *
 * Answers and refuses as `secondProposal` does, of the resident who signed; refuses besides anybody but an officer of the council without an
 * office in the parish (`not_allowed`, s20), and a paper of somebody who has taken their name off since they signed it (`conflict`, s20).
 *
 * @param input.personId who signed
 * @param input.signedOn the day on the paper; without it the paper counts as older than a withdrawal
 */
export function enterPaperSeconder(
  context: Context,
  actor: Actor,
  input: { proposalId: string; personId: string; signedOn?: CivilDate },
): Promise<Outcome<Seconded>> {
  return addSeconder(context, actor, input.proposalId, { byId: input.personId, on: input.signedOn });
}

interface Seconded {
  seconders: number;
  state: ProposalState;
  place: number | null;
}

/** @param signed who signed a paper that an officer enters, and when; null for somebody who does it themselves */
async function addSeconder(
  context: Context,
  asking: Actor,
  proposalId: string,
  signed: SignedPaper | null,
): Promise<Outcome<Seconded>> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "proposal.second"));
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome<Seconded>> => {
    const held = await holdProposal(tx, asking, proposalId);
    if (!held || held.one.rules === null) return noSuchProposal();
    const { now, found, one, subject, actor } = held;
    const asked = await signerOf(tx, actor, signed?.byId ?? null, "seconder.enter_paper", subject);
    if (!asked.ok) return asked;
    const { signer, entered } = asked.value;
    if (!isSignedIn(signer)) return refusedTo(signer, may(signer, "proposal.second"));
    const refusal = firstRefusal(
      may(signer, "proposal.second", subject),
      takesProposalsRuling(found, now),
      stepRuling(held.one.rules, "second", one.state),
    );
    if (refusal) return refusal;

    const key = { proposalId: one.id, personId: signer.personId };
    const mine = await tx.seconder.findUnique({ where: { proposalId_personId: key } });
    if (signed && mine?.withdrawnAt) {
      const withdrawn = { at: mine.withdrawnAt, from: "this proposal", again: "second it", section: "s20" } as const;
      const older = olderThanWithdrawal(signed, signer, now, withdrawn);
      if (older) return older;
    }
    if (!mine) await tx.seconder.create({ data: { ...key, at: now, ...entered } });
    else if (mine.withdrawnAt) {
      await tx.seconder.update({
        where: { proposalId_personId: key },
        data: { at: now, withdrawnAt: null, ...entered },
      });
    }
    const isNew = mine === null || mine.withdrawnAt !== null;
    if (isNew && signed) {
      await auditInParish(tx, actor, now, found.row, {
        action: "seconder.enter_paper",
        about: `Person ${numberInLog(signer.personId)} seconds “${one.title}”, signed on paper`,
        page: `/proposals/${one.number}`,
      });
      await tellSigner(tx, context, now, signer, {
        key: `seconder:${one.id}`,
        council: found.row.council.name,
        what: `that you second “${one.title}” in ${found.row.name}`,
        path: `/parishes/${found.row.slug}/proposals/${one.number}`,
      });
    }
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
  if (outcome.ok && signed) context.enqueue({ name: "deliver-mail" });
  return outcome;
}
