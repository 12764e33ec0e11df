import { addMonths, type CivilDate, compareDates, isCivilDate } from "../time/civil";
import { dayInWords, number, people } from "../time/words";
import { powerOf } from "./catalogue";
import { type Gap, type TextLimit, textProblem } from "./plain-text";
import { allow, type Rules, type Ruling, refuse, type SectionId } from "./ruling";
import { type ProposalClass, proposalClasses } from "./s02-interpretation";
import { isNeverDelegable } from "./s14-never-delegable";
import { type Publicity, publicities } from "./s26-publicity";
import { parameter, parameterValue, section } from "./section";

export const priorityActions = parameter("priorityActions", {
  default: 3,
  min: 1,
  max: 5,
  unit: "actions",
  meaning: "How many priority actions a charter may have at most.",
  precedent: "The Act's own figure: a body that lasts about a year can finish a handful of things.",
});

export const s05 = section({
  number: 5,
  part: 2,
  title: "The charter",
  text: [
    "A charter says the name of the parish, its area, the one problem it is for, and its end point: how everybody will know that it is done.",
    "It names 1 to {priorityActions} priority actions. Each says what is measured, how things stand now, what the target is and by which day, within the term.",
    "It lists the powers it asks for and the money it asks for, and says what type of money that is.",
    "It names a convenor and a deputy, who are two different people. It says how much of a running count is shown for each kind of vote.",
    "It names who receives everything at the sunset. A charter without an end point, a measure for each action or a receiver goes no further.",
  ],
  parameters: [priorityActions],
  resembles:
    "The constitution of a neighbourhood forum under section 61F of the Town and Country Planning Act 1990, and the terms of reference of a council's area committee.",
});

/** Money is given for one kind of use and may not be moved to another (s47). `none` asks for no money. */
export const moneyTypes = ["none", "capital", "revenue", "one_off"] as const;
export type MoneyType = (typeof moneyTypes)[number];

/** Each type of money in words a resident uses. */
export const moneyTypeNames: Readonly<Record<MoneyType, string>> = {
  none: "no money",
  capital: "money to buy or build something that lasts",
  revenue: "money that comes every year, for running costs",
  one_off: "money that comes once",
};

/** The classes of vote for which a charter must say how much of a running count is shown. For others s26 decides. */
export const publicityClasses = ["ordinary", "spending"] as const satisfies readonly ProposalClass[];

/** How long each text of a charter may be. */
export const charterLimits = Object.freeze({
  name: { min: 3, max: 80, reason: "A name has to fit on one line of a notice and be told apart from others." },
  problem: { min: 20, max: 1000, reason: "One problem can be explained on half a page; more is usually several." },
  endPoint: { min: 10, max: 1000, reason: "An end point that takes more than half a page cannot be checked." },
  action: { min: 5, max: 200, reason: "An action is one sentence." },
  measure: { min: 3, max: 200, reason: "A measure is one thing that can be counted." },
  baseline: { min: 1, max: 120, reason: "The baseline is one figure with its source." },
  target: { min: 1, max: 120, reason: "The target is one figure." },
  receiver: { min: 2, max: 200, reason: "The receiver is the name of one body or person." },
  receiverTakes: { min: 1, max: 1000, reason: "What is handed over fits on half a page." },
  scope: {
    min: 3,
    max: 300,
    reason: "The service and the streets that a power covers fit in two lines of the register.",
  },
  moneyPurpose: { min: 5, max: 300, reason: "What money is for can be said in a sentence or two." },
} satisfies Record<string, TextLimit>);

/** The most money a charter may ask for, in pence: £10 million, more than any parish council of this size spends in a year. */
export const mostMoneyPence = 1_000_000_000;

/** One thing a parish sets out to do, and how everybody will know whether it was done. */
export interface PriorityAction {
  action: string;
  /** What will be measured. */
  measure: string;
  /** How things stand now. */
  baseline: string;
  target: string;
  /** The day by which the target is to be reached; within the term. */
  dueOn: CivilDate | null;
}

