import { allow, type Rules, type Ruling, refuse, type SectionId } from "../act/ruling";
import type { ProposalState } from "./proposal-state";

/** What people may do to a proposal on its way to a vote. */
export type ProposalStep =
  | "change"
  | "withdraw"
  | "second"
  | "unsecond"
  | "argue"
  | "rule_inadmissible"
  | "give_notice";

interface StepRule {
  sections: SectionId[];
  states: readonly ProposalState[];
  /** When it may be done, as a sentence shown at any other time. */
  when: string;
}

const beforeNotice = ["seconding", "queued", "deliberating"] as const;

const steps: Record<ProposalStep, StepRule> = {
  change: {
    sections: ["s21", "s22"],
    states: beforeNotice,
    when: "The text can be changed only until notice of the vote is given.",
  },
  withdraw: {
    sections: ["s22"],
    states: ["draft", ...beforeNotice, "notice"],
    when: "A proposal can be withdrawn only before voting on it opens.",
  },
  second: {
    sections: ["s20"],
    states: beforeNotice,
    when: "A proposal can be seconded only until notice of the vote is given.",
  },
  unsecond: {
    sections: ["s20"],
    states: beforeNotice,
    when: "Seconders can take their names off only until notice of the vote is given.",
  },
  argue: {
    sections: ["s22"],
    states: ["deliberating", "notice", "voting"],
    when: "Arguments are taken from the start of deliberation until voting ends.",
  },
  rule_inadmissible: {
    sections: ["s19"],
    states: beforeNotice,
    when: "A proposal can be found inadmissible only before notice of its vote is given.",
  },
  give_notice: {
    sections: ["s22", "s21"],
    // One that too few people voted on may be put once more (section 30).
    states: ["deliberating", "inquorate"],
    when: "Notice of a vote can be given only while a proposal is being discussed.",
  },
};

const standing: Record<ProposalState, string> = {
  draft: "This one has not been put forward yet.",
  seconding: "This one still needs seconders.",
  queued: "This one is waiting in the queue.",
  deliberating: "This one is being discussed.",
  notice: "Notice has been given.",
  voting: "Voting has opened.",
  passed: "This one has passed.",
  failed: "This one did not pass.",
  inquorate: "Too few people voted on this one.",
  responded: "This one has been answered by the council.",
  under_way: "This one is under way.",
  done: "This one is done.",
  reviewed: "This one is done and has been reviewed.",
  withdrawn: "This one was withdrawn.",
  inadmissible: "This one was found inadmissible.",
  expired: "This one did not find enough seconders in time.",
  escalated: "This one is with the Commissioner.",
  lapsed: "This one has lapsed.",
};

/**
 * Whether a step may be taken while a proposal is in a state, whoever takes it. Read by buttons, pages and commands alike.
 *
 * @returns a ruling that holds, or one that says when the step may be taken and how the proposal stands.
 */
export function stepRuling(rules: Rules, step: ProposalStep, state: ProposalState): Ruling {
  const { sections, states, when } = steps[step];
  return states.includes(state)
    ? allow(rules, { sections, sentence: "This may be done now." })
    : refuse(rules, { sections, outcome: "not_now", sentence: `${when} ${standing[state]}` });
}
