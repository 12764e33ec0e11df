import { number, people } from "../time/words";

/** What is missing from a form, so that it can be said beside the field. */
export interface Gap {
  /** The form field that it concerns. */
  field: string;
  /** What to do about it, in one plain sentence. */
  message: string;
  /** Which one, from 0, where the field holds several things. */
  index?: number;
  /** Which part of it, where each thing has parts. */
  part?: string;
}

/** How long a text may be, in characters, and why. */
export interface TextLimit {
  min: number;
  max: number;
  reason: string;
}

/** Control characters and marks that change the direction of a text: they can make a line read otherwise than it is stored. */
const hiddenMarks = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

/** A text's length in characters as people count them, without the space around it. */
function lengthOf(text: string): number {
  return [...text.trim()].length;
}

/**
 * What is wrong with a text, or null when nothing is: it is missing, too short, too long or holds hidden marks.
 * `ask` is the sentence to show when it is missing; `label` names it in the others ("The name").
 */
export function textProblem(
  text: string | null | undefined,
  limit: TextLimit,
  ask: string,
  label: string,
): string | null {
  const length = lengthOf(text ?? "");
  if (length === 0) return ask;
  if (length < limit.min) return `${label} must have at least ${people(limit.min, "character", "characters")}.`;
  if (length > limit.max) {
    return `${label} has ${people(length, "character", "characters")}. It may have at most ${number(limit.max)}.`;
  }
  if (hiddenMarks.test((text ?? "").replace(/[\n\r\t]/g, " "))) {
    return `${label} holds hidden characters that can change how it reads. Type it again without them.`;
  }
  return null;
}
