import { errorOf, typedText } from "~/forms/typed";
import type { DatePart } from "../forms/date-input";

/** What a form of a page is given after it was refused: what is wrong, and what was typed. */
export interface FormState {
  errors: readonly { field: string; message: string }[];
  typed: Record<string, string | string[]>;
}

/** A form that nobody has sent yet. */
export const unsent: FormState = { errors: [], typed: {} };

/** Value and error of a text field, ready to be spread into it. */
export function textOf(
  state: FormState,
  name: string,
  otherwise = "",
): { name: string; value: string; error?: string } {
  return { name, value: typedText(state.typed[name], otherwise), error: errorOf(state.errors, name) };
}

/** Value and error of a date in three boxes. */
export function dateOf(
  state: FormState,
  name: string,
): { name: string; value: Record<DatePart, string>; error?: string } {
  const part = (which: DatePart) => typedText(state.typed[`${name}.${which}`]);
  return {
    name,
    value: { day: part("day"), month: part("month"), year: part("year") },
    error: errorOf(state.errors, name),
  };
}
