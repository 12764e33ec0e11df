import { type CivilDate, compareDates, isCivilDate } from "../time/civil";
import { dayInWords, people, pounds } from "../time/words";
import { type Gap, type TextLimit, textProblem } from "./plain-text";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { type MoneyType, moneyTypes } from "./s05-charter";
import { section } from "./section";

export const s18 = section({
  number: 18,
  part: 4,
  title: "What a proposal says",
  text: [
    "A proposal names the service it is about and the power it relies on. It says what changes, where, and from which day.",
    "It says what that costs. If it costs anything, it says where the money comes from and of what type it is, or that the money has still to be found.",
    "If it costs anything, it also says who pays after the sunset.",
    "It says what will be measured and on which day, so that everybody can see whether it worked.",
    "A proposal that costs money and does not say where the money comes from is inadmissible.",
  ],
  parameters: [],
  resembles:
    "Motions under a council's standing orders, which must be about its own powers, and the duty to show how a decision is paid for in section 25 of the Local Government Act 2003.",
});

/** How long each text of a proposal may be. */
export const proposalLimits = Object.freeze({
  title: { min: 5, max: 120, reason: "A title is read in lists and on the ballot, on a small phone." },
  service: { min: 2, max: 120, reason: "A service is named, not described." },
  change: { min: 10, max: 4000, reason: "What changes must be read before voting; this is about two pages." },
  place: { min: 2, max: 300, reason: "A place is a street, a building or a few of them." },
  moneySource: { min: 3, max: 500, reason: "The source is a budget, a fund or a sentence on the gap." },
  whoPaysAfter: { min: 2, max: 300, reason: "Who pays is a name and at most a sentence." },
  measure: { min: 3, max: 300, reason: "A measure is one thing that can be counted." },
} satisfies Record<string, TextLimit>);

/** The most that one proposal may cost, in pence: £10 million, more than any parish council spends in a year. */
export const mostCostPence = 1_000_000_000;

/** A proposal as far as it has been written. */
export interface ProposalFacts {
  title: string;
  service: string;
  /** The id of the power in the parish's register. */
  powerId: string | null;
  /** What changes. */
  change: string;
  /** Where. */
  place: string;
  /** From when. */
  startsOn: CivilDate | null;
  /** What it costs, in pence; null when that has not been answered yet. */
  costPence: number | null;
  /** Where the money comes from, or that it has still to be found. */
  moneySource: string;
  moneyType: MoneyType;
  /** Who pays after the sunset. */
  whoPaysAfter: string;
  measure: string;
  measureOn: CivilDate | null;
}

function isDay(date: CivilDate | null): date is CivilDate {
  return date !== null && isCivilDate(date);
}

function costGaps(costPence: number | null): Gap[] {
  const gap = (message: string): Gap[] => [{ field: "costPence", message }];
  if (costPence === null || Number.isNaN(costPence)) return gap("Say what it costs, or £0 if it costs nothing.");
  if (!Number.isInteger(costPence) || costPence < 0) return gap("The cost must be £0 or more, in pounds and pence.");
  if (costPence > mostCostPence) return gap("The cost must be £10 million or less.");
  return [];
}

/** What a proposal that costs money must say about the money. */
function moneyGaps(facts: ProposalFacts): Gap[] {
  const gaps: Gap[] = [];
  const source = textProblem(
    facts.moneySource,
    proposalLimits.moneySource,
    "Say where the money comes from, or that it has still to be found.",
    "The source of the money",
  );
  if (source) gaps.push({ field: "moneySource", message: source });
  if (facts.moneyType === "none" || !moneyTypes.includes(facts.moneyType)) {
    gaps.push({ field: "moneyType", message: "Choose which type of money it is." });
  }
  const after = textProblem(
    facts.whoPaysAfter,
    proposalLimits.whoPaysAfter,
    "Say who pays after the sunset, or that nothing is left to pay.",
    "Who pays after the sunset",
  );
  if (after) gaps.push({ field: "whoPaysAfter", message: after });
  return gaps;
}

/**
 * Everything that a proposal still lacks, each named by its form field: `title`, `service`, `powerId`, `change`,
 * `place`, `startsOn`, `costPence`, `moneySource`, `moneyType`, `whoPaysAfter`, `measure`, `measureOn`. Empty when it is
 * complete. The three about money are asked for only when it costs something.
 */
export function contentGaps(_rules: Rules, facts: ProposalFacts): Gap[] {
  const text = (field: "title" | "service" | "change" | "place" | "measure", ask: string, label: string): Gap[] => {
    const message = textProblem(facts[field], proposalLimits[field], ask, label);
    return message === null ? [] : [{ field, message }];
  };
  const gaps: Gap[] = [
    ...text("title", "Give the proposal a title.", "The title"),
    // The register says which service a power is for, so there is nothing to ask before a power is chosen.
    ...((facts.powerId ?? "").trim() === ""
      ? [{ field: "powerId", message: "Choose the service and the power it relies on." }]
      : text("service", "Say which service it is about.", "The service")),
    ...text("change", "Say what changes.", "What changes"),
    ...text("place", "Say where.", "The place"),
    ...(isDay(facts.startsOn) ? [] : [{ field: "startsOn", message: "Say from which day." }]),
    ...costGaps(facts.costPence),
    ...((facts.costPence ?? 0) > 0 ? moneyGaps(facts) : []),
    ...text("measure", "Say what will be measured.", "The measure"),
  ];
  if (!isDay(facts.measureOn)) {
    gaps.push({ field: "measureOn", message: "Say on which day it will be measured." });
  } else if (isDay(facts.startsOn) && compareDates(facts.measureOn, facts.startsOn) < 0) {
    gaps.push({
      field: "measureOn",
      message: `The day of measuring must not come before the change starts, on ${dayInWords(facts.startsOn)}.`,
    });
  }
  return gaps;
}

/**
 * Whether a proposal says all it must. Outcome `complete`; `inadmissible` when it costs money and does not say where
 * that comes from; otherwise `incomplete`. What it lacks is told by `contentGaps`.
 */
export function contentRuling(rules: Rules, facts: ProposalFacts): Ruling {
  const gaps = contentGaps(rules, facts);
  const figures = [
    {
      name: "Cost",
      value: facts.costPence ?? "not said yet",
      unit: facts.costPence === null ? "" : "pence",
      how: facts.costPence === null ? "The proposal does not say" : `The proposal says ${pounds(facts.costPence)}`,
    },
    {
      name: "Still missing",
      value: gaps.length,
      unit: "things",
      how: "Every part of the proposal that the rules ask for and that is missing or wrong",
    },
  ];
  const [first] = gaps;
  if (!first) {
    return allow(rules, {
      sections: ["s18"],
      outcome: "complete",
      figures,
      sentence: "This proposal says all it must.",
    });
  }
  const wouldChange = gaps.map((gap) => gap.message).join(" ");
  if (gaps.some((gap) => gap.field === "moneySource")) {
    return refuse(rules, {
      sections: ["s18"],
      outcome: "inadmissible",
      figures,
      sentence: `This proposal costs ${pounds(facts.costPence ?? 0)} and does not say properly where the money comes from.`,
      wouldChange,
    });
  }
  const rest = gaps.length - 1;
  return refuse(rules, {
    sections: ["s18"],
    outcome: "incomplete",
    figures,
    sentence:
      rest === 0
        ? `This proposal is not complete. ${first.message}`
        : `This proposal is not complete. ${first.message} ${people(rest, "more thing is", "more things are")} missing too.`,
    wouldChange,
  });
}
