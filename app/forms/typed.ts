/** A text field as it was typed, to be shown again after a refusal; `otherwise` when nothing was. */
export function typedText(typed: string | string[] | undefined, otherwise = ""): string {
  return typeof typed === "string" ? typed : otherwise;
}

/** The first message about a field, or undefined when there is none. */
export function errorOf(errors: readonly { field: string; message: string }[], field: string): string | undefined {
  return errors.find((error) => error.field === field)?.message;
}

type Typed = Readonly<Record<string, string | string[]>>;

/** The three boxes of a date as they were typed, to be shown again after a refusal; `otherwise` where nothing was. */
export function typedDateParts(typed: Typed, name: string, otherwise = { day: "", month: "", year: "" }) {
  return {
    day: typedText(typed[`${name}.day`], otherwise.day),
    month: typedText(typed[`${name}.month`], otherwise.month),
    year: typedText(typed[`${name}.year`], otherwise.year),
  };
}
