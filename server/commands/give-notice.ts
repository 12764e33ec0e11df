import { randomBytes } from "node:crypto";
import { tallyStepBallotsOf } from "~/domain/act/s26-publicity";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { CivilDate } from "~/domain/time/civil";
import { instantInWords } from "~/domain/time/words";
import { announceNoticeGiven } from "../notices/about-votes";
import { isUniqueConflict, type Tx, toJson } from "../persistence/db";
import { type PlannedOpening, planRuling, questionOf, termsOf, type VoteTerms } from "../queries/vote-plan";
import type { Context } from "./context";
import { firstRefusal, type HeldProposal, holdProposal, isSignedIn, noSuchProposal } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditInParish } from "./write-audit-line";

/**
 * The author, the convenor or the deputy gives notice of the vote on a proposal. That freezes its text, sets its cost aside from the
 * power's budget, and plans the vote with everything that governs it.
 *
 * Answers the vote; the same notice given twice is one vote. Refuses a stranger (`not_signed_in`), anybody else (`not_allowed`, s22), a parish
 * that takes no votes (s40, s44), a proposal that is not being discussed (s22), too early or too late in its deliberation (s22), fewer seconders
 * than it needs (s20), a day that gives too few clear days or is a Sunday or bank holiday (s21, s2), an opening past the last safe day
 * (s41), a power that is not held (s12, s16), a budget that is too small (s21), and a second try too early or a third one (s30).
 */
export async function giveNotice(
  context: Context,
  actor: Actor,
  input: { proposalId: string; opensOn: CivilDate },
): Promise<Outcome<{ voteId: string }>> {
  if (!isSignedIn(actor)) return refusedTo(actor, may(actor, "proposal.give_notice"));
  return planVote(context, actor, input.proposalId, { opensOn: input.opensOn, hall: null });
}

/** Plans the vote of a proposal under the lock of its parish; what a hall vote and any other have in common. */
export async function planVote(
  context: Context,
  asking: Actor & { personId: string },
  proposalId: string,
  opening: PlannedOpening,
): Promise<Outcome<{ voteId: string }>> {
  const action = opening.hall ? "vote.call_hall" : "proposal.give_notice";
  const outcome = await context.db
    .$transaction(async (tx): Promise<Outcome<{ voteId: string; opensAt: Date }>> => {
      const held = await holdProposal(tx, asking, proposalId);
      if (!held || held.one.rules === null) return noSuchProposal();
      const { one, subject, actor } = held;
      const allowed = firstRefusal(may(actor, action, subject));
      if (allowed) return allowed;
      const terms = termsOf(held.found, held.one, opening);
      const planned = one.state === "notice" ? one.vote : null;
      if (planned && planned.opensAt.getTime() === terms.opensAt.getTime()) {
        return done({ voteId: planned.id, opensAt: planned.opensAt });
      }
      const refusal = firstRefusal(await planRuling(tx, held, opening));
      if (refusal) return refusal;
      return await writeVote(tx, actor, action, held, terms);
    })
    .catch((error: unknown) => {
      if (isUniqueConflict(error)) return refused("conflict", "Notice of this vote has been given already.");
      throw error;
    });
  if (!outcome.ok) return outcome;
  const { voteId, opensAt } = outcome.value;
  context.enqueue({ name: "open-vote", voteId, at: opensAt });
  context.enqueue({ name: "deliver-mail" });
  return done({ voteId });
}

async function writeVote(
  tx: Tx,
  actor: Actor,
  action: "vote.call_hall" | "proposal.give_notice",
  { now, found, one, subject }: HeldProposal,
  terms: VoteTerms,
): Promise<Outcome<{ voteId: string; opensAt: Date }>> {
  if (!one.rules) return noSuchProposal();
  const round = (one.vote?.round ?? 0) + 1;
  const vote = await tx.vote.create({
    data: {
      parishId: found.row.id,
      proposalId: one.id,
      purpose: "proposal",
      question: questionOf(one.title),
      method: "yes_no_abstain",
      tallyStepBallots: tallyStepBallotsOf(one.rules),
      seed: randomBytes(32).toString("hex"),
      rules: toJson(one.rules),
      round,
      noticeAt: now,
      ...terms,
    },
  });
  await tx.proposal.update({ where: { id: one.id }, data: { noticeAt: now } });
  await appendMinute(tx, found.row.id, now, "notice_given", {
    vote: vote.id,
    number: one.number,
    question: vote.question,
    class: vote.class,
    method: vote.method,
    publicity: vote.publicity,
    round,
    opensAt: vote.opensAt.toISOString(),
    closesAt: vote.closesAt.toISOString(),
    costPence: one.costPence,
    by: actor.name,
    actVersion: one.rules.actVersion,
    scheduleVersion: one.rules.scheduleVersion,
  });
  await announceNoticeGiven(tx, vote);
  await auditInParish(tx, actor, now, found.row, {
    action,
    about: `The vote on “${one.title}”`,
    page: `/proposals/${one.number}`,
    actingId: subject.duties?.actingId,
    changes: [{ what: "Voting opens", after: instantInWords(vote.opensAt) }],
  });
  return done({ voteId: vote.id, opensAt: vote.opensAt });
}
