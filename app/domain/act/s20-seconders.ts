import { addDays, civilDateOf, endOfDay } from "../time/civil";
import { instantInWords, number, people } from "../time/words";
import { percentOfPeople, roundUpPeople } from "./percent-of-people";
import { allow, type Figure, type Rules, type Ruling, refuse } from "./ruling";
import { parameter, parameterValue, section } from "./section";

/** However small a parish is, it never needs more seconders than one resident in this many. */
const shareOfRoll = 4;

export const seconderPercent = parameter("seconderPercent", {
  default: 1,
  min: 0.5,
  max: 5,
  unit: "percent",
  meaning: "The share of the parish roll that must second a proposal.",
  precedent: "The Act's own figure, close to what councils' petition schemes ask for before a petition is debated.",
});

export const seconderFloor = parameter("seconderFloor", {
  default: 10,
  min: 2,
  max: 50,
  unit: "people",
  meaning: "The least number of seconders, except in a very small parish.",
  precedent: "Ten electors may demand a parish poll (Local Government Act 1972, Schedule 12, paragraph 18).",
});

export const secondingDays = parameter("secondingDays", {
  default: 28,
  min: 7,
  max: 90,
  unit: "days",
  meaning: "How many days a proposal has to find its seconders.",
  precedent: "The Act's own figure: four weeks let word go round by post and at meetings.",
});

export const s20 = section({
  number: 20,
  part: 4,
  title: "Seconders",
  text: [
    "A proposal goes on when enough people on the parish roll have seconded it.",
    "That is {seconderFloor} people or {seconderPercent}% of the parish roll, whichever is more, but never more than a quarter of the roll. It is rounded up to a whole person.",
    "A proposal has {secondingDays} days to find its seconders, counted from the day on which seconding opens. After that it expires.",
    "A seconder may take their name off until notice is given.",
  ],
  parameters: [seconderPercent, seconderFloor, secondingDays],
  resembles:
    "Paragraph 18 of Schedule 12 to the Local Government Act 1972, by which ten electors, or a third of those present, may demand a poll; and councils' petition schemes.",
});

/**
 * How many seconders a proposal needs in a parish with this many people on its roll: the larger of the floor and the
 * percentage, but never more than a quarter of the roll. Rounded up, never below 1.
 */
export function secondersNeeded(rules: Rules, roll: number): { needed: number; ruling: Ruling } {
  const floor = parameterValue(rules, seconderFloor);
  const percent = parameterValue(rules, seconderPercent);
  const share = percentOfPeople(roll, percent);
  const larger = Math.max(floor, share);
  const quarter = roundUpPeople(roll / shareOfRoll);
  const needed = Math.max(1, Math.min(larger, quarter));
  const onRoll = `${number(roll)} on the roll`;
  const compared =
    share > floor
      ? `${number(percent)}% of ${onRoll} is ${number(share)} (rounded up), which is more than ${number(floor)}`
      : `${number(floor)}, because ${number(percent)}% of ${onRoll} is ${number(share)} (rounded up), which is no more`;
  const how =
    quarter < larger
      ? `A quarter of ${onRoll} is ${number(Math.max(1, quarter))} (rounded up), which is less than ${number(larger)}`
      : `${compared}; a quarter of the roll is ${number(quarter)}, which is no less`;
  const figures: Figure[] = [
    { name: "Parish roll", value: roll, unit: "people", how: "Residents confirmed as living in the area now" },
    { name: "Seconders needed", value: needed, unit: "people", how },
  ];
  return {
    needed,
    ruling: allow(rules, {
      sections: ["s20"],
      figures,
      sentence: `${people(needed, "seconder is", "seconders are")} needed in a parish with ${people(roll, "person", "people")} on its roll.`,
    }),
  };
}

/** When seconding ends: at the end of the last of its days, which is the first instant no longer in it. */
export function secondingEnds(rules: Rules, openedAt: Date): Date {
  return endOfDay(addDays(civilDateOf(openedAt), parameterValue(rules, secondingDays)));
}

/** A proposal's seconding at an instant. */
export interface SecondingFacts {
  /** How many people are on the parish roll. */
  roll: number;
  seconders: number;
  now: Date;
  secondingOpenedAt: Date;
}

/** Whether a proposal has enough seconders. Outcome `met`; `seconding` while there is still time; `expired` after it. */
export function secondingRuling(rules: Rules, facts: SecondingFacts): Ruling {
  const { needed, ruling } = secondersNeeded(rules, facts.roll);
  const ends = secondingEnds(rules, facts.secondingOpenedAt);
  const days = parameterValue(rules, secondingDays);
  const figures: Figure[] = [
    ...ruling.figures,
    { name: "Seconders", value: facts.seconders, unit: "people", how: "People who second this proposal now" },
    {
      name: "Seconding ends",
      value: instantInWords(ends),
      unit: "",
      how: `${number(days)} days after ${instantInWords(facts.secondingOpenedAt)}, at the end of the day`,
    },
  ];
  const missing = needed - facts.seconders;
  const has = people(facts.seconders, "seconder", "seconders");
  if (missing <= 0) {
    return allow(rules, {
      sections: ["s20"],
      outcome: "met",
      figures,
      sentence: `This proposal has ${has}, and it needed ${number(needed)}.`,
    });
  }
  if (facts.now >= ends) {
    return refuse(rules, {
      sections: ["s20"],
      outcome: "expired",
      figures,
      sentence: `This proposal has expired: it had ${has} when its time ended, and it needed ${number(needed)}.`,
      wouldChange: "Anybody on the roll may put it again as a new proposal.",
    });
  }
  return refuse(rules, {
    sections: ["s20"],
    outcome: "seconding",
    figures,
    sentence: `This proposal has ${has} so far, and it needs ${number(needed)}.`,
    wouldChange: `${people(missing, "more seconder", "more seconders")} before ${instantInWords(ends)} would be enough.`,
  });
}
