import { instantInWords, people } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

/** How often in one hour a voter may change their ballot. The Act's own figure: enough for anybody who is undecided. */
export const changesAnHour = 20;

export const s27 = section({
  number: 27,
  part: 5,
  title: "One person, one vote",
  text: [
    "Everybody on the roll has one vote, and every vote weighs the same.",
    "You may change your ballot as often as you like until the vote closes, but not more than 20 times in one hour. Your last ballot before closing is the one that counts.",
    "A ballot counts if it arrives after the vote opens and before the moment at which it closes.",
    "Nobody may vote for anybody else.",
  ],
  parameters: [],
  resembles:
    "Section 61 of the Representation of the People Act 1983 makes it an offence to vote twice. A real paper ballot cannot be changed; Estonia's online ballot can, and there too the last one counts.",
});

/** Whether a voter may change their ballot once more. Refuses after 20 changes in the last hour. */
export function mayChangeRuling(rules: Rules, facts: { changesInLastHour: number }): Ruling {
  const figures = [
    {
      name: "Changes in the last hour",
      value: facts.changesInLastHour,
      unit: "changes",
      how: `At most ${changesAnHour} changes an hour; ${facts.changesInLastHour} made in the last hour`,
    },
  ];
  if (facts.changesInLastHour >= changesAnHour) {
    return refuse(rules, {
      sections: ["s27"],
      figures,
      sentence: `You have changed your ballot ${people(facts.changesInLastHour, "time", "times")} in the last hour, and ${changesAnHour} is the most. Your last ballot still counts.`,
      wouldChange: "Wait until an hour has passed since your earlier changes, then change it again.",
    });
  }
  return allow(rules, {
    sections: ["s27"],
    figures,
    sentence: "You can change your ballot until the vote closes. Only the last one counts.",
  });
}

/**
 * Whether a ballot that arrives at this instant is in time. `now` is the database's clock, read under the vote's lock.
 * Refuses before the opening instant, and at or after the closing instant.
 */
export function ballotInTimeRuling(rules: Rules, facts: { now: Date; opensAt: Date; closesAt: Date }): Ruling {
  const { now, opensAt, closesAt } = facts;
  const figures = [
    { name: "Opens", value: instantInWords(opensAt), unit: "", how: "Fixed when notice of the vote was given" },
    { name: "Closes", value: instantInWords(closesAt), unit: "", how: "A ballot must arrive before this moment" },
  ];
  if (now < opensAt) {
    return refuse(rules, {
      sections: ["s27", "s25"],
      outcome: "too_early",
      figures,
      sentence: `This vote has not opened yet. Ballots are taken from ${instantInWords(opensAt)}.`,
      wouldChange: "Come back once it has opened.",
    });
  }
  if (now >= closesAt) {
    return refuse(rules, {
      sections: ["s27", "s25"],
      outcome: "too_late",
      figures,
      sentence: `This vote has closed. It was open until ${instantInWords(closesAt)}, and a ballot that arrives at that moment or later does not count.`,
    });
  }
  return allow(rules, {
    sections: ["s27", "s25"],
    figures,
    sentence: `This vote is open until ${instantInWords(closesAt)}.`,
  });
}
