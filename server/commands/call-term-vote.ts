import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { type CivilDate, civilDateOf, startOfDay } from "~/domain/time/civil";
import { dayInWords, instantInWords, people } from "~/domain/time/words";
import { isUniqueConflict } from "../persistence/db";
import {
  endingPlanRuling,
  findTermVotes,
  hasTerm,
  renewalPlanRuling,
  roundOf,
  sunsetAfter,
  type TermedParish,
  type TermVotes,
} from "../queries/get-renewal";
import { callParishVote, isTooFarOff, type ParishVote, tooFarOff } from "./call-parish-vote";
import type { Context } from "./context";
import { lockParishAt, noSuchParish } from "./lock-parish-at";
import { done, type Outcome, refused, refusedAtField } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditInParish } from "./write-audit-line";

type Called = { voteId: string; opensAt: Date };
type Plan = (found: TermedParish, votes: TermVotes, now: Date) => Omit<ParishVote, "rules"> & { field: string };

/** Calls a vote about the term of a parish; what renewal and an earlier end have in common. */
async function callTermVote(
  context: Context,
  asking: Actor,
  slug: string,
  action: "renewal.call" | "ending.call",
  opensOn: CivilDate,
  plan: Plan,
): Promise<Outcome<Called>> {
  const outcome = await context.db
    .$transaction(async (tx): Promise<Outcome<Called>> => {
      const locked = await lockParishAt(tx, asking, slug);
      if (!locked) return refused("not_found", noSuchParish);
      const { found, now, actor } = locked;
      const allowed = may(actor, action, { parishId: found.row.id });
      if (!allowed.holds) return refusedTo(actor, allowed);
      if (!hasTerm(found)) {
        return refused("closed", "Residents have not approved this parish, so it has no sunset yet.", {
          section: "s43",
        });
      }
      const votes = await findTermVotes(tx, found.row.id);
      const { field, ...vote } = plan(found, votes, now);
      const { pending } = votes;
      if (pending) {
        const isSame =
          pending.purpose === vote.purpose &&
          pending.asksSunsetAt?.getTime() === vote.asksSunsetAt?.getTime() &&
          civilDateOf(pending.opensAt) === opensOn;
        if (isSame) return done({ voteId: pending.id, opensAt: pending.opensAt });
        return refused(
          "conflict",
          "A vote on the term of this parish has been called already, and there is one at a time.",
          {
            section: "s43",
          },
        );
      }
      if (!vote.ruling.holds) return refusedAtField(vote.ruling, field);
      if (isTooFarOff(opensOn, now)) return tooFarOff();
      const called = await callParishVote(tx, found, now, { ...vote, rules: found.rules });
      await auditInParish(tx, actor, now, found.row, {
        action,
        about: vote.question,
        page: action === "renewal.call" ? "/renewal" : "/sunset",
        changes: [{ what: "Voting opens", after: instantInWords(called.opensAt) }],
      });
      return done(called);
    })
    .catch((error: unknown) => {
      if (isUniqueConflict(error)) return refused("conflict", "Notice of this vote has been given already.");
      throw error;
    });
  if (outcome.ok) {
    context.enqueue({ name: "open-vote", voteId: outcome.value.voteId, at: outcome.value.opensAt });
    context.enqueue({ name: "deliver-mail" });
  }
  return outcome;
}

/**
 * Gives notice of the vote on renewing a parish for another term, which begins at its sunset. Called twice for the same day and term it
 * is one vote.
 *
 * Answers the vote. Refuses a stranger (`not_signed_in`), anybody but convenor and deputy (`not_allowed`, s43), an unknown parish, one
 * that has no term or takes no votes (s40, s44, s16), a second vote while one is announced or open (`conflict`), a parish that was
 * renewed often enough or would last too long, a vote outside the time for it (s43), a term that no parish may have (s11), one that was
 * lost before or is put again too soon (s43, s30), and too short a notice, a Sunday or a bank holiday (s21, s2).
 *
 * @param input.months whole months of the new term
 */
export function callRenewalVote(
  context: Context,
  actor: Actor,
  input: { slug: string; opensOn: CivilDate; months: number },
): Promise<Outcome<Called>> {
  const { opensOn, months } = input;
  return callTermVote(context, actor, input.slug, "renewal.call", opensOn, (found, votes, now) => {
    const asksSunsetAt = sunsetAfter(found, months);
    const ruling = renewalPlanRuling(found, votes, now, { opensOn, months });
    return {
      purpose: "renewal",
      question: `Shall ${found.row.name} go on for ${people(months, "month", "months")} more, until ${dayInWords(asksSunsetAt)}?`,
      opensOn,
      asksSunsetAt,
      round: roundOf(found, votes.renewals),
      ruling,
      field: ruling.sections.includes("s11") || ruling.figures[0]?.name === "Renewals so far" ? "months" : "opensOn",
    };
  });
}

/**
 * Gives notice of a vote on ending a parish before its sunset.
 *
 * Answers the vote. Refuses as `callRenewalVote` does, and an end that leaves no time to wind up or is not sooner (s40), and an opening
 * past the last safe day (s41).
 *
 * @param input.endsOn the first day that would no longer be part of the parish
 */
export function callEndingVote(
  context: Context,
  actor: Actor,
  input: { slug: string; opensOn: CivilDate; endsOn: CivilDate },
): Promise<Outcome<Called>> {
  const { opensOn, endsOn } = input;
  return callTermVote(context, actor, input.slug, "ending.call", opensOn, (found, votes, now) => {
    const ruling = endingPlanRuling(found, votes, now, { opensOn, endsOn });
    return {
      purpose: "ending",
      question: `Shall ${found.row.name} end on ${dayInWords(startOfDay(endsOn))}, before its sunset on ${dayInWords(found.term.sunsetAt)}?`,
      opensOn,
      asksSunsetAt: startOfDay(endsOn),
      round: roundOf(found, votes.endings),
      ruling,
      field: ruling.sections.includes("s40") ? "endsOn" : "opensOn",
    };
  });
}
