import type { Rules } from "../../act/ruling";
import { type CivilDate, isCivilDate } from "../../time/civil";
import type { Plain } from "../canonical";

/**
 * Reads the facts of an entry's body. A fact that is not there, because the entry was written before its kind held it, reads as empty: null,
 * or "" for a text.
 */
export interface Facts {
  /** Whether the entry speaks of it at all. */
  has(key: string): boolean;
  text(key: string): string;
  number(key: string): number | null;
  /** A count or an amount, 0 where it is not there. */
  amount(key: string): number;
  isTrue(key: string): boolean;
  instant(key: string): Date | null;
  day(key: string): CivilDate | null;
  /** What is inside another fact. */
  inside(key: string): Facts;
  /** Each of several facts; null when the entry does not speak of them. */
  each(key: string): Facts[] | null;
  /** Named numbers, such as the figures of a schedule. */
  numbers(key: string): Readonly<Record<string, number>>;
  /** The rules that the entry was made under. */
  rules(): Rules;
}

/** The facts of a body, or of a part of one. */
export function factsOf(body: Plain | undefined): Facts {
  const fields = isObject(body) ? body : {};
  const text = (key: string) => (typeof fields[key] === "string" ? fields[key] : "");
  const number = (key: string) => (typeof fields[key] === "number" ? fields[key] : null);
  const numbers = (key: string) => {
    const named = isObject(fields[key]) ? fields[key] : {};
    return Object.fromEntries(
      Object.entries(named).filter((one): one is [string, number] => typeof one[1] === "number"),
    );
  };
  return {
    has: (key) => fields[key] !== undefined,
    text,
    number,
    amount: (key) => number(key) ?? 0,
    isTrue: (key) => fields[key] === true,
    instant: (key) => (text(key) === "" ? null : new Date(text(key))),
    day: (key) => (isCivilDate(text(key)) ? (text(key) as CivilDate) : null),
    inside: (key) => factsOf(fields[key]),
    each: (key) => {
      const several = fields[key];
      return Array.isArray(several) ? several.map((one: Plain) => factsOf(one)) : null;
    },
    numbers,
    rules: () => ({
      actVersion: number("actVersion") ?? 0,
      scheduleVersion: number("scheduleVersion") ?? 0,
      parameters: numbers("parameters"),
    }),
  };
}

function isObject(value: Plain | undefined): value is { readonly [key: string]: Plain | undefined } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
