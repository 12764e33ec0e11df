import { modifyConsentRuling } from "~/domain/act/s35-answer";
import { aliveRuling } from "~/domain/act/s40-expiry";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { lockParish } from "../persistence/db";
import { consentRulingOf, findDutyOfProposal } from "../queries/find-duty";
import { whatOf } from "./act-on-duty";
import type { Context } from "./context";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused, refusedBy } from "./outcome";
import { refusedTo } from "./refused-to";

/**
 * Takes a seconder's yes or no to the changed way in which the council would carry out a proposal (section 35). It can be changed
 * until the question is settled: by time, or because nobody who is left could change it. Saying the same twice is the same as once.
 *
 * Answers how the question stands. Refuses a stranger (`not_signed_in`), whoever did not second the proposal (`not_allowed`, s35), a
 * proposal on which nobody is asked (`not_found`), one that is settled (`closed`, s35), and a parish that has ended (`refused_by_act`, s40).
 */
export async function giveConsent(
  context: Context,
  actor: Actor,
  input: { proposalId: string; isConsent: boolean },
): Promise<Outcome<{ outcome: string }>> {
  const { personId } = actor;
  if (personId === null) return refusedTo(actor, may(actor, "response.consent"));
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
    const isSeconder = proposal.seconders.some((one) => one.personId === personId);
    const allowed = may(actor, "response.consent", { isSeconder });
    if (!allowed.holds) return refusedTo(actor, allowed);
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
