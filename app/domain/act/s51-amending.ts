import { instantInWords } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

export const s51 = section({
  number: 51,
  part: 9,
  title: "Changing the Act or a schedule",
  text: [
    "A new version of the Act, or of a council's schedule, begins at a stated moment in the future.",
    "It is published with a statement of which past decisions would have come out differently under it.",
    "It never reaches back. A vote that is open keeps the rules it opened with.",
  ],
  parameters: [],
  resembles:
    "Section 16 of the Interpretation Act 1978, under which a repeal does not undo what was done before it, and the impact statements that come with new laws.",
});

export interface AmendmentFacts {
  /** When the new version is made. */
  madeAt: Date;
  /** When it begins to apply. */
  commencesAt: Date;
  /** Whether it comes with a statement of which past decisions would have differed. */
  hasStatement: boolean;
}

/** Whether a new version may be made. Refuses one that begins now or in the past, and one without its statement. */
export function amendingRuling(rules: Rules, facts: AmendmentFacts): Ruling {
  const figures = [
    { name: "Begins", value: instantInWords(facts.commencesAt), unit: "", how: "Stated when the version is made" },
  ];
  if (facts.commencesAt <= facts.madeAt) {
    return refuse(rules, {
      sections: ["s51", "s3"],
      figures,
      sentence: "A new version begins in the future. It cannot reach back.",
      wouldChange: "Choose a later moment.",
    });
  }
  if (!facts.hasStatement) {
    return refuse(rules, {
      sections: ["s51"],
      figures,
      sentence: "A new version is published with a statement of which past decisions would have come out differently.",
      wouldChange: "Add the statement.",
    });
  }
  return allow(rules, {
    sections: ["s51", "s3"],
    figures,
    sentence: `The new version applies from ${instantInWords(facts.commencesAt)} and to nothing before it.`,
  });
}
