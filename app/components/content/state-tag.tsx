import type { ParishState } from "~/domain/parish/parish-state";
import type { ProposalState } from "~/domain/proposal/proposal-state";
import type { VoteState } from "~/domain/vote/vote-state";
import { Tag, type TagColour } from "./tag";

type Shown = { words: string; colour: TagColour };

const parishStates: Record<ParishState, Shown> = {
  draft: { words: "Draft", colour: "grey" },
  gathering: { words: "Gathering support", colour: "yellow" },
  council_review: { words: "With the council", colour: "blue" },
  charter_vote: { words: "Charter vote", colour: "purple" },
  approved: { words: "Approved, not started", colour: "teal" },
  active: { words: "Active", colour: "teal" },
  winding_up: { words: "Winding up", colour: "orange" },
  expired: { words: "Ended at sunset", colour: "grey" },
  lapsed: { words: "Lapsed: too few supporters", colour: "grey" },
  declined: { words: "Declined by the council", colour: "red" },
  rejected: { words: "Charter voted down", colour: "red" },
  withdrawn: { words: "Withdrawn", colour: "grey" },
  suspended: { words: "Suspended", colour: "red" },
  revoked: { words: "Revoked", colour: "red" },
};

const proposalStates: Record<ProposalState, Shown> = {
  draft: { words: "Draft", colour: "grey" },
  seconding: { words: "Needs seconders", colour: "yellow" },
  queued: { words: "In the queue", colour: "grey" },
  deliberating: { words: "Being discussed", colour: "blue" },
  notice: { words: "Notice given", colour: "yellow" },
  voting: { words: "Voting now", colour: "purple" },
  passed: { words: "Passed", colour: "green" },
  failed: { words: "Not passed", colour: "red" },
  inquorate: { words: "Too few voted", colour: "orange" },
  responded: { words: "Answered by the council", colour: "blue" },
  under_way: { words: "Under way", colour: "teal" },
  done: { words: "Done", colour: "green" },
  reviewed: { words: "Reviewed", colour: "green" },
  withdrawn: { words: "Withdrawn", colour: "grey" },
  inadmissible: { words: "Not allowed under the Act", colour: "red" },
  expired: { words: "Too few seconders in time", colour: "grey" },
  escalated: { words: "With the Commissioner", colour: "magenta" },
  lapsed: { words: "Lapsed", colour: "grey" },
};

const voteStates: Record<VoteState, Shown> = {
  scheduled: { words: "Not open yet", colour: "yellow" },
  open: { words: "Voting now", colour: "purple" },
  counting: { words: "Counting", colour: "blue" },
  closed: { words: "Closed", colour: "grey" },
  cancelled: { words: "Cancelled", colour: "grey" },
};

export type StateTagProps =
  | { of: "parish"; state: ParishState }
  | { of: "proposal"; state: ProposalState }
  | { of: "vote"; state: VoteState };

/** The state of a parish, a proposal or a vote, in the words a reader sees. */
export function stateWords(thing: StateTagProps): string {
  return shown(thing).words;
}

/** The state of a parish, a proposal or a vote, as a tag. */
export function StateTag(thing: StateTagProps) {
  const { words, colour } = shown(thing);
  return <Tag text={words} colour={colour} />;
}

function shown(thing: StateTagProps): Shown {
  switch (thing.of) {
    case "parish":
      return parishStates[thing.state];
    case "proposal":
      return proposalStates[thing.state];
    case "vote":
      return voteStates[thing.state];
  }
}