/** A charter as far as it has been written. */
export interface CharterFacts {
  name: string;
  /** The codes of the wards that are its area (s6). */
  area: readonly string[];
  problem: string;
  endPoint: string;
  priorityActions: readonly PriorityAction[];
  /** The ids of the powers asked for, from the catalogue. */
  powers: readonly string[];
  /** The money asked for; null when that has not been answered yet. */
  money: { pence: number; type: MoneyType } | null;
  /** Who the convenor and the deputy will be: a name or an id. */
  convenor: string | null;
  deputy: string | null;
  /** How much of a running count is shown, by class of vote; a charter vote is sealed unless this says otherwise. */
  publicity: Partial<Readonly<Record<ProposalClass, Publicity>>>;
  /** Who receives everything at the sunset. */
  receiver: string;
  startsOn: CivilDate | null;
  termMonths: number | null;
}

function isBlank(text: string | null | undefined): boolean {
  return (text ?? "").trim() === "";
}

function actionGaps(action: PriorityAction, index: number, facts: CharterFacts): Gap[] {
  const which = `Priority action ${index + 1}`;
  const gap = (part: string, message: string | null): Gap[] =>
    message === null ? [] : [{ field: "priorityActions", index, part, message }];
  const text = (part: "action" | "measure" | "baseline" | "target", ask: string) =>
    gap(part, textProblem(action[part], charterLimits[part], `${which}: ${ask}`, `${which}: the ${part}`));
  return [
    ...text("action", "say what will be done."),
    ...text("measure", "say what will be measured."),
    ...text("baseline", "say how things stand now."),
    ...text("target", "say what the target is."),
    ...gap("dueOn", dueProblem(action.dueOn, which, facts)),
  ];
}

function dueProblem(dueOn: CivilDate | null, which: string, facts: CharterFacts): string | null {
  if (dueOn === null || !isCivilDate(dueOn)) return `${which}: say by which day.`;
  const { startsOn, termMonths } = facts;
  if (startsOn === null || !isCivilDate(startsOn) || termMonths === null || !Number.isInteger(termMonths)) return null;
  if (compareDates(dueOn, startsOn) < 0) {
    return `${which}: the day must lie within the term, which starts on ${dayInWords(startsOn)}.`;
  }
  const sunsetOn = addMonths(startsOn, termMonths);
  if (compareDates(dueOn, sunsetOn) >= 0) {
    return `${which}: the day must come before the sunset, which is at the start of ${dayInWords(sunsetOn)}.`;
  }
  return null;
}

function priorityActionGaps(rules: Rules, facts: CharterFacts): Gap[] {
  const most = parameterValue(rules, priorityActions);
  const count = facts.priorityActions.length;
  const gaps: Gap[] = [];
  if (count === 0) {
    gaps.push({ field: "priorityActions", message: `Name at least 1 priority action, and at most ${most}.` });
  }
  if (count > most) {
    const told = people(count, "priority action", "priority actions");
    gaps.push({ field: "priorityActions", message: `This charter has ${told}. It may have at most ${most}.` });
  }
  return [...gaps, ...facts.priorityActions.flatMap((action, index) => actionGaps(action, index, facts))];
}

function powerGaps(powers: readonly string[]): Gap[] {
  if (powers.length === 0) return [{ field: "powers", message: "Choose at least 1 power to ask the council for." }];
  return powers.flatMap((id, index): Gap[] => {
    if (isNeverDelegable(id)) {
      return [{ field: "powers", index, message: "One of the powers asked for can never be given to a parish (s14)." }];
    }
    if (!powerOf(id))
      return [{ field: "powers", index, message: "One of the powers asked for is not in the catalogue." }];
    if (powers.indexOf(id) !== index) {
      return [{ field: "powers", index, message: `"${powerOf(id)?.name}" is asked for twice.` }];
    }
    return [];
  });
}

function moneyGaps(money: CharterFacts["money"]): Gap[] {
  const gap = (message: string): Gap[] => [{ field: "money", message }];
  if (money === null) return gap("Say how much money the parish asks for, or that it asks for none.");
  if (!Number.isInteger(money.pence) || money.pence < 0) return gap("The amount of money must be £0 or more.");
  if (money.pence > mostMoneyPence) return gap("The amount of money must be £10 million or less.");
  if (!moneyTypes.includes(money.type)) return gap("Choose which type of money it is.");
  if (money.pence > 0 && money.type === "none") return gap("Choose which type of money it is.");
  if (money.pence === 0 && money.type !== "none") return gap("Say how much money, or that the parish asks for none.");
  return [];
}

