import { distanceToDecision } from "~/domain/act/distance-to-decision";
import type { Ruling } from "~/domain/act/ruling";
import { publicView } from "~/domain/act/s26-publicity";
import { participationRuling } from "~/domain/act/s30-participation-floor";
import type { PaperResult } from "~/domain/vote/paper";
import { voteState } from "~/domain/vote/vote-state";
import type { VoteView } from "~/live/contract";
import type { Vote } from "../persistence/db";
import { type Read, rulesOf } from "../persistence/db";

/** What of a vote's row a view of it is made of. */
type ShownVote = Pick<
  Vote,
  | "id"
  | "question"
  | "method"
  | "class"
  | "publicity"
  | "opensAt"
  | "closesAt"
  | "paperDueAt"
  | "openedAt"
  | "closedAt"
  | "cancelledAt"
  | "rollSize"
  | "cast"
  | "stepNumber"
  | "stepHash"
  | "stepBallots"
  | "stepFor"
  | "stepAgainst"
  | "stepAbstain"
  | "ruling"
  | "paperResult"
  | "rules"
>;

/**
 * What anybody may know about a vote at an instant. The one place where publicity is enforced: pages, sockets, feeds and the
 * API all show this and nothing else of a count.
 */
export function viewVote(vote: ShownVote, now: Date): VoteView {
  const rules = rulesOf(vote.rules);
  const state = voteState(vote, now);
  const shown =
    state === "cancelled"
      ? { mayShowCounts: false, mayShowTurnout: false }
      : publicView(rules, { publicity: vote.publicity, state, hasPaper: vote.paperDueAt !== null });
  const counts = { for: vote.stepFor, against: vote.stepAgainst, abstain: vote.stepAbstain };
  const isRunning = state === "open" || state === "counting";
  return {
    id: vote.id,
    question: vote.question,
    method: vote.method,
    class: vote.class,
    publicity: vote.publicity,
    opensAt: vote.opensAt.toISOString(),
    closesAt: vote.closesAt.toISOString(),
    paperDueAt: vote.paperDueAt?.toISOString() ?? null,
    state,
    rollSize: vote.rollSize,
    cast: shown.mayShowTurnout && vote.openedAt ? vote.cast : null,
    counts: shown.mayShowCounts && vote.openedAt ? counts : null,
    counted: shown.mayShowCounts && vote.openedAt ? vote.stepBallots : null,
    seq: shown.mayShowCounts ? vote.stepNumber : 0,
    step: shown.mayShowCounts ? vote.stepHash : null,
    ruling: state === "closed" ? (vote.ruling as unknown as Ruling) : isRunning ? distance() : null,
    paper: state === "closed" ? (vote.paperResult as unknown as PaperResult | null) : null,
  };

  function distance(): Ruling | null {
    if (!shown.mayShowTurnout || vote.rollSize === null) return null;
    const facts = { class: vote.class, roll: vote.rollSize, cast: vote.cast };
    // Where the count is hidden, only the floor can be spoken of.
    return shown.mayShowCounts
      ? distanceToDecision(rules, { ...facts, counted: counts })
      : participationRuling(rules, facts);
  }
}

/** One vote as anybody may see it; null when there is none. */
export async function getVoteView(db: Read, voteId: string, now: Date): Promise<VoteView | null> {
  const vote = await db.vote.findUnique({ where: { id: voteId } });
  return vote ? viewVote(vote, now) : null;
}

/**
 * One vote as anybody may see it now, with the instant of that; null when there is none. In one statement, because a hall asks for this
 * several times a second while it is full.
 */
export async function getVoteViewNow(db: Read, voteId: string): Promise<{ view: VoteView; now: Date } | null> {
  const [row] = await db.$queryRaw<(ShownVote & { now: Date })[]>`
    SELECT id, question, method, class, publicity, opens_at AS "opensAt", closes_at AS "closesAt", paper_due_at AS "paperDueAt",
      opened_at AS "openedAt", closed_at AS "closedAt", cancelled_at AS "cancelledAt", roll_size AS "rollSize", "cast",
      step_number AS "stepNumber", step_hash AS "stepHash", step_ballots AS "stepBallots", step_for AS "stepFor",
      step_against AS "stepAgainst", step_abstain AS "stepAbstain", ruling, paper_result AS "paperResult", rules, app_now() AS "now"
    FROM vote WHERE id = ${voteId}::uuid`;
  return row ? { view: viewVote(row, row.now), now: row.now } : null;
}
