/** How busy the simulated crowd is, from a few ballots a minute to a few a second. */
export const crowdPaces = ["calm", "steady", "lively"] as const;

export type CrowdPace = (typeof crowdPaces)[number];

export const crowdPaceWords: Record<CrowdPace, string> = {
  calm: "a few a minute",
  steady: "about forty a minute",
  lively: "a few a second",
};

/** What the crowd is doing, as its page shows it. */
export interface CrowdStanding {
  isOn: boolean;
  pace: CrowdPace;
  /** Ballots cast since it was last switched on, changes of mind among them. */
  castBallots: number;
  changedBallots: number;
  vote: { id: string; question: string } | null;
  /** Why it rests or has stopped by itself; empty when there is nothing to say. */
  note: string;
}
