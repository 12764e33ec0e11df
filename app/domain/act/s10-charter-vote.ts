import { people } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

/** How many times one charter may be put to a vote: a vote with too few voters may be held once more (s30). */
const mostVotes = 2;

export const s10 = section({
  number: 10,
  part: 2,
  title: "The charter vote",
  text: [
    "When the council has given at least one power, the residents of the area vote on the charter.",
    "The roll is everybody confirmed as living in the area (s24). The vote is in the charter class, which has the longest notice and the highest participation floor.",
    "If the charter passes, the parish is approved and starts on its day. If it is lost, the parish is rejected.",
    "If too few people vote, the vote may be held once more (s30).",
  ],
  parameters: [],
  resembles:
    "The referendum on a neighbourhood plan under Schedule 4B to the Town and Country Planning Act 1990, which the residents of the area decide.",
});

/** Whether a charter may be put to its vote. Refuses while a power is undecided and when none was given. */
export function mayHoldCharterVoteRuling(
  rules: Rules,
  facts: { powersGranted: number; powersUndecided: number },
): Ruling {
  const figures = [
    { name: "Powers given", value: facts.powersGranted, unit: "powers", how: "Powers that the council has given" },
    {
      name: "Powers not decided",
      value: facts.powersUndecided,
      unit: "powers",
      how: "Powers on which the council is still to decide",
    },
  ];
  if (facts.powersUndecided > 0) {
    return refuse(rules, {
      sections: ["s10", "s9"],
      figures,
      sentence: `The charter cannot be voted on yet, because the council has still to decide on ${people(facts.powersUndecided, "power", "powers")}.`,
      wouldChange: "The vote can be called when the council has decided on every power.",
    });
  }
  if (facts.powersGranted === 0) {
    return refuse(rules, {
      sections: ["s10", "s9"],
      figures,
      sentence: "The charter cannot be voted on, because the council has given none of its powers.",
      wouldChange: "One power given would be enough.",
    });
  }
  return allow(rules, {
    sections: ["s10", "s9"],
    figures,
    sentence: "The charter may be put to the vote of the residents.",
  });
}

/** What came of a charter's votes so far. */
export interface CharterVoteFacts {
  /** How its latest vote ended; null before it has closed. */
  result: "passed" | "failed" | "inquorate" | null;
  /** How many votes on this charter have closed. */
  votesHeld: number;
}

/**
 * What a charter vote makes of a parish. Outcome `approved`; `rejected` when the vote is lost, or had too few voters
 * twice; `waiting` before it has closed, or when it may be held once more.
 */
export function charterVoteRuling(rules: Rules, facts: CharterVoteFacts): Ruling {
  const figures = [
    {
      name: "Charter votes held",
      value: facts.votesHeld,
      unit: "votes",
      how: "Votes on this charter that have closed",
    },
  ];
  if (facts.result === "passed") {
    return allow(rules, {
      sections: ["s10"],
      outcome: "approved",
      figures,
      sentence: "The residents voted for the charter, so the parish is approved.",
    });
  }
  if (facts.result === null) {
    return refuse(rules, {
      sections: ["s10"],
      outcome: "waiting",
      figures,
      sentence: "The vote on the charter has not closed yet.",
      wouldChange: "The parish is approved if the charter passes.",
    });
  }
  if (facts.result === "inquorate" && facts.votesHeld < mostVotes) {
    return refuse(rules, {
      sections: ["s10", "s30"],
      outcome: "waiting",
      figures,
      sentence: "Too few people voted on the charter.",
      wouldChange: "The vote may be held once more.",
    });
  }
  return refuse(rules, {
    sections: facts.result === "inquorate" ? ["s10", "s30"] : ["s10", "s29"],
    outcome: "rejected",
    figures,
    sentence:
      facts.result === "inquorate"
        ? "Too few people voted on the charter for a second time, so the parish is rejected."
        : "The residents voted the charter down, so the parish is rejected.",
    wouldChange: "The founders may start again with a new charter.",
  });
}
