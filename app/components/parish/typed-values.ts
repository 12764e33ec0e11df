/** What was typed into a form that was refused, by field; undefined when nothing was sent yet. */
export type TypedValues = Readonly<Record<string, string | string[]>> | undefined;

/** A field's text: as it was typed, or as it is saved when nothing was sent yet. */
export function typedOr(typed: TypedValues, name: string, saved: string): string {
  const value = typed?.[name];
  return typeof value === "string" ? value : saved;
}

/** The boxes that are ticked: as they were sent, none included, or as they are saved when nothing was sent yet. */
export function tickedOr(typed: TypedValues, name: string, saved: readonly string[]): readonly string[] {
  if (!typed) return saved;
  const value = typed[name];
  return value === undefined ? [] : [value].flat();
}

/** The choice that is made: as it was sent, or as it is saved. Nothing chosen stays nothing chosen. */
export function chosenOr(typed: TypedValues, name: string, saved: string | null): string | null {
  if (!typed) return saved;
  return typedOr(typed, name, "") || null;
}

/** A day in three boxes: as it was typed, or as it is saved. */
export function dayOr(typed: TypedValues, name: string, saved: { day: string; month: string; year: string }) {
  return {
    day: typedOr(typed, `${name}.day`, saved.day),
    month: typedOr(typed, `${name}.month`, saved.month),
    year: typedOr(typed, `${name}.year`, saved.year),
  };
}
