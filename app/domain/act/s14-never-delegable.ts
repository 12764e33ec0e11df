import { powerOf } from "./catalogue";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

/** Something that a council may never give to a parish. */
export interface NeverDelegable {
  id: string;
  name: string;
  /** Words in a proposal that suggest it is about this, in small letters. Somebody has to look: a word proves nothing. */
  words: readonly string[];
}

export const neverDelegable: readonly NeverDelegable[] = [
  { id: "tax_and_precept", name: "setting a tax or a precept", words: ["council tax", "precept", "business rates"] },
  { id: "borrowing", name: "borrowing", words: ["borrow", "borrowing", "loan", "mortgage"] },
  { id: "byelaws", name: "making byelaws", words: ["byelaw", "byelaws", "bylaw", "bylaws"] },
  {
    id: "enforcement",
    name: "enforcing the law",
    words: ["fine people", "fixed penalty", "penalty notice", "prosecute", "enforcement notice", "clamp"],
  },
  {
    id: "licensing_and_planning",
    name: "decisions on licences and planning applications",
    words: ["planning permission", "planning application", "premises licence", "alcohol licence", "taxi licence"],
  },
  {
    id: "named_person_care",
    name: "the care of a named person",
    words: ["care plan", "social worker", "foster", "safeguarding"],
  },
  {
    id: "land_disposal",
    name: "selling or giving away land",
    words: ["sell the land", "sale of land", "sell land", "freehold"],
  },
  { id: "compulsory_purchase", name: "compulsory purchase", words: ["compulsory purchase"] },
  {
    id: "employment",
    name: "decisions about somebody's job",
    words: ["dismiss", "sack", "redundancy", "disciplinary", "hire staff"],
  },
];

export const s14 = section({
  number: 14,
  part: 3,
  title: "What can never be delegated",
  text: [
    "Some things stay with the council, and it may never give them to a parish. These are setting a tax or a precept, borrowing, making byelaws and enforcing the law.",
    "Nor may it give decisions on licences and planning applications, or decisions about somebody's job. It may not give away the care of a named person. Nor may a parish have the power of selling or giving away land, or of compulsory purchase, which makes somebody sell what is theirs.",
    "A proposal to do one of these is inadmissible. It does not matter which power it relies on.",
    "A parish may still tell the council what it thinks about any of them.",
  ],
  parameters: [],
  resembles:
    "Section 101(6) of the Local Government Act 1972, by which only the council itself may set its tax or borrow, and the Local Authorities (Functions and Responsibilities) (England) Regulations 2000.",
});

/** Whether an id names something that a council may never give to a parish. */
export function isNeverDelegable(id: string): boolean {
  return neverDelegable.some((one) => one.id === id);
}

/** Whether a council may give a power to a parish. Refuses what s14 names, and what is not in the catalogue. */
export function delegableRuling(rules: Rules, facts: { catalogueId: string }): Ruling {
  const never = neverDelegable.find((one) => one.id === facts.catalogueId);
  if (never) {
    return refuse(rules, {
      sections: ["s14"],
      outcome: "never_delegable",
      sentence: `A council can never give a parish this: ${never.name}.`,
    });
  }
  const power = powerOf(facts.catalogueId);
  if (!power) {
    return refuse(rules, {
      sections: ["s12", "s14"],
      sentence: "This power is not in the catalogue of powers that a council may give.",
      wouldChange: "Choose a power from the catalogue.",
    });
  }
  return allow(rules, {
    sections: ["s14"],
    sentence: `A council may give a parish this power: ${power.name}.`,
  });
}

/**
 * What in a text hints at something that can never be delegated. Whole words and phrases only.
 * A hint, not a ruling: a poster about a byelaw is not a byelaw.
 */
export function neverDelegableHints(text: string): NeverDelegable[] {
  const plain = ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()} `;
  return neverDelegable.filter((one) => one.words.some((words) => plain.includes(` ${words} `)));
}
