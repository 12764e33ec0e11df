import { contestUntil, inadmissibilityRuling } from "~/domain/act/s19-admissibility";
import { aliveRuling } from "~/domain/act/s40-expiry";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { stepRuling } from "~/domain/proposal/proposal-steps";
import { dayInWords } from "~/domain/time/words";
import { writeMail } from "../mail/send-mail";
import type { Context } from "./context";
import { firstRefusal, holdProposal, isSignedIn, noSuchProposal } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, type Outcome } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditInParish } from "./write-audit-line";

/**
 * The convenor or deputy finds a proposal inadmissible, on a listed ground and with reasons that everybody can read.
 *
 * Answers that it is done; the author is told. Refuses a stranger (`not_signed_in`), anybody without office in the parish
 * (`not_allowed`, s19), an unlisted ground, missing reasons or a time after five working days (s19), a proposal of which notice was
 * given or that has ended (s19), and a parish that has ended (s40).
 */
export async function ruleInadmissible(
  context: Context,
  asking: Actor,
  input: { proposalId: string; ground: string; reasons: string },
): Promise<Outcome> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "proposal.rule_inadmissible"));
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome> => {
    const held = await holdProposal(tx, asking, input.proposalId);
    if (!held || held.one.rules === null || held.one.submittedAt === null || !held.found.term) return noSuchProposal();
    const { now, found, one, subject, actor } = held;
    const rules = held.one.rules;
    const ruling = inadmissibilityRuling(rules, {
      ground: input.ground,
      reasons: input.reasons,
      submittedAt: held.one.submittedAt,
      isReadmitted: held.one.isReadmitted,
      now,
    });
    const refusal = firstRefusal(
      may(actor, "proposal.rule_inadmissible", subject),
      aliveRuling(rules, { sunsetAt: held.found.term.sunsetAt, now }),
      stepRuling(rules, "rule_inadmissible", one.state),
      ruling,
    );
    if (refusal) return refusal;

    await tx.proposal.update({
      where: { id: one.id },
      data: { inadmissibleAt: now, inadmissibleGround: input.ground, inadmissibleReasons: input.reasons },
    });
    await appendMinute(tx, found.row.id, now, "proposal_inadmissible", {
      number: one.number,
      title: one.title,
      ground: input.ground,
      reasons: input.reasons,
      by: actor.name,
      sentence: ruling.sentence,
    });
    await auditInParish(tx, actor, now, found.row, {
      action: "proposal.rule_inadmissible",
      about: `“${one.title}” in ${found.row.name}`,
      page: `/proposals/${one.number}`,
      actingId: subject.duties?.actingId,
    });
    const author = await tx.person.findUnique({ where: { id: one.authorId }, select: { name: true, email: true } });
    if (author) {
      await writeMail(tx, now, [
        {
          key: `proposal-inadmissible:${one.id}`,
          to: author.email,
          subject: `Found inadmissible: ${one.title}`,
          text: [
            `Hello ${author.name},`,
            `${actor.name} has found your proposal "${one.title}" in ${found.row.name} inadmissible. ${ruling.sentence}`,
            `The reasons: ${input.reasons}`,
            `You may contest this before the Commissioner until the end of ${dayInWords(new Date(contestUntil(rules, now).getTime() - 1))} (section 19 of the simulated Community Power Act).`,
          ].join("\n\n"),
        },
      ]);
    }
    return done({});
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}
