import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

/** What every page, decision and file says about the Act's standing. */
export const disclosure = Object.freeze({
  /** For a strip at the top of a page. */
  line: "The Community Power Act is simulated. It is not law.",
  /** For a decision, beside the real law that would apply. */
  decision:
    "This decision was made under a simulated Act. No law makes it binding: the council follows it because it has agreed to.",
  /** For a file that leaves the website. */
  export: "This record was made under a simulated Community Power Act, which is not law.",
});

export const s01 = section({
  number: 1,
  part: 1,
  title: "This Act is simulated",
  text: [
    "This Act is a simulation. Parliament has not passed it, and no court would enforce it.",
    "Every decision, every answer from a council and every file that leaves the website says so.",
    "Each of them also names the real law that would apply if the same thing were done today.",
    "Nothing in this Act changes what a council must do, may do or may not do under real law.",
  ],
  parameters: [],
  resembles:
    "No Community Power Act exists. A council can let others decide in its place under section 101 of the Local Government Act 1972, only within the limits which that section sets.",
});

/** The words to put with a decision: that the Act is simulated, and the real law that would apply. */
export function disclosureOf(realLaw: string): string {
  return `${disclosure.decision} ${realLaw}`;
}

/** Whether a decision, answer or file may be published: it must name the real law that would apply. */
export function disclosureRuling(rules: Rules, facts: { realLaw: string }): Ruling {
  if (facts.realLaw.trim() === "") {
    return refuse(rules, {
      sections: ["s1"],
      sentence: "This cannot be published, because it does not say which real law would apply.",
      wouldChange: "Name the real law that would apply.",
    });
  }
  return allow(rules, { sections: ["s1"], sentence: disclosureOf(facts.realLaw) });
}
