import { allow, type Rules, type Ruling, refuse } from "./ruling";
import type { VoteStage } from "./s26-publicity";
import { section } from "./section";

export const s31 = section({
  number: 31,
  part: 5,
  title: "Ways of voting and counting",
  text: [
    "Most votes ask one question, and you choose For, Against or Abstain.",
    "A vote with several options may use approval, ranked choice with one winner, ranked choice with several winners, or a shared budget.",
    "The method, the rule for a tie and the number that settles any draw by lot are fixed when the vote opens and are published.",
  ],
  parameters: [],
  resembles:
    "English council elections are decided by who gets most votes (Local Elections (Principal Areas) (England and Wales) Rules 2006). Scottish councils use the single transferable vote (Local Governance (Scotland) Act 2004).",
});

/** How a vote is counted. */
export type MethodCode = "yes_no_abstain" | "approval" | "instant_runoff" | "single_transferable_vote" | "equal_shares";

export interface Method {
  code: MethodCode;
  name: string;
  description: string;
}

/** Every method that the Act knows. */
export const methods: readonly Method[] = [
  {
    code: "yes_no_abstain",
    name: "For, Against or Abstain",
    description: "One question. It passes when more people choose For than Against.",
  },
  {
    code: "approval",
    name: "Approval",
    description: "Choose every option you could live with. The option that most people chose wins.",
  },
  {
    code: "instant_runoff",
    name: "Ranked choice, one winner",
    description:
      "Put the options in order. The option with the fewest first places drops out and its ballots move on, until one has more than half.",
  },
  {
    code: "single_transferable_vote",
    name: "Ranked choice, several winners",
    description:
      "Put the options in order. Votes that an option does not need move on, until all the places are filled.",
  },
  {
    code: "equal_shares",
    name: "Shared budget",
    description:
      "Choose the projects you want. Everybody holds an equal share of the money, and a project is paid for by the people who chose it.",
  },
];

/** The method with this code, or null when the Act knows none. */
export function methodOf(code: string): Method | null {
  return methods.find((one) => one.code === code) ?? null;
}

/** Whether a vote's method, tie rule or lot may still be changed. Refuses from the opening on. */
export function methodChangeRuling(rules: Rules, facts: { state: VoteStage }): Ruling {
  if (facts.state === "scheduled") {
    return allow(rules, {
      sections: ["s31"],
      sentence: "The method and the rule for a tie may be changed until the vote opens.",
    });
  }
  return refuse(rules, {
    sections: ["s31"],
    sentence: "The method and the rule for a tie were fixed when this vote opened, and nobody can change them.",
  });
}
