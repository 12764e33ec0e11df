import { addDays, civilDateOf, endOfDay } from "../time/civil";
import { instantInWords, number, people } from "../time/words";
import { percentOfPeople, roundUpPeople } from "./percent-of-people";
import { allow, type Figure, type Rules, type Ruling, refuse } from "./ruling";
import { parameter, parameterValue, section } from "./section";

/** Below this many electors a share of them is asked for (2007 Act, section 80(3)(a)). */
const smallElectorate = 500;
/** Above this many electors a share of them is asked for (2007 Act, section 80(3)(c)). */
const largeElectorate = 2500;
const smallPercent = 37.5;
const middlePeople = 187;
const largePercent = 7.5;

export const demoScale = parameter("demoScale", {
  default: 1,
  min: 0.01,
  max: 1,
  unit: "times",
  meaning: "Makes the number of supporters smaller for a demonstration. Shown wherever that number is shown.",
  precedent:
    "No law has it. It lets a small group try out the whole course of a parish; a real council leaves it at 1.",
});

export const gatheringDays = parameter("gatheringDays", {
  default: 60,
  min: 28,
  max: 180,
  unit: "days",
  meaning: "How many days founders have to gather supporters.",
  precedent:
    "The Act's own figure. Petitions to the UK Parliament stay open for six months, which is the most that a council may set here.",
});

export const s08 = section({
  number: 8,
  part: 2,
  title: "Supporters",
  text: [
    "In an area of fewer than 500 electors, 37.5% of them must support the charter. From 500 to 2,500 electors, 187 people must. Above that, 7.5% must.",
    "The number is rounded up to a whole person and is never below 1. For a demonstration it may be multiplied by {demoScale}, where 1 changes nothing. Wherever the number is shown, that is shown with it.",
    "Supporters have {gatheringDays} days, counted from the day on which gathering opens. A supporter may take their support back in that time.",
    "If there are not enough supporters by the end of the last day, the draft lapses.",
  ],
  parameters: [demoScale, gatheringDays],
  resembles:
    "Section 80 of the Local Government and Public Involvement in Health Act 2007: how many electors must sign a petition for a community governance review, as changed in 2015.",
});

function tierOf(electorate: number): { base: number; how: string } {
  const electors = people(electorate, "elector", "electors");
  if (electorate < smallElectorate) {
    const base = percentOfPeople(electorate, smallPercent);
    return {
      base,
      how: `${number(smallPercent)}% of ${electors} is ${number(base)} (rounded up), because there are fewer than ${number(smallElectorate)}`,
    };
  }
  if (electorate <= largeElectorate) {
    return {
      base: middlePeople,
      how: `${number(middlePeople)}, because ${electors} are between ${number(smallElectorate)} and ${number(largeElectorate)}`,
    };
  }
  const base = percentOfPeople(electorate, largePercent);
  return {
    base,
    how: `${number(largePercent)}% of ${electors} is ${number(base)} (rounded up), because there are more than ${number(largeElectorate)}`,
  };
}

/**
 * How many supporters a charter needs in an area with this many electors. Rounded up, never below 1.
 * When the council has scaled the number down for a demonstration the figures disclose that.
 */
export function supportersNeeded(rules: Rules, electorate: number): { needed: number; ruling: Ruling } {
  const scale = parameterValue(rules, demoScale);
  const { base, how } = tierOf(electorate);
  const needed = Math.max(1, roundUpPeople(base * scale));
  const figures: Figure[] = [];
  let sentence = `${people(needed, "supporter is", "supporters are")} needed: ${how}.`;
  if (scale === 1) {
    figures.push({
      name: "Supporters needed",
      value: needed,
      unit: "people",
      how: base < 1 ? `${how}, and at least 1` : how,
    });
  } else {
    const scaled = `${number(base)} × ${scale} = ${number(needed)} (rounded up, at least 1)`;
    figures.push(
      { name: "Supporters needed without the demonstration scale", value: base, unit: "people", how },
      {
        name: "Demonstration scale",
        value: scale,
        unit: "times",
        how: "The council has made the number smaller for a demonstration; the Act's own scale is 1",
      },
      { name: "Supporters needed", value: needed, unit: "people", how: scaled },
    );
    sentence = `${people(needed, "supporter is", "supporters are")} needed. Without the demonstration scale of ${scale} it would be ${number(base)}: ${how}.`;
  }
  return { needed, ruling: allow(rules, { sections: ["s8"], figures, sentence }) };
}

/** When gathering ends: at the end of the last of its days, which is the first instant no longer in it. */
export function gatheringEnds(rules: Rules, openedAt: Date): Date {
  return endOfDay(addDays(civilDateOf(openedAt), parameterValue(rules, gatheringDays)));
}

/** A draft charter's support at an instant. */
export interface SupportFacts {
  /** How many electors live in the area. */
  electorate: number;
  supporters: number;
  now: Date;
  gatheringOpenedAt: Date;
}

/** Whether a charter has enough supporters. Outcome `met`; `gathering` while there is still time; `lapsed` after it. */
export function supportRuling(rules: Rules, facts: SupportFacts): Ruling {
  const { needed, ruling } = supportersNeeded(rules, facts.electorate);
  const ends = gatheringEnds(rules, facts.gatheringOpenedAt);
  const days = parameterValue(rules, gatheringDays);
  const figures: Figure[] = [
    ...ruling.figures,
    { name: "Supporters", value: facts.supporters, unit: "people", how: "People who support this charter now" },
    {
      name: "Gathering ends",
      value: instantInWords(ends),
      unit: "",
      how: `${number(days)} days after ${instantInWords(facts.gatheringOpenedAt)}, at the end of the day`,
    },
  ];
  const missing = needed - facts.supporters;
  const has = people(facts.supporters, "supporter", "supporters");
  if (missing <= 0) {
    return allow(rules, {
      sections: ["s8"],
      outcome: "met",
      figures,
      sentence: `This charter has ${has}, and it needed ${number(needed)}.`,
    });
  }
  if (facts.now >= ends) {
    return refuse(rules, {
      sections: ["s8"],
      outcome: "lapsed",
      figures,
      sentence: `This draft has lapsed: it had ${has} when its time ended, and it needed ${number(needed)}.`,
      wouldChange: "The founders may start again with a new draft.",
    });
  }
  return refuse(rules, {
    sections: ["s8"],
    outcome: "gathering",
    figures,
    sentence: `This charter has ${has} so far, and it needs ${number(needed)}.`,
    wouldChange: `${people(missing, "more supporter", "more supporters")} before ${instantInWords(ends)} would be enough.`,
  });
}
