import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

export const s33 = section({
  number: 33,
  part: 5,
  title: "Conflict of interest",
  text: [
    "Somebody who holds an office in the parish and stands to gain or lose by a proposal more than their neighbours must say so. What they say is published beside the proposal.",
    "For that proposal, the duties of a convenor with a conflict pass to the deputy.",
    "If the deputy has a conflict too, the council names somebody for that proposal.",
    "A person with a conflict keeps their own vote, like everybody on the roll.",
  ],
  parameters: [],
  resembles:
    "Sections 29 to 34 of the Localism Act 2011: councillors must register and declare their interests. A councillor with such an interest may not vote; here a resident's own vote stays.",
});

export interface ConflictFacts {
  /** Whose duty it would be to act on the proposal. */
  office: "convenor" | "deputy";
  hasConflict: boolean;
  /** Whether the declared conflict is published beside the proposal. */
  isPublished: boolean;
  /** Whether the other of convenor and deputy has a conflict too, or the office is empty. */
  isOtherBarred?: boolean;
}

/**
 * Whether an office holder may act on a proposal. Outcome `acts`; otherwise the duty passes: `passes_to_deputy`,
 * `passes_to_convenor` or, when the other is barred too, `council_names_somebody`.
 */
export function conflictRuling(rules: Rules, facts: ConflictFacts): Ruling {
  if (!facts.hasConflict) {
    return allow(rules, {
      sections: ["s33"],
      outcome: "acts",
      sentence: `The ${facts.office} has declared no conflict of interest and may act on this proposal.`,
    });
  }
  const published = facts.isPublished
    ? "The conflict is published beside the proposal."
    : "The conflict must be published beside the proposal.";
  if (facts.isOtherBarred) {
    return refuse(rules, {
      sections: ["s33", "s53"],
      outcome: "council_names_somebody",
      sentence: `Neither the convenor nor the deputy may act on this proposal. ${published}`,
      wouldChange: "The council names somebody to act on this one proposal.",
    });
  }
  const other = facts.office === "convenor" ? "deputy" : "convenor";
  return refuse(rules, {
    sections: ["s33", "s53"],
    outcome: `passes_to_${other}`,
    sentence: `The ${facts.office} has a conflict of interest, so the duties for this proposal pass to the ${other}. ${published}`,
    wouldChange: `The ${other} may act on this proposal.`,
  });
}
