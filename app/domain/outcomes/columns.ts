import { proposalClasses } from "../act/s02-interpretation";
import { leastPeopleShown } from "../act/s52-data";
import { type Movement, movementOf, movements } from "../parish/measures";
import { countedTypes } from "../parish/review-figures";
import { type CivilDate, civilDateOf, compareDates, daysBetween } from "../time/civil";
import { kept as keptAnswers } from "../time/kept";
import { dayInWords, number, people, pounds } from "../time/words";
import { workingDaysBetween } from "../time/working-days";
import type { ParishOutcomes, Thing } from "./facts";

/** How a figure is made from its rows. */
export type FigureKind = "count" | "share" | "median" | "sum" | "people";

/** One row that a figure was counted from. */
export interface CountedRow {
  source: Thing;
  /** The day under which it counts. */
  on: CivilDate;
  /** Whether it adds to the first number of a share. */
  isYes: boolean;
  /** What it adds to a sum, or its place in a median. */
  value: number;
  /** Under which name it is shown apart; empty where nothing is. */
  group: string;
}

/** The figures that can be looked at together. */
export const columnGroups = ["overview", "votes", "answers", "delivery", "money", "proposals", "all"] as const;
export type ColumnGroup = (typeof columnGroups)[number];

/** What figures are counted in; empty for a plain number. */
export const outcomeUnits = ["percent", "days", "working days", "pence", "people", ""] as const;

/** What stands in one column of the comparison, and how it is counted. */
export interface OutcomeColumn {
  /** As an address has it. */
  key: string;
  heading: string;
  group: Exclude<ColumnGroup, "overview" | "all">;
  /** Whether it is among the few that are shown first. */
  isFirst: boolean;
  kind: FigureKind;
  unit: (typeof outcomeUnits)[number];
  /** In plain words, for everybody. */
  how: string;
  /** The names that rows can be shown apart by, in their order. */
  groups: readonly { key: string; name: string }[];
  /** Every row that it is counted from, given what a parish or all of them have to show at an instant. */
  rows(facts: Omit<ParishOutcomes, "people">, now: Date): CountedRow[];
  /** Why one of its rows counts as it does, in words. */
  note(row: CountedRow, now: Date): string;
  /** Which people it counts; only a column of that kind has them. */
  people?: keyof ParishOutcomes["people"];
}

interface Counted {
  on: CivilDate;
  isYes?: boolean;
  value?: number;
  group?: string;
}

interface Spec<Source extends Thing> extends Omit<OutcomeColumn, "rows" | "note" | "groups" | "isFirst" | "unit"> {
  isFirst?: boolean;
  unit?: OutcomeColumn["unit"];
  groups?: OutcomeColumn["groups"];
  from(facts: Omit<ParishOutcomes, "people">): readonly Source[];
  /** How one thing counts; null when it does not. */
  count(source: Source, now: Date): Counted | null;
  note(source: Source, now: Date): string;
}

function column<Source extends Thing>({ from, count, note, ...spec }: Spec<Source>): OutcomeColumn {
  return {
    isFirst: false,
    unit: "",
    groups: [],
    ...spec,
    rows(facts, now) {
      const rows: CountedRow[] = [];
      for (const source of from(facts)) {
        const counted = count(source, now);
        if (!counted) continue;
        // Field by field: there may be a hundred thousand of these.
        const { on, isYes = true, value = 1, group = "" } = counted;
        rows.push({ source, on, isYes, value, group });
      }
      return rows;
    },
    // Its rows are made of its own sources alone.
    note: ({ source }, now) => note(source as Source, now),
  };
}

const named = (names: Readonly<Record<string, string>>, order: readonly string[]) =>
  order.map((key) => ({ key, name: names[key] ?? key }));

const voteClasses = named(
  { advisory: "advice", ordinary: "ordinary", spending: "spending", charter: "charter" },
  proposalClasses,
);
const moneyTypes = named({ capital: "capital", revenue: "revenue", one_off: "one-off" }, countedTypes);
const movementNames: Readonly<Record<Movement, string>> = {
  towards: "towards its target",
  away: "away from its target",
  unmoved: "not moved",
  unclear: "no number to compare",
  not_measured: "not measured",
};

/** A percentage with one figure after the point. */
export function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part * 1000) / whole) / 10;
}

