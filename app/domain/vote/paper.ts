import { fewestPapersShown, mayShowOrigin } from "../act/s25-window";
import type { Choice } from "../voting/yes-no-abstain";

/** What an officer found when they counted the papers of a vote. */
export interface PaperCount {
  for: number;
  against: number;
  abstain: number;
  /** Came back without one clear choice: each counts as an abstention. */
  spoilt: number;
  notReturned: number;
}

/** What anybody may know of the papers of a closed vote. Figures about few papers are left out, everywhere. */
export interface PaperResult {
  outcome: "none_issued" | "counted" | "not_counted";
  /** How many were issued; null when that is fewer than may be shown. */
  issued: number | null;
  /** What they say; null when they were not counted, or when they or the others are too few to be shown apart. */
  counted: (PaperCount & { ballots: number }) | null;
}

/** The choice on each paper that is counted; one that is spoilt abstains. */
export function choicesOf(count: PaperCount): Choice[] {
  const times = (number: number, choice: Choice) => Array.from({ length: number }, () => choice);
  return [
    ...times(count.for, "for"),
    ...times(count.against, "against"),
    ...times(count.abstain + count.spoilt, "abstain"),
  ];
}

/**
 * What may be said of the papers of a vote.
 *
 * @param facts.issued papers that were issued
 * @param facts.online ballots that were cast online
 * @param facts.agreed what two officers found alike; null when no two did
 */
export function paperResultOf(facts: { issued: number; online: number; agreed: PaperCount | null }): PaperResult {
  const { issued, online, agreed } = facts;
  if (issued === 0) return { outcome: "none_issued", issued: null, counted: null };
  const shown = { issued: issued >= fewestPapersShown ? issued : null };
  if (!agreed) return { outcome: "not_counted", ...shown, counted: null };
  const clear = agreed.for + agreed.against + agreed.abstain;
  const counted = mayShowOrigin({ online, papers: clear }) ? { ...agreed, ballots: clear + agreed.spoilt } : null;
  return { outcome: "counted", ...shown, counted };
}

/** What is known of the papers of a vote, in sentences. */
export function paperWords(result: PaperResult, wordsOf: (count: number) => string): string[] {
  const { outcome, issued, counted } = result;
  if (outcome === "none_issued") return ["Nobody was given a paper ballot."];
  const given = issued === null ? `Fewer than ${fewestPapersShown} people were` : `${wordsOf(issued)} were`;
  if (outcome === "not_counted") {
    return [
      `${given} given a paper ballot. Two officers’ counts of them did not agree in time, so no paper is in this count.`,
    ];
  }
  if (!counted) {
    return [
      `${given} given a paper ballot. Papers are in this count, and are not shown apart: too few came on paper, or online, to say so without telling how somebody voted.`,
    ];
  }
  return [
    `${given} given a paper ballot. On paper ${counted.for} voted For, ${counted.against} Against and ${counted.abstain} Abstain; ${counted.spoilt} showed no clear choice, which counts as an abstention; ${counted.notReturned} did not come back.`,
  ];
}
