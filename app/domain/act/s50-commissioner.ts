import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

export const s50 = section({
  number: 50,
  part: 9,
  title: "The Commissioner",
  text: [
    "The Commissioner hears four things: a council that does not answer, a count that is contested, a proposal that was ruled out, and a power that was suspended or taken away. The Commissioner also decides on a council's objection to a decision of the parish.",
    "What the Commissioner finds is published with its reasons.",
    "The Commissioner may order a new count or a new date. The Commissioner never changes how a vote came out.",
    "On an appeal, the Commissioner upholds what the council ordered or sets it aside (s16).",
  ],
  parameters: [],
  resembles:
    "The Local Government and Social Care Ombudsman (Local Government Act 1974, Part 3), who investigates and publishes but does not decide in a council's place.",
});

/** What may be brought before the Commissioner. */
export const matters = [
  "silence",
  "contested_count",
  "inadmissibility",
  "suspension",
  "revocation",
  "objection",
] as const;
export type Matter = (typeof matters)[number];

/** Each matter in words a resident uses. */
export const matterNames: Readonly<Record<Matter, string>> = {
  silence: "The council has not answered",
  contested_count: "A count is contested",
  inadmissibility: "A proposal was ruled out",
  suspension: "A power was suspended",
  revocation: "A power was taken away",
  objection: "The council objects to a decision",
};

/** Whether the Commissioner hears a matter. Refuses anything that the Act does not list. */
export function hearingRuling(rules: Rules, facts: { matter: string }): Ruling {
  const matter = matters.find((one) => one === facts.matter);
  return matter
    ? allow(rules, {
        sections: ["s50"],
        sentence: `The Commissioner hears this: ${matterNames[matter].toLowerCase()}.`,
      })
    : refuse(rules, {
        sections: ["s50"],
        sentence: "The Commissioner does not hear this kind of matter.",
        wouldChange: "Ask the council, or the convenor of the parish.",
      });
}

/** What the Commissioner may be asked to order. */
export type Direction = "publish_finding" | "recount" | "new_date" | "set_aside" | "change_outcome";

/** Whether the Commissioner may order this. Refuses a change to how a vote came out, and any order without reasons. */
export function directionRuling(rules: Rules, facts: { direction: Direction; reasons: string }): Ruling {
  if (facts.direction === "change_outcome") {
    return refuse(rules, {
      sections: ["s50"],
      sentence: "The Commissioner may not change how a vote came out.",
      wouldChange: "The Commissioner may order a new count or a new date.",
    });
  }
  if (facts.reasons.trim() === "") {
    return refuse(rules, {
      sections: ["s50"],
      sentence: "What the Commissioner finds is published with its reasons.",
      wouldChange: "Give the reasons.",
    });
  }
  const words = {
    publish_finding: "The Commissioner publishes a finding.",
    recount: "The Commissioner orders a new count.",
    new_date: "The Commissioner sets a new date.",
    set_aside: "The Commissioner sets aside what the council ordered.",
  };
  return allow(rules, { sections: ["s50"], sentence: words[facts.direction] });
}
