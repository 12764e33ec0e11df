import { people } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

export const s28 = section({
  number: 28,
  part: 5,
  title: "The vote is secret",
  text: [
    "Once a vote has closed, nothing that is kept links a person with what they chose.",
    "The key that could link them is destroyed in the same step that closes the vote, before any result exists.",
    "It stays known who voted, so that everybody can see whether a ballot was cast in their own name. It is not known how.",
    "While a vote is open, the people who run the website could link the two. This is said on the page of every vote.",
  ],
  parameters: [],
  resembles:
    "Section 66 of the Representation of the People Act 1983 protects the secrecy of the ballot. Real ballot papers carry a number that a court can trace for a year; ballots under this Act cannot be traced once the vote has closed.",
});

export interface ClosingFacts {
  /** Whether the key that links people and ballots is still held. */
  hasKey: boolean;
  /** How many people are marked as having voted. */
  marks: number;
  /** How many ballots were counted. */
  ballots: number;
}

/**
 * Whether a vote was closed as the Act demands: the linking key is destroyed, and there are exactly as many ballots as
 * people who voted. A vote that breaks either is not closed.
 */
export function secrecyKeptRuling(rules: Rules, facts: ClosingFacts): Ruling {
  const figures = [
    { name: "People marked as having voted", value: facts.marks, unit: "people", how: "Counted from the marked roll" },
    { name: "Ballots counted", value: facts.ballots, unit: "ballots", how: "Counted from the ballot file" },
  ];
  if (facts.hasKey) {
    return refuse(rules, {
      sections: ["s28"],
      outcome: "not_met",
      figures,
      sentence: "This vote is not closed yet, because the key that could link people and ballots still exists.",
      wouldChange: "Destroying the key completes the closing.",
    });
  }
  if (facts.marks !== facts.ballots) {
    return refuse(rules, {
      sections: ["s28", "s32"],
      outcome: "not_met",
      figures,
      sentence: `${people(facts.marks)} voted, but ${people(facts.ballots, "ballot was", "ballots were")} counted. The two must be the same.`,
      wouldChange: "Anybody may challenge the count before the Commissioner.",
    });
  }
  return allow(rules, {
    sections: ["s28"],
    outcome: "met",
    figures,
    sentence: "Nothing that is kept links a person with what they chose.",
  });
}