function officeGaps(facts: CharterFacts): Gap[] {
  const gaps: Gap[] = [];
  if (isBlank(facts.convenor)) gaps.push({ field: "convenor", message: "Say who will be the convenor." });
  if (isBlank(facts.deputy)) gaps.push({ field: "deputy", message: "Say who will be the deputy." });
  if (!isBlank(facts.convenor) && facts.convenor?.trim() === facts.deputy?.trim()) {
    gaps.push({ field: "deputy", message: "The deputy must be somebody other than the convenor." });
  }
  return gaps;
}

function publicityGaps(publicity: CharterFacts["publicity"]): Gap[] {
  return proposalClasses
    .filter((one) => {
      const chosen = publicity[one];
      if (chosen === undefined) return publicityClasses.some((asked) => asked === one);
      return !publicities.includes(chosen);
    })
    .map((one) => ({
      field: "publicity",
      part: one,
      message: `Choose what is shown while ${/^[ao]/.test(one) ? "an" : "a"} ${one} vote is open.`,
    }));
}

/**
 * Everything that a charter still lacks, each named by its form field: `name`, `area`, `problem`, `endPoint`,
 * `priorityActions` (with `index` and `part`), `powers`, `money`, `convenor`, `deputy`, `publicity`, `receiver`,
 * `startsOn`, `termMonths`. Empty when the charter is complete. Whether the term itself is lawful is for s11.
 */
export function charterGaps(rules: Rules, facts: CharterFacts): Gap[] {
  const text = (field: "name" | "problem" | "endPoint" | "receiver", ask: string, label: string): Gap[] => {
    const message = textProblem(facts[field], charterLimits[field], ask, label);
    return message === null ? [] : [{ field, message }];
  };
  const gaps: Gap[] = [
    ...text("name", "Give the parish a name.", "The name"),
    ...(facts.area.length === 0 ? [{ field: "area", message: "Choose at least 1 ward for the area." }] : []),
    ...text("problem", "Say which one problem the parish is for.", "The problem"),
    ...text("endPoint", "Say how everybody will know that the parish has done its work.", "The end point"),
    ...priorityActionGaps(rules, facts),
    ...powerGaps(facts.powers),
    ...moneyGaps(facts.money),
    ...officeGaps(facts),
    ...publicityGaps(facts.publicity),
    ...text("receiver", "Say who receives everything at the sunset.", "The receiver"),
  ];
  if (facts.startsOn === null || !isCivilDate(facts.startsOn)) {
    gaps.push({ field: "startsOn", message: "Say on which day the parish is to start." });
  }
  if (facts.termMonths === null)
    gaps.push({ field: "termMonths", message: "Say how many months the parish is to last." });
  return gaps;
}

/** Whether a charter is complete. Outcome `complete` or `incomplete`; what it lacks is told by `charterGaps`. */
export function charterRuling(rules: Rules, facts: CharterFacts): Ruling {
  const most = parameterValue(rules, priorityActions);
  const gaps = charterGaps(rules, facts);
  const figures = [
    {
      name: "Priority actions",
      value: facts.priorityActions.length,
      unit: "actions",
      how: `The charter names ${number(facts.priorityActions.length)}, and the rules allow 1 to ${number(most)}`,
    },
    {
      name: "Still missing",
      value: gaps.length,
      unit: "things",
      how: "Every part of the charter that the rules ask for and that is missing or wrong",
    },
  ];
  const [first] = gaps;
  if (!first) {
    return allow(rules, { sections: ["s5"], outcome: "complete", figures, sentence: "This charter says all it must." });
  }
  const sections: SectionId[] = facts.powers.some(isNeverDelegable) ? ["s5", "s14"] : ["s5"];
  const rest = gaps.length - 1;
  return refuse(rules, {
    sections,
    outcome: "incomplete",
    figures,
    sentence:
      rest === 0
        ? `This charter is not complete. ${first.message}`
        : `This charter is not complete. ${first.message} ${people(rest, "more thing is", "more things are")} missing too.`,
    wouldChange: gaps.map((gap) => gap.message).join(" "),
  });
}
