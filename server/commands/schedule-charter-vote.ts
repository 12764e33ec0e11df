import { randomBytes } from "node:crypto";
import { allOf } from "~/domain/act/ruling";
import { noticeRuling } from "~/domain/act/s21-notice";
import { openingInstant, votingWindow } from "~/domain/act/s25-window";
import { defaultPublicity, tallyStepBallotsOf } from "~/domain/act/s26-publicity";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { addMonths, type CivilDate, civilDateOf, compareDates } from "~/domain/time/civil";
import { toJson } from "../persistence/db";
import { charterVoteFacts, charterVoteRulings } from "../queries/get-charter-vote";
import type { Context } from "./context";
import { lockParishAt, noSuchParish } from "./lock-parish-at";
import { appendMinute } from "./minute-book";
import { done, invalid, type Outcome, refused, refusedBy } from "./outcome";
import { refusedTo } from "./refused-to";

/** Nobody plans a vote further ahead than this; it catches a slip of the year. */
const furthestMonths = 12;

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
  actor: Actor,
  input: { slug: string; opensOn: CivilDate | null },
): Promise<Outcome<{ voteId: string; opensAt: Date }>> {
  const { opensOn } = input;
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome<{ voteId: string; opensAt: Date }>> => {
    const locked = await lockParishAt(tx, input.slug);
    if (!locked) return refused("not_found", noSuchParish);
    const { found, now } = locked;
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
    if (!notice.holds) {
      const message = `${notice.sentence} ${notice.wouldChange}`;
      const { refused: byAct } = refusedBy(notice);
      return { ok: false, refused: { ...byAct, message, errors: [{ field: "opensOn", message }] } };
    }
    if (compareDates(opensOn, addMonths(civilDateOf(now), furthestMonths)) > 0) {
      return invalid([{ field: "opensOn", message: "Choose a day within a year from today." }]);
    }

    const opensAt = openingInstant(opensOn);
    const { closesAt } = votingWindow(rules, opensAt);
    const question = `Shall ${row.name} become a pop-up parish under this charter?`;
    const publicity = defaultPublicity("charter");
    const round = facts.closed.length + 1;
    const vote = await tx.vote.create({
      data: {
        parishId: row.id,
        proposalId: null,
        class: "charter",
        question,
        method: "yes_no_abstain",
        publicity,
        tallyStepBallots: tallyStepBallotsOf(rules),
        seed: randomBytes(32).toString("hex"),
        rules: toJson(rules),
        round,
        noticeAt: now,
        opensAt,
        closesAt,
      },
    });
    await appendMinute(tx, row.id, now, "notice_given", {
      vote: vote.id,
      question,
      class: "charter",
      method: vote.method,
      publicity,
      round,
      opensAt: opensAt.toISOString(),
      closesAt: closesAt.toISOString(),
      seed: vote.seed,
      sentence: notice.sentence,
      sections: notice.sections,
      actVersion: rules.actVersion,
      scheduleVersion: rules.scheduleVersion,
    });
    return done({ voteId: vote.id, opensAt });
  });
  if (outcome.ok) context.enqueue({ name: "open-vote", voteId: outcome.value.voteId, at: outcome.value.opensAt });
  return outcome;
}
