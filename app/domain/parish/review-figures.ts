import type { MoneyType } from "../act/s05-charter";
import type { AnswerEffect } from "../response/council-answer";
import type { CivilDate } from "../time/civil";
import type { ReadNumber } from "./measures";

// What a review at half time says (section 42). Types and not interfaces, so that the compiler sees that a minute can hold them.

/** A figure that was measured. */
export type MeasuredPoint = { on: CivilDate; value: number; source: string; by: string };

/** A priority action of the charter and how it stands. */
export type MeasureFigures = {
  position: number;
  action: string;
  measure: string;
  /** As the charter has it, with the number that it begins with. */
  baseline: string;
  baselineRead: ReadNumber | null;
  target: string;
  targetRead: ReadNumber | null;
  dueOn: CivilDate;
  /** In the order of their days; the last one is the latest. */
  points: MeasuredPoint[];
};

/** A commitment of the council, with both dates (section 38). */
export type CommitmentFigures = {
  proposal: number;
  what: string;
  owner: string;
  firstPromised: CivilDate;
  nowExpected: CivilDate;
  doneOn: CivilDate | null;
  standing: "kept" | "late" | "moved" | "on_course";
  /** How it stands, in one sentence. */
  sentence: string;
};

/** The money of one type that decisions of the term cost, in pence. */
export type MoneyFigures = {
  type: Exclude<MoneyType, "none">;
  /** Of decisions that are carried out. */
  spentPence: number;
  /** Of decisions that are to be carried out. */
  committedPence: number;
  /** Of decisions that the council has not answered yet. */
  waitingPence: number;
};

/** What is left of a power's budget in the year that runs, in pence. */
export type BalanceFigures = {
  power: string;
  yearFrom: CivilDate;
  yearUntil: CivilDate;
  budgetPence: number;
  setAsidePence: number;
  leftPence: number;
};

/** Everything that is worked out for a review. */
export type ReviewFigures = {
  measures: MeasureFigures[];
  commitments: CommitmentFigures[];
  money: MoneyFigures[];
  balances: BalanceFigures[];
};

/** A decision that costs money, and what has become of it. */
export interface Cost {
  type: MoneyType;
  pence: number;
  standing: keyof Pick<MoneyFigures, "spentPence" | "committedPence" | "waitingPence">;
}

/** Under what the cost of a decision is counted, given what the council's answer has come to; null when it will not be spent. */
export function costStanding(effect: AnswerEffect | null, isDone: boolean): Cost["standing"] | null {
  if (effect === "rejected" || effect === "objected" || effect === "unbound") return null;
  if (isDone) return "spentPence";
  return effect === "stands" ? "committedPence" : "waitingPence";
}

export const countedTypes = ["capital", "revenue", "one_off"] as const;

/** The costs of decisions added up by type of money. Every type is there, so that a reader sees that nothing was spent of it. */
export function moneyByType(costs: readonly Cost[]): MoneyFigures[] {
  return countedTypes.map((type) => {
    const sums: MoneyFigures = { type, spentPence: 0, committedPence: 0, waitingPence: 0 };
    for (const cost of costs) if (cost.type === type) sums[cost.standing] += cost.pence;
    return sums;
  });
}
