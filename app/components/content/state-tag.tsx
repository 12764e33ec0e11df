import { type ParishState, parishStateWords } from "~/domain/parish/parish-state";
import { type ProposalState, proposalStateWords } from "~/domain/proposal/proposal-state";
import { type VoteState, voteStateWords } from "~/domain/vote/vote-state";
import { Tag, type TagColour } from "./tag";

type Shown = { words: string; colour: TagColour };

const parishColours: Record<ParishState, TagColour> = {
  draft: "grey",
  gathering: "yellow",
  council_review: "blue",
  charter_vote: "purple",
  approved: "teal",
  active: "teal",
  winding_up: "orange",
  expired: "grey",
  lapsed: "grey",
  declined: "red",
  rejected: "red",
  withdrawn: "grey",
  suspended: "red",
  revoked: "red",
};

const proposalColours: Record<ProposalState, TagColour> = {
  draft: "grey",
  seconding: "yellow",
  queued: "grey",
  deliberating: "blue",
  notice: "yellow",
  voting: "purple",
  passed: "green",
  failed: "red",
  inquorate: "orange",
  responded: "blue",
  under_way: "teal",
  done: "green",
  reviewed: "green",
  withdrawn: "grey",
  inadmissible: "red",
  expired: "grey",
  escalated: "magenta",
  lapsed: "grey",
};

const voteColours: Record<VoteState, TagColour> = {
  scheduled: "yellow",
  open: "purple",
  counting: "blue",
  closed: "grey",
  cancelled: "grey",
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
      return { words: parishStateWords[thing.state], colour: parishColours[thing.state] };
    case "proposal":
      return { words: proposalStateWords[thing.state], colour: proposalColours[thing.state] };
    case "vote":
      return { words: voteStateWords[thing.state], colour: voteColours[thing.state] };
  }
}
