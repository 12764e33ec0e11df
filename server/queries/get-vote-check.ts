import { promisedBy } from "~/domain/record/promise";
import { tidyReceipt } from "~/domain/record/receipt";
import { instantInWords } from "~/domain/time/words";
import { type VoteState, voteState } from "~/domain/vote/vote-state";
import type { Read } from "../persistence/db";

/** What the page about checking a vote says. */
export interface VoteCheck {
  id: string;
  question: string;
  state: VoteState;
  isOpened: boolean;
  parish: { slug: string; name: string };
  /** The instant by which the log holds every ballot that was promised. */
  promisedBy: string;
  closesWords: string;
  /** Until when papers are counted, in words; empty when the vote takes none. */
  paperWords: string;
}

/** The page about checking a vote; null when there is no such vote. */
export async function getVoteCheck(db: Read, voteId: string, now: Date): Promise<VoteCheck | null> {
  const vote = await db.vote.findUnique({
    where: { id: voteId },
    include: { parish: { select: { slug: true, name: true } } },
  });
  return (
    vote && {
      id: vote.id,
      question: vote.question,
      state: voteState(vote, now),
      isOpened: vote.openedAt !== null,
      parish: vote.parish,
      promisedBy: promisedBy(vote),
      closesWords: instantInWords(vote.closesAt),
      paperWords: vote.paperDueAt ? instantInWords(vote.paperDueAt) : "",
    }
  );
}

/** What the ballot file of a closed vote says of a receipt as somebody typed it; no choice when it is not in it. */
export async function findReceipt(db: Read, voteId: string, typed: string) {
  const receipt = tidyReceipt(typed);
  const ballot = await db.ballot.findUnique({
    where: { voteId_receipt: { voteId, receipt } },
    select: { choice: true },
  });
  return { receipt, choice: ballot?.choice ?? null };
}
