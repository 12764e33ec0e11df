import { list, number } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

/** The shortest text that can hold a reason of substance, in characters: about one full sentence. */
export const reasonsMinCharacters = 40;

export const s36 = section({
  number: 36,
  part: 6,
  title: "Grounds for saying no",
  text: [
    "The council may say no, or change a proposal, only on one of seven grounds: unlawful, outside its powers, no money, unsafe, already under contract, unfair to a protected group, or not this council's job.",
    "It must explain in its own words why the ground applies here. To repeat the name of the ground is not a reason.",
    "The answer names the officer who gives it, and the officer's post.",
  ],
  parameters: [],
  resembles:
    "The Community Right to Challenge (Expressions of Interest and Excluded Services) (England) Regulations 2012, Schedule 2, which list the only grounds on which a council may turn down a community's offer.",
});

/** The seven grounds, by code. */
export type GroundCode =
  | "unlawful"
  | "outside_powers"
  | "unfunded"
  | "unsafe"
  | "duplicates_contract"
  | "equality_impact"
  | "wrong_authority";

export interface Ground {
  code: GroundCode;
  name: string;
  explanation: string;
}

export const grounds: readonly Ground[] = [
  { code: "unlawful", name: "Unlawful", explanation: "Doing it would break a law. The answer says which one." },
  {
    code: "outside_powers",
    name: "Outside the powers given",
    explanation: "It goes beyond what the council let this parish do.",
  },
  {
    code: "unfunded",
    name: "No money for it",
    explanation: "Nobody has the money for it, or for its cost in later years.",
  },
  {
    code: "unsafe",
    name: "Unsafe",
    explanation: "Somebody could be hurt, and the danger cannot be made small enough.",
  },
  {
    code: "duplicates_contract",
    name: "Already under contract",
    explanation: "Somebody is already paid to do this under a contract that is still running.",
  },
  {
    code: "equality_impact",
    name: "Unfair to a protected group",
    explanation: "It would harm people whom equality law protects more than others.",
  },
  {
    code: "wrong_authority",
    name: "Not this council's job",
    explanation: "Another body decides this. The answer says which one.",
  },
];

/** The ground with this code, or null when the Act knows none. */
export function groundOf(code: string): Ground | null {
  return grounds.find((one) => one.code === code) ?? null;
}

export interface GroundFacts {
  /** A code of `grounds`. */
  ground: string;
  /** The council's reasons in its own words. */
  reasons: string;
  officerName: string;
  officerPost: string;
}

/**
 * Whether a refusal or a change rests on a ground that the Act knows, with reasons of substance and a named officer.
 * Refuses an unknown ground, reasons shorter than a sentence, and a missing name or post.
 */
export function groundRuling(rules: Rules, facts: GroundFacts): Ruling {
  const ground = groundOf(facts.ground);
  const length = [...facts.reasons.trim().replace(/\s+/g, " ")].length;
  const figures = [
    {
      name: "Length of the reasons",
      value: length,
      unit: "characters",
      how: `${number(length)} written; at least ${reasonsMinCharacters} are needed to say why`,
    },
  ];
  const no = (sentence: string, wouldChange: string) =>
    refuse(rules, { sections: ["s36"], figures, sentence, wouldChange });
  if (!ground) {
    return no(
      "Saying no needs one of the seven grounds of the Act.",
      `Choose one: ${list(grounds.map((one) => one.name.toLowerCase()))}.`,
    );
  }
  if (length < reasonsMinCharacters) {
    return no(
      "Say in your own words why this ground applies here. The name of the ground alone is not a reason.",
      `Write at least ${reasonsMinCharacters} characters.`,
    );
  }
  if (facts.officerName.trim() === "" || facts.officerPost.trim() === "") {
    return no(
      "An answer names the officer who gives it and the officer's post.",
      facts.officerName.trim() === "" ? "Give the officer's name." : "Give the officer's post.",
    );
  }
  return allow(rules, {
    sections: ["s36"],
    figures,
    sentence: `The ground is "${ground.name}", given by ${facts.officerName.trim()}, ${facts.officerPost.trim()}.`,
  });
}
