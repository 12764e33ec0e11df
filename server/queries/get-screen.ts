import { instantInWords } from "~/domain/time/words";
import { voteState } from "~/domain/vote/vote-state";
import type { Tally } from "~/live/contract";
import type { Application } from "../container";
import { qrDrawing } from "./qr-drawing";
import { viewVote } from "./view-vote";

/** What the projector of a hall shows: what anybody may know, and the way there. */
export interface ScreenPage {
  tally: Tally;
  parish: string;
  opensWords: string;
  closesWords: string;
  /** Until when papers are counted, in words; empty when the vote takes none. */
  paperWords: string;
  cancelledReason: string;
  /** Whether what is shown now is for good. */
  isOver: boolean;
  /** The full address of the hall. */
  address: string;
  /** That address as a QR code. */
  qr: ReturnType<typeof qrDrawing>;
}

/**
 * The screen of a vote; null when there is no such vote.
 *
 * @param site the address of the website as people reach it, without a slash at the end
 */
export async function getScreen(app: Application, voteId: string, site: string): Promise<ScreenPage | null> {
  const vote = await app.db.vote.findUnique({ where: { id: voteId }, include: { parish: { select: { name: true } } } });
  if (!vote) return null;
  const now = await app.now();
  const address = `${site}/votes/${voteId}`;
  return {
    tally: { ...viewVote(vote, now), now: now.toISOString(), present: app.present(voteId) },
    parish: vote.parish.name,
    opensWords: instantInWords(vote.opensAt),
    closesWords: instantInWords(vote.closesAt),
    paperWords: vote.paperDueAt ? instantInWords(vote.paperDueAt) : "",
    cancelledReason: vote.cancelledReason,
    isOver: ["closed", "cancelled"].includes(voteState(vote, now)),
    address,
    qr: qrDrawing(address),
  };
}