function decided(outcome: "passed" | "failed" | "inquorate", heading: string, isFirst: boolean, how: string) {
  return column({
    key: outcome,
    heading,
    group: "votes",
    isFirst,
    kind: "count",
    groups: voteClasses,
    how,
    from: ({ votes }) => votes,
    count: (vote) => (vote.outcome === outcome ? { on: vote.closedOn, group: vote.class } : null),
    note: (vote) => `${number(vote.cast)} of ${number(vote.roll)} on the roll took part.`,
  });
}

/** Between two days, written with a stroke between them. A council's duties share a few hundred such spans. */
const workingDays = keptAnswers((span: string) => {
  const [from, to] = span.split("/") as [CivilDate, CivilDate];
  return workingDaysBetween(from, to);
});

type Step = "acknowledge" | "date" | "answer";

/** A later step settles an earlier one: an answer says that it was received, too. */
function stepOf(duty: Parameters<typeof dutyDays>[0], step: Step): { by: Date; at: Date | null } {
  if (step === "acknowledge") return { by: duty.acknowledgeBy, at: duty.acknowledgedAt ?? duty.answeredAt };
  if (step === "date") return { by: duty.dateBy, at: duty.datedAt ?? duty.answeredAt };
  return { by: duty.answerBy, at: duty.answeredAt };
}

function dutyDays(duty: ParishOutcomes["duties"][number], at: Date) {
  return { from: duty.receivedOn, to: civilDateOf(at) };
}

function inTime(step: Step, key: string, heading: string, isFirst: boolean, how: string) {
  return column({
    key,
    heading,
    group: "answers",
    isFirst,
    kind: "share",
    unit: "percent",
    how: `${how} Counted are those where it was done or its time is over, by the dates of the Act with a pause where there was one; the figure is the share of them that was in time.`,
    from: ({ duties }) => duties,
    count(duty, now) {
      const { by, at } = stepOf(duty, step);
      if (!at && now < by) return null;
      return { on: duty.receivedOn, isYes: at !== null && at < by };
    },
    note(duty) {
      const { by, at } = stepOf(duty, step);
      const lastDay = dayInWords(new Date(by.getTime() - 1));
      if (!at) return `Due by the end of ${lastDay}; nothing yet.`;
      return `Due by the end of ${lastDay}; done on ${dayInWords(at)}${at < by ? "." : ", too late."}`;
    },
  });
}

function kept(which: "promisedOn" | "expectedOn", key: string, heading: string, isFirst: boolean, how: string) {
  return column({
    key,
    heading,
    group: "delivery",
    isFirst,
    kind: "share",
    unit: "percent",
    how: `${how} Counted are commitments that are done or whose date has passed; the figure is the share of them that was done by then.`,
    from: ({ promises }) => promises,
    count(promise, now) {
      const { doneOn } = promise;
      const by = promise[which];
      if (!doneOn && compareDates(civilDateOf(now), by) <= 0) return null;
      return { on: promise.promisedOn, isYes: doneOn !== null && compareDates(doneOn, by) <= 0 };
    },
    note({ promisedOn, expectedOn, doneOn }) {
      const moved = expectedOn === promisedOn ? "" : `, now ${dayInWords(expectedOn)}`;
      return `First promised for ${dayInWords(promisedOn)}${moved}; ${doneOn ? `done on ${dayInWords(doneOn)}` : "not done"}.`;
    },
  });
}

function spending(
  standing: "committedPence" | "spentPence",
  key: string,
  heading: string,
  isFirst: boolean,
  how: string,
) {
  return column({
    key,
    heading,
    group: "money",
    isFirst,
    kind: "sum",
    unit: "pence",
    groups: moneyTypes,
    how,
    from: ({ costs }) => costs,
    count: (cost) =>
      cost.standing === standing && cost.pence > 0 ? { on: cost.decidedOn, value: cost.pence, group: cost.type } : null,
    note: (cost) => `${pounds(cost.pence)}, decided on ${dayInWords(cost.decidedOn)}.`,
  });
}

