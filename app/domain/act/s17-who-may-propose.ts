import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

export const s17 = section({
  number: 17,
  part: 4,
  title: "Who may propose",
  text: [
    "Anybody on the parish roll may make a proposal.",
    "Observers work or study in the area. They may argue and suggest, but they do not propose.",
    "Officers, councillors and convenors who live in the area may propose too. They do so as residents, like all others there.",
  ],
  parameters: [],
  resembles:
    "Paragraph 18 of Schedule 12 to the Local Government Act 1972: electors of the parish, and nobody else, put questions to a parish meeting.",
});

/** Whether a person may make a proposal: only residents on the parish roll. */
export function mayProposeRuling(rules: Rules, facts: { isOnRoll: boolean }): Ruling {
  if (!facts.isOnRoll) {
    return refuse(rules, {
      sections: ["s17"],
      sentence: "Only people on the parish roll may make a proposal, and you are not on it.",
      wouldChange: "You are on the roll once the council has confirmed that you live in the area.",
    });
  }
  return allow(rules, { sections: ["s17"], sentence: "You are on the parish roll, so you may make a proposal." });
}
