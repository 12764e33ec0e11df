import { modifyConsentRuling } from "~/domain/act/s35-answer";
import { aliveRuling } from "~/domain/act/s40-expiry";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { lockParish } from "../persistence/db";
import { consentRulingOf, findDutyOfProposal } from "../queries/find-duty";
import { whatOf } from "./act-on-duty";
import { asOf } from "./as-of";
import type { Context } from "./context";
import { isSignedIn } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused, refusedBy } from "./outcome";
import { refusedTo } from "./refused-to";
import { assistedSignerOf } from "./signer-of";
import { auditInParish, numberInLog } from "./write-audit-line";

/**
 * Takes a seconder's yes or no to the changed way in which the council would carry out a proposal (section 35). It can be changed
 * until the question is settled: by time, or because nobody who is left could change it. Saying the same twice is the same as once.
 *
 * Answers how the question stands. Refuses a stranger (`not_signed_in`), whoever did not second the proposal (`not_allowed`, s35), a
 * proposal on which nobody is asked (`not_found`), one that is settled (`closed`, s35), and a parish that has ended (`refused_by_act`, s40).
 */
export function giveConsent(
  context: Context,
  actor: Actor,
  input: { proposalId: string; isConsent: boolean },
): Promise<Outcome<{ outcome: string }>> {
  return addConsent(context, actor, input, null);
}

/**
 * The same for a seconder without e-mail who signed a paper that says yes or no, entered by an officer of the council.
 *
 * Answers and refuses as `giveConsent` does, of the resident who signed; refuses besides anybody but an officer of the council without an office
 * in the parish (`not_allowed`, s35), and a resident with e-mail, who answers themselves (`conflict`).
 *
 * @param input.personId who signed
 */
export function enterPaperConsent(
  context: Context,
  actor: Actor,
  input: { proposalId: string; isConsent: boolean; personId: string },
): Promise<Outcome<{ outcome: string }>> {
  return addConsent(context, actor, input, input.personId);
}

/** @param signedById who signed a paper that the actor, an officer, enters; null for somebody who does it themselves */
async function addConsent(
  context: Context,
  asking: Actor,
  input: { proposalId: string; isConsent: boolean },
  signedById: string | null,
): Promise<Outcome<{ outcome: string }>> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "response.consent"));
  const known = await findDutyOfProposal(context.db, input.proposalId);
  if (known?.row.response?.answer !== "modify") {
    return refused("not_found", "Nobody is asked for consent on this proposal.");
  }
  return context.db.$transaction(async (tx): Promise<Outcome<{ outcome: string }>> => {
    const now = await lockParish(tx, known.row.parishId);
    const duty = now && (await findDutyOfProposal(tx, input.proposalId));
    const { response, proposal, parish } = duty?.row ?? {};
    if (!now || !duty || !response || !proposal || !parish) {
      return refused("not_found", "Nobody is asked for consent on this proposal.");
    }
    const actor = await asOf(tx, asking);
    const place = { parishId: parish.id, councilId: duty.row.councilId };
    const asked = await assistedSignerOf(tx, actor, signedById, "consent.enter_paper", place);
    if (!asked.ok) return asked;
    const { signer } = asked.value;
    if (!isSignedIn(signer)) return refusedTo(signer, may(signer, "response.consent"));
    const { personId } = signer;
    const isSeconder = proposal.seconders.some((one) => one.personId === personId);
    const allowed = may(signer, "response.consent", { isSeconder });
    if (!allowed.holds) return refusedTo(signer, allowed);
    if (parish.sunsetAt) {
      const alive = aliveRuling(duty.rules, { sunsetAt: parish.sunsetAt, now });
      if (!alive.holds) return refusedBy(alive);
    }
    const before = consentRulingOf(duty, now);
    if (!before) return refused("not_found", "Nobody is asked for consent on this proposal.");
    const own = response.consents.find((one) => one.personId === personId);
    if (own?.isConsent === input.isConsent) return done({ outcome: before.outcome });
    if (before.outcome !== "pending") return refusedBy(before, "closed");
    await tx.modifyConsent.upsert({
      where: { responseId_personId: { responseId: response.id, personId } },
      create: { responseId: response.id, personId, isConsent: input.isConsent, at: now },
      update: { isConsent: input.isConsent, at: now },
    });
    if (signedById) {
      // Never what they answered: it is theirs, and the log is kept for good.
      await auditInParish(tx, actor, now, parish, {
        action: "consent.enter_paper",
        about: `Person ${numberInLog(personId)} answers about the changed way for “${proposal.title}”, signed on paper`,
        page: `/proposals/${proposal.number}`,
      });
    }
    const others = response.consents.filter((one) => one.personId !== personId);
    const consents = others.filter((one) => one.isConsent).length + (input.isConsent ? 1 : 0);
    const refusals = others.length + 1 - consents;
    const after = modifyConsentRuling(duty.rules, {
      seconders: proposal.seconders.length,
      consents,
      refusals,
      askedAt: response.at,
      now,
      sunsetAt: parish.sunsetAt ?? undefined,
    });
    await appendMinute(tx, duty.row.parishId, now, "consent_given", {
      ...whatOf(duty),
      seconders: proposal.seconders.length,
      consents,
      refusals,
      outcome: after.outcome,
      sentence: after.sentence,
      sections: after.sections,
    });
    return done({ outcome: after.outcome });
  });
}