/** Everything by which parishes are compared, in the order of the table. */
export const outcomeColumns: readonly OutcomeColumn[] = [
  column({
    key: "turnout",
    heading: "Turnout",
    group: "votes",
    isFirst: true,
    kind: "median",
    unit: "percent",
    how: "For each closed vote: how many took part, as a share of the people on its frozen roll. The figure is the one in the middle when all are put in order. Practice votes and votes that were called off are left out. The count of every vote is published in full, so small ones are shown too.",
    from: ({ votes }) => votes,
    count: (vote) => ({ on: vote.closedOn, value: percentOf(vote.cast, vote.roll) }),
    note: ({ cast, roll }) =>
      `${number(percentOf(cast, roll))}%: ${number(cast)} of ${number(roll)} on the roll took part.`,
  }),
  decided(
    "passed",
    "Passed",
    true,
    "Closed votes that passed, of every class: on proposals, on the charter, on renewal or an earlier end, and on the convenor’s office.",
  ),
  decided(
    "failed",
    "Not passed",
    false,
    "Closed votes in which enough people took part and too few of them were in favour.",
  ),
  decided(
    "inquorate",
    "Too few voted",
    false,
    "Closed votes in which fewer people took part than the participation floor asks for, so that nothing was decided.",
  ),
  inTime(
    "acknowledge",
    "acknowledged-in-time",
    "Acknowledged in time",
    false,
    "Charters, decisions and renewals that the council had to acknowledge.",
  ),
  inTime(
    "date",
    "dated-in-time",
    "Dated in time",
    false,
    "Charters, decisions and renewals for which the council had to say when it would answer.",
  ),
  inTime(
    "answer",
    "answered-in-time",
    "Answered in time",
    true,
    "Charters, decisions and renewals that the council had to answer.",
  ),
  column({
    key: "days-to-acknowledge",
    heading: "Days to acknowledge",
    group: "answers",
    isFirst: false,
    kind: "median",
    unit: "working days",
    how: "Working days from the day on which the council received something to the day on which it said so, because the Act counts this step in working days. The figure is the one in the middle. What is still open is not counted here.",
    from: ({ duties }) => duties,
    count(duty) {
      const { at } = stepOf(duty, "acknowledge");
      if (!at) return null;
      const { from, to } = dutyDays(duty, at);
      return { on: from, value: workingDays(`${from}/${to}`) };
    },
    note: (duty) =>
      `Received on ${dayInWords(duty.receivedAt)}, acknowledged on ${dayInWords(stepOf(duty, "acknowledge").at ?? duty.receivedAt)}.`,
  }),
  column({
    key: "days-to-answer",
    heading: "Days to answer",
    group: "answers",
    isFirst: true,
    kind: "median",
    unit: "days",
    how: "Days from the day on which the council received something to the day of its answer, weekends and pauses included, because the Act counts this step in plain days. The figure is the one in the middle. What is still open is not counted here.",
    from: ({ duties }) => duties,
    count(duty) {
      if (!duty.answeredAt) return null;
      const { from, to } = dutyDays(duty, duty.answeredAt);
      return { on: from, value: daysBetween(from, to) };
    },
    note: (duty) =>
      `Received on ${dayInWords(duty.receivedAt)}, answered on ${dayInWords(duty.answeredAt ?? duty.receivedAt)}.`,
  }),
  kept(
    "promisedOn",
    "kept-first-date",
    "Done by the date first promised",
    true,
    "Commitments of the council, by the date that it first gave.",
  ),
  kept(
    "expectedOn",
    "kept-present-date",
    "Done by the date now given",
    false,
    "Commitments of the council, by the date that it has given last.",
  ),
  column({
    key: "measures-moved",
    heading: "Measures moved towards target",
    group: "delivery",
    isFirst: true,
    kind: "share",
    unit: "percent",
    groups: named(movementNames, movements),
    how: "The priority actions of the charter, and decisions whose outcome was to be reviewed by now. What was measured last is set beside the baseline and the target, as far as each begins with a number; past the target counts as towards it. The figure is the share of all of them that moved towards the target.",
    from: ({ measures }) => measures,
    count(measure) {
      const group = movedOf(measure);
      return { on: measure.dueOn, isYes: group === "towards", group };
    },
    note(measure) {
      const { baseline, target, latest, reviewed, dueOn } = measure;
      const found = latest ? measuredWords(latest) : "nothing";
      const kept = reviewed ? ` The review ended with: ${reviewed}.` : "";
      return `Baseline “${baseline}”, target “${target}” by ${dayInWords(dueOn)}, measured last: ${found}.${kept}`;
    },
  }),
  column({
    key: "money-asked",
    heading: "Asked in the charter",
    group: "money",
    isFirst: false,
    kind: "sum",
    unit: "pence",
    groups: moneyTypes,
    how: "The money that the charter asked the council for, by its type. Kinds of money are never mixed (section 47).",
    from: ({ asked }) => asked,
    count: ({ on, pence, type }) => (pence > 0 ? { on, value: pence, group: type } : null),
    note: ({ pence }) => pounds(pence),
  }),
  column({
    key: "budgets-granted",
    heading: "Budgets granted, a year",
    group: "money",
    isFirst: false,
    kind: "sum",
    unit: "pence",
    how: "The yearly budgets of the powers that the council gave, as they stand in the register, those that have ended included. A budget is not of one type of money: each decision that spends says which it uses.",
    from: ({ grants }) => grants,
    count: ({ on, pence }) => (pence > 0 ? { on, value: pence } : null),
    note: ({ pence, on }) => `${pounds(pence)} a year, given from ${dayInWords(on)} on.`,
  }),
  spending(
    "committedPence",
    "money-committed",
    "Committed",
    false,
    "The cost of decisions that the council carries out and that are not done yet, by type of money.",
  ),
  spending("spentPence", "money-spent", "Spent", true, "The cost of decisions that are done, by type of money."),
  column({
    key: "proposals-made",
    heading: "Proposals made",
    group: "proposals",
    isFirst: true,
    kind: "count",
    how: "Proposals that were put forward, whatever became of them.",
    from: ({ proposals }) => proposals,
    count: ({ submittedOn }) => ({ on: submittedOn }),
    note: ({ submittedOn }) => `Put forward on ${dayInWords(submittedOn)}.`,
  }),
  column({
    key: "proposals-seconded",
    heading: "Proposals seconded",
    group: "proposals",
    isFirst: false,
    kind: "share",
    unit: "percent",
    how: "Of all proposals that were put forward, the share that found enough seconders.",
    from: ({ proposals }) => proposals,
    count: ({ submittedOn, secondedOn }) => ({ on: submittedOn, isYes: secondedOn !== null }),
    note: ({ secondedOn }) =>
      secondedOn ? `Seconded on ${dayInWords(secondedOn)}.` : "Has not found enough seconders.",
  }),
  peopleColumn("proposers", "people-who-proposed", "People who proposed", "put a proposal forward"),
  peopleColumn("seconders", "people-who-seconded", "People who seconded", "stand as a seconder of a proposal"),
];

