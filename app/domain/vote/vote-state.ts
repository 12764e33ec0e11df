/** The states of a vote. `counting` lasts from the closing instant until the box is opened: no time at all, or until papers have been counted. */
export const voteStates = ["scheduled", "open", "counting", "closed", "cancelled"] as const;
export type VoteState = (typeof voteStates)[number];

/** Each state in the words that a reader sees. */
export const voteStateWords: Readonly<Record<VoteState, string>> = {
  scheduled: "Not open yet",
  open: "Voting now",
  counting: "Counting",
  closed: "Closed",
  cancelled: "Cancelled",
};

export interface VoteFacts {
  opensAt: Date;
  closesAt: Date;
  /** Until when paper ballots are counted; empty when the vote takes no paper. */
  paperDueAt: Date | null;
  closedAt: Date | null;
  cancelledAt: Date | null;
}

/** The instant at which the count of a vote ends and its result comes to be: at closing, or when papers have been counted. */
export function countEndsAt(vote: Pick<VoteFacts, "closesAt" | "paperDueAt">): Date {
  return vote.paperDueAt ?? vote.closesAt;
}

/** The state of a vote at an instant, from its frozen window and whether its box has been opened. */
export function voteState(facts: VoteFacts, now: Date): VoteState {
  if (facts.cancelledAt) return "cancelled";
  if (facts.closedAt) return "closed";
  if (now >= facts.closesAt) return "counting";
  return now >= facts.opensAt ? "open" : "scheduled";
}
