/**
 * A text as people wrote it, made fit for one line of a document: what is no character there, and every break of the line, is a space.
 */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]+/gu, " ").trim();
}
