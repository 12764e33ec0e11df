import { number } from "~/domain/time/words";
import type { Tally } from "~/live/contract";

const headings: Record<string, string> = {
  passed: "It passed.",
  failed: "It did not pass.",
  inquorate: "Too few people voted.",
  would_pass: "As it stands: it would pass.",
  would_fail: "As it stands: it would not pass.",
  would_be_inquorate: "As it stands: too few have voted.",
  met: "The participation floor is reached.",
  not_met: "The participation floor is not reached yet.",
};

/** What the Act makes of a count, in a few words. */
export function outcomeWords(outcome: string): string {
  return headings[outcome] ?? "What the Act says";
}

/** The share of the roll that has voted, rounded down; null while that is sealed or nobody is on the roll. */
export function turnoutPercent({ cast, rollSize }: Tally): number | null {
  return cast !== null && rollSize ? Math.floor((cast / rollSize) * 100) : null;
}

/** The count in one sentence for those who hear the page; empty while it is not shown. */
export function countWords({ counts }: Tally, state: Tally["state"]): string {
  if (!counts) return "";
  const where = state === "closed" ? "The count is" : "Counted so far:";
  return `${where} ${number(counts.for)} for, ${number(counts.against)} against, ${number(counts.abstain)} abstaining.`;
}
