import { list, people } from "~/domain/time/words";

/** How much of the record cites a section. */
export interface CitationCounts {
  /** Votes that have closed. */
  decisions: number;
  /** Proposals that were checked for admissibility. */
  proposals: number;
  /** Answers of councils. */
  answers: number;
  /** Entries of minute books. */
  minutes: number;
}

/** Where a section is cited, in one sentence: "Cited by 12 decisions and 40 entries in the minute books." */
export function citationWords(counts: CitationCounts | null | undefined): string {
  if (!counts) return "Nothing in the record cites this section yet.";
  const said = [
    { count: counts.decisions, one: "decision", several: "decisions" },
    { count: counts.proposals, one: "check of a proposal", several: "checks of proposals" },
    { count: counts.answers, one: "council answer", several: "council answers" },
    { count: counts.minutes, one: "entry in the minute books", several: "entries in the minute books" },
  ].filter(({ count }) => count > 0);
  if (said.length === 0) return citationWords(null);
  return `Cited by ${list(said.map(({ count, one, several }) => people(count, one, several)))}.`;
}
