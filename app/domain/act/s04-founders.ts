import { people } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { parameter, parameterValue, section } from "./section";

export const founders = parameter("founders", {
  default: 6,
  min: 3,
  max: 21,
  unit: "people",
  meaning: "How many residents must found a parish together.",
  precedent:
    "Six local government electors may convene a parish meeting (Local Government Act 1972, Schedule 12, paragraph 15).",
});

export const s04 = section({
  number: 4,
  part: 2,
  title: "Founders",
  text: [
    "A parish is founded by at least {founders} residents who put their names to its charter.",
    "Each founder must be confirmed as living in the area of the parish.",
    "A founder may take their name off again until the charter is open for supporters.",
  ],
  parameters: [founders],
  resembles:
    "Paragraph 15 of Schedule 12 to the Local Government Act 1972, by which six electors may call a parish meeting. A real request for a new parish council would be a petition under the Local Government and Public Involvement in Health Act 2007.",
});

/** How many residents must found a parish together under these rules. */
export function foundersNeeded(rules: Rules): number {
  return parameterValue(rules, founders);
}

/** Whether enough residents have put their names to a draft charter. Outcome `met` or `not_met`. */
export function foundersRuling(rules: Rules, facts: { founders: number }): Ruling {
  const needed = foundersNeeded(rules);
  const missing = needed - facts.founders;
  const figures = [
    {
      name: "Founders needed",
      value: needed,
      unit: "people",
      how: `The rules ask for ${people(needed, "founder", "founders")}, and ${people(facts.founders, "has", "have")} put their names to the charter`,
    },
  ];
  if (missing > 0) {
    return refuse(rules, {
      sections: ["s4"],
      outcome: "not_met",
      figures,
      sentence: `A parish needs ${people(needed, "founder", "founders")}. This one has ${people(facts.founders, "founder", "founders")} so far.`,
      wouldChange: `${people(missing, "more founder", "more founders")} would be enough.`,
    });
  }
  return allow(rules, {
    sections: ["s4"],
    outcome: "met",
    figures,
    sentence: `This parish has the ${people(needed, "founder", "founders")} that it needs.`,
  });
}
