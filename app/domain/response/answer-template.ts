import type { Answer } from "../act/s35-answer";

/** What a template may leave open, and what is put there. */
export const templatePlaces = {
  parish: "the parish’s name",
  title: "the title of the decision",
  number: "its number in the parish",
  council: "the council’s name",
} as const;

export type TemplatePlace = keyof typeof templatePlaces;

const place = /\{([^{}\s]*)\}/g;

/** The places of a template's text that nothing is known for: "{perish}". */
export function unknownPlaces(text: string): string[] {
  return [...text.matchAll(place)].filter(([, name = ""]) => !(name in templatePlaces)).map(([whole]) => whole);
}

/** A template's text with every place filled in. What it is filled with is text too, and is not looked at again. */
export function fillTemplate(text: string, facts: Readonly<Record<TemplatePlace, string>>): string {
  return text.replace(place, (whole, name: string) =>
    Object.hasOwn(facts, name) ? facts[name as TemplatePlace] : whole,
  );
}

/** Whether an answer carries a promise instead of a ground and reasons. */
export function isYes(answer: Answer): boolean {
  return answer === "accept" || answer === "commit";
}
