import { s02, terms } from "./s02-interpretation";

/** A run of a section's text, with the address it leads to where it is a link. */
export interface Run {
  text: string;
  href?: string;
}

/**
 * "Time" in section 2 is a rule about clocks, not a word with a meaning of its own. Sections say "at the same time" and
 * "in that time" in the everyday sense, so a link there would mislead.
 */
const notLinked: readonly string[] = ["Time"];

/** The id of a term's explanation on the page of section 2: `term-clear-days`. */
export function termAnchor(term: string): string {
  return `term-${term.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** A term in one or several: "Clear days" is also found as "clear day". */
function patternOf(term: string): string {
  const words = term
    .replace(/s$/, "")
    .split(/\s+/)
    .map((word) => escaped(word));
  return `${words.join("\\s+")}s?`;
}

const linked = terms
  .filter(({ term }) => !notLinked.includes(term))
  // The longest comes first, so that a term which contains another is found whole.
  .sort((one, other) => other.term.length - one.term.length)
  .map(({ term }) => ({ anchor: termAnchor(term), pattern: patternOf(term) }));

const termGroups = linked.map(({ pattern }) => `(${pattern})`).join("|");

/** A reference to another section, or a term as a whole word: "mid-term" holds no "term". */
const reference = new RegExp(
  `(?<=\\()(?<cited>(?:s|section )(?<number>\\d+))(?=\\))|(?<![\\p{L}\\p{N}-])(?:${termGroups})(?![\\p{L}\\p{N}-])`,
  "giu",
);

/**
 * The subsections of one section as runs, with links: the first use of each defined term leads to its explanation in
 * section 2, and a reference in brackets such as "(s36)" leads to that section. Joined, the runs are the text as given.
 *
 * @param sectionNumber section 2 itself explains the terms, so there they are not linked
 * @param subsections as they are read, with every value put in
 */
export function linkedSubsections(sectionNumber: number, subsections: readonly string[]): Run[][] {
  const used = new Set<string>();
  const destination = (match: RegExpMatchArray): string | null => {
    const number = match.groups?.number;
    if (number !== undefined) return Number(number) === sectionNumber ? null : `/act/s${Number(number)}`;
    // The groups of the terms follow the two of a reference.
    const anchor = linked.find((_, place) => match[place + 3] !== undefined)?.anchor;
    if (anchor === undefined || sectionNumber === s02.number || used.has(anchor)) return null;
    used.add(anchor);
    return `/act/${s02.id}#${anchor}`;
  };
  return subsections.map((text) => {
    const runs: Run[] = [];
    let done = 0;
    for (const match of text.matchAll(reference)) {
      const href = destination(match);
      if (href === null) continue;
      if (match.index > done) runs.push({ text: text.slice(done, match.index) });
      runs.push({ text: match[0], href });
      done = match.index + match[0].length;
    }
    if (done < text.length || runs.length === 0) runs.push({ text: text.slice(done) });
    return runs;
  });
}