function peopleColumn(who: keyof ParishOutcomes["people"], key: string, heading: string, did: string) {
  return column({
    key,
    heading,
    group: "proposals",
    kind: "people",
    unit: "people",
    people: who,
    how: `How many different people ${did}, over the whole life of the parish. Fewer than ${leastPeopleShown} are not shown (section 52). The sum of all parishes leaves out those that are not shown, so that nothing can be worked out by taking away; and there is no such figure for a single year.`,
    from: ({ proposals }) => proposals,
    count: ({ submittedOn }) => ({ on: submittedOn }),
    note: ({ submittedOn }) => `Put forward on ${dayInWords(submittedOn)}.`,
  });
}

function measuredWords({ value, on, text }: NonNullable<ParishOutcomes["measures"][number]["latest"]>): string {
  return on && value !== null ? `${number(value)}, on ${dayInWords(on)}` : `“${text}”`;
}

function movedOf({ baselineRead, targetRead, latest }: ParishOutcomes["measures"][number]): Movement {
  return movementOf({
    baseline: baselineRead?.value ?? null,
    target: targetRead?.value ?? null,
    latest: latest?.value ?? null,
    isMeasured: latest !== null,
  });
}

/** The column at an address; null when there is none. */
export function columnOf(key: string): OutcomeColumn | null {
  return outcomeColumns.find((one) => one.key === key) ?? null;
}

/** The columns that are looked at together. */
export function columnsOf(group: ColumnGroup): readonly OutcomeColumn[] {
  if (group === "all") return outcomeColumns;
  return outcomeColumns.filter((one) => (group === "overview" ? one.isFirst : one.group === group));
}

/** An amount with its unit, as a reader sees it. */
export function amountWords(value: number, unit: OutcomeColumn["unit"]): string {
  switch (unit) {
    case "percent":
      return `${number(value)}%`;
    case "pence":
      return pounds(value);
    case "days":
      return people(value, "day", "days");
    case "working days":
      return people(value, "working day", "working days");
    default:
      return number(value);
  }
}
