import { leastPeopleShown, shownPeople } from "../act/s52-data";
import { number } from "../time/words";
import { amountWords, type CountedRow, type OutcomeColumn, percentOf } from "./columns";

/** A figure of the comparison, ready to be shown: what must not be shown is not in it. */
export interface OutcomeFigure {
  /** Null when there is nothing to count, or when it may not be shown. */
  value: number | null;
  /** How many rows it was made from, and how many of them count towards a share. */
  of: number;
  yes: number;
  /** Whether it is a number of people that is too small to be shown (section 52). */
  isHidden: boolean;
  /** The same by group, those with nothing left out. */
  parts: { key: string; name: string; value: number }[];
  /** In words: "80% (4 of 5)". Empty when there is nothing to count. */
  words: string;
}

/** The number in the middle, or half way between the two in the middle; null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/**
 * A figure from the rows that it is counted from. The one place where this is done, so that a figure and the page that it opens onto never
 * differ.
 *
 * @param people the number of people, for a column that counts them; null where it is not given for the rows asked about
 */
export function figureOf(
  column: OutcomeColumn,
  rows: readonly CountedRow[],
  people: number | null = null,
): OutcomeFigure {
  const of = rows.length;
  const yes = rows.filter(({ isYes }) => isYes).length;
  const parts = column.groups.flatMap(({ key, name }) => {
    const inGroup = rows.filter(({ group }) => group === key);
    const value = column.kind === "sum" ? sumOf(inGroup) : inGroup.length;
    return value === 0 ? [] : [{ key, name, value }];
  });
  if (column.kind === "people") return peopleFigure(of, people);
  const value = amountOf(column, rows, yes);
  return { value, of, yes, isHidden: false, parts, words: wordsOf(column, value, yes, of) };
}

function sumOf(rows: readonly CountedRow[]): number {
  return rows.reduce((sum, { value }) => sum + value, 0);
}

function amountOf(column: OutcomeColumn, rows: readonly CountedRow[], yes: number): number | null {
  switch (column.kind) {
    case "count":
      return rows.length;
    case "sum":
      return sumOf(rows);
    case "share":
      return rows.length === 0 ? null : percentOf(yes, rows.length);
    default:
      return median(rows.map(({ value }) => value));
  }
}

/** Where nothing was proposed nobody took part, and the number of proposals says so already. */
function peopleFigure(of: number, people: number | null): OutcomeFigure {
  const isAsked = of > 0 && people !== null;
  const value = isAsked ? shownPeople(people) : null;
  const isHidden = isAsked && value === null;
  const words = value === null ? (isHidden ? `fewer than ${leastPeopleShown}` : "") : number(value);
  return { value, of, yes: of, isHidden, parts: [], words };
}

/** Why a figure has no words: there is nothing to count, or a number of people is not given for a single year or in sum. */
export function missingWords({ of }: Pick<OutcomeFigure, "of">, kind: OutcomeColumn["kind"]): string {
  return kind === "people" && of > 0 ? "not given" : "nothing to count yet";
}

function wordsOf(column: OutcomeColumn, value: number | null, yes: number, of: number): string {
  if (value === null) return "";
  const amount = amountWords(value, column.unit);
  return column.kind === "share" ? `${amount} (${number(yes)} of ${number(of)})` : amount;
}
