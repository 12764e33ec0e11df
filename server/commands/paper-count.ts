import { choicesOf, type PaperCount, type PaperResult, paperResultOf } from "~/domain/vote/paper";
import type { Choice } from "~/domain/voting/yes-no-abstain";
import type { Tx, Vote } from "../persistence/db";

/** The papers of a vote whose count ends: what two officers found alike, and the choices that this puts into the box. */
export interface CountedPapers {
  agreed: PaperCount | null;
  choices: Choice[];
}

/** Reads what two officers agree on, in the transaction that closes the vote. Without two counts that agree no paper is counted. */
export async function countedPapers(tx: Tx, vote: Vote): Promise<CountedPapers> {
  if (vote.papersIssued === 0) return { agreed: null, choices: [] };
  const rows = await tx.$queryRaw<PaperCount[]>`
    SELECT "for", against, abstain, spoilt, "notReturned" FROM agreed_paper_count(${vote.id}::uuid)`;
  const agreed = rows[0] ?? null;
  return { agreed, choices: agreed ? choicesOf(agreed) : [] };
}

/** What may be said of a vote's papers; null for a vote that takes none. */
export function paperResult(vote: Vote, { agreed }: CountedPapers, online: number): PaperResult | null {
  return vote.paperDueAt ? paperResultOf({ issued: vote.papersIssued, online, agreed }) : null;
}

/** The same as the minute book keeps it. */
export function inMinutes({ outcome, issued, counted }: PaperResult) {
  return {
    papers: outcome,
    papersIssued: issued ?? undefined,
    papersCounted: counted?.ballots,
    papersSpoilt: counted?.spoilt,
    papersNotReturned: counted?.notReturned,
    paperCounts: counted
      ? { for: counted.for, against: counted.against, abstain: counted.abstain + counted.spoilt }
      : undefined,
  };
}
