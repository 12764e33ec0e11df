import type { Rules } from "../act/ruling";
import { noticeBy } from "../act/s22-deliberation";
import { silenceRuling } from "../act/s37-silence";

/** The states of a proposal, in the order it goes through them, then the ones beside the road. */
export const proposalStates = [
  "draft",
  "seconding",
  "queued",
  "deliberating",
  "notice",
  "voting",
  "passed",
  "failed",
  "inquorate",
  "responded",
  "under_way",
  "done",
  "reviewed",
  "withdrawn",
  "inadmissible",
  "expired",
  "escalated",
  "lapsed",
] as const;

export type ProposalState = (typeof proposalStates)[number];

/** Each state in the words that a reader sees. */
export const proposalStateWords: Readonly<Record<ProposalState, string>> = {
  draft: "Draft",
  seconding: "Needs seconders",
  queued: "In the queue",
  deliberating: "Being discussed",
  notice: "Notice given",
  voting: "Voting now",
  passed: "Passed",
  failed: "Not passed",
  inquorate: "Too few voted",
  responded: "Answered by the council",
  under_way: "Under way",
  done: "Done",
  reviewed: "Reviewed",
  withdrawn: "Withdrawn",
  inadmissible: "Not allowed under the Act",
  expired: "Too few seconders in time",
  escalated: "With the Commissioner",
  lapsed: "Lapsed",
};

/** The events a proposal's state follows from. */
export interface ProposalFactsInTime {
  submittedAt: Date | null;
  secondingEndsAt: Date | null;
  secondedAt: Date | null;
  withdrawnAt: Date | null;
  inadmissibleAt: Date | null;
  noticeAt: Date | null;
  /** When its place in deliberation began (section 23); empty while it waits. */
  deliberationStartedAt: Date | null;
  rules: Rules | null;
  /** The latest round of voting on it. */
  vote: { opensAt: Date; closesAt: Date; closedAt: Date | null; outcome: string | null } | null;
  duty: { answerBy: Date; answeredAt: Date | null } | null;
  /** Whether the council's answer stands: a modified proposal stands only with the seconders' consent. */
  underWayAt: Date | null;
  doneAt: Date | null;
  reviewedAt: Date | null;
  /** The end of the parish; empty before it is known. */
  sunsetAt: Date | null;
}

/**
 * The state of a proposal at an instant, from its facts alone.
 */
export function proposalState(facts: ProposalFactsInTime, now: Date): ProposalState {
  if (facts.withdrawnAt) return "withdrawn";
  if (!facts.submittedAt) return "draft";
  if (facts.inadmissibleAt) return "inadmissible";
  const decided = facts.vote?.closedAt ? facts.vote.outcome : null;
  if (decided === "passed") return stateAfterPassing(facts, now);
  const hasSunset = facts.sunsetAt !== null && now >= facts.sunsetAt;
  if (facts.vote && facts.noticeAt) {
    if (decided === "failed" || decided === "inquorate") return decided;
    return now >= facts.vote.opensAt ? "voting" : hasSunset ? "lapsed" : "notice";
  }
  if (!facts.secondedAt) {
    if (facts.secondingEndsAt && now >= facts.secondingEndsAt) return "expired";
    return hasSunset ? "lapsed" : "seconding";
  }
  if (hasSunset) return "lapsed";
  if (!facts.deliberationStartedAt) return "queued";
  const rules = facts.rules;
  return rules && now >= noticeBy(rules, facts.deliberationStartedAt) ? "lapsed" : "deliberating";
}

function stateAfterPassing(facts: ProposalFactsInTime, now: Date): ProposalState {
  if (facts.reviewedAt) return "reviewed";
  if (facts.doneAt) return "done";
  if (facts.underWayAt) return "under_way";
  if (!facts.duty) return "passed";
  if (facts.duty.answeredAt) return "responded";
  const rules = facts.rules;
  if (!rules) return "passed";
  const silence = silenceRuling(rules, { dueAt: facts.duty.answerBy, answeredAt: null, now });
  return silence.outcome === "escalated" ? "escalated" : "passed";
}

/** Whether the proposal still waits for something before its vote ends. */
export function isUndecided(state: ProposalState): boolean {
  return ["draft", "seconding", "queued", "deliberating", "notice", "voting"].includes(state);
}
