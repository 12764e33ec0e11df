/** A text field as it was typed, to be shown again after a refusal; `otherwise` when nothing was. */
export function typedText(typed: string | string[] | undefined, otherwise = ""): string {
  return typeof typed === "string" ? typed : otherwise;
}

/** The first message about a field, or undefined when there is none. */
export function errorOf(errors: readonly { field: string; message: string }[], field: string): string | undefined {
  return errors.find((error) => error.field === field)?.message;
}
