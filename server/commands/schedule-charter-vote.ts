import { allOf } from "~/domain/act/ruling";
import { noticeRuling } from "~/domain/act/s21-notice";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { type CivilDate, civilDateOf } from "~/domain/time/civil";
import { instantInWords } from "~/domain/time/words";
import { charterVoteFacts, charterVoteRulings } from "../queries/get-charter-vote";
import { callParishVote, isTooFarOff, tooFarOff } from "./call-parish-vote";
import type { Context } from "./context";
import { lockParishAt, noSuchParish } from "./lock-parish-at";
import { done, invalid, type Outcome, refused, refusedAtField, refusedBy } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditInParish } from "./write-audit-line";

/**
 * Gives notice of the vote on a charter: its day, rules, publicity and question are fixed here. Calling it twice for the same day is
 * harmless.
 *
 * Answers the vote. Refuses a stranger (`not_signed_in`), anybody but convenor and deputy (`not_allowed`, s10), an unknown parish, a
 * parish in another state (`closed`, s10), a second vote while one is announced or open (`conflict`), a vote put again too soon or
 * too often (s30), too short a notice, a Sunday or a bank holiday (s21, s2), and a day that is missing or too far off (`invalid`).
 */
export async function scheduleCharterVote(
  context: Context,
  asking: Actor,
  input: { slug: string; opensOn: CivilDate | null },
): Promise<Outcome<{ voteId: string; opensAt: Date }>> {
  const { opensOn } = input;
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome<{ voteId: string; opensAt: Date }>> => {
    const locked = await lockParishAt(tx, asking, input.slug);
    if (!locked) return refused("not_found", noSuchParish);
    const { found, now, actor } = locked;
    const { row, rules } = found;
    const allowed = may(actor, "charter.schedule_vote", { parishId: row.id });
    if (!allowed.holds) return refusedTo(actor, allowed);
    if (found.state !== "charter_vote" || rules === null) {
      return refused("closed", "This parish is not at its charter vote. Nothing was changed.", { section: "s10" });
    }
    if (opensOn === null) {
      return invalid([{ field: "opensOn", message: "Choose the day on which voting opens." }]);
    }
    const facts = await charterVoteFacts(tx, row.id);
    if (facts.pending) {
      if (civilDateOf(facts.pending.opensAt) === opensOn) {
        return done({ voteId: facts.pending.id, opensAt: facts.pending.opensAt });
      }
      return refused("conflict", "A vote on this charter has been called already, and there is one at a time.", {
        section: "s10",
      });
    }
    const { hold, again } = charterVoteRulings(rules, facts, now);
    const standing = again ? allOf(hold, again) : hold;
    if (!standing.holds) return refusedBy(standing);
    const notice = noticeRuling(rules, { class: "charter", noticeAt: now, opensOn, costPence: 0, balancePence: 0 });
    if (!notice.holds) return refusedAtField(notice, "opensOn");
    if (isTooFarOff(opensOn, now)) return tooFarOff();

    const called = await callParishVote(tx, found, now, {
      purpose: "charter",
      question: `Shall ${row.name} become a pop-up parish under this charter?`,
      opensOn,
      rules,
      round: facts.closed.length + 1,
      ruling: notice,
      by: actor.name,
    });
    await auditInParish(tx, actor, now, row, {
      action: "charter.schedule_vote",
      about: `The charter vote of ${row.name}`,
      page: "/charter",
      changes: [{ what: "Voting opens", after: instantInWords(called.opensAt) }],
    });
    return done(called);
  });
  if (outcome.ok) {
    context.enqueue({ name: "open-vote", voteId: outcome.value.voteId, at: outcome.value.opensAt });
    context.enqueue({ name: "deliver-mail" });
  }
  return outcome;
}
