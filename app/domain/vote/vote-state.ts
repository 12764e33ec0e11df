/** The states of a vote. `counting` lasts from the closing instant until the box is opened. */
export type VoteState = "scheduled" | "open" | "counting" | "closed" | "cancelled";

export interface VoteFacts {
  opensAt: Date;
  closesAt: Date;
  closedAt: Date | null;
  cancelledAt: Date | null;
}

/** The state of a vote at an instant, from its frozen window and whether its box has been opened. */
export function voteState(facts: VoteFacts, now: Date): VoteState {
  if (facts.cancelledAt) return "cancelled";
  if (facts.closedAt) return "closed";
  if (now >= facts.closesAt) return "counting";
  return now >= facts.opensAt ? "open" : "scheduled";
}
