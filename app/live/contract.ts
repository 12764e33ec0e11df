/** The websocket contract, shared by the browser and the server. Types only: the hall page loads no schema library. */
import type { Ruling } from "../domain/act/ruling";
import type { PaperResult } from "../domain/vote/paper";
import type { VoteState } from "../domain/vote/vote-state";

export type Choice = "for" | "against" | "abstain";

/** What anybody may know about a vote at this instant: the same on pages, sockets, feeds and the API. */
export interface VoteView {
  id: string;
  question: string;
  method: "yes_no_abstain";
  class: "advisory" | "ordinary" | "spending" | "charter";
  publicity: "open" | "turnout" | "sealed";
  opensAt: string;
  closesAt: string;
  /** Until when papers are counted, and no result exists; null for a vote without paper. */
  paperDueAt: string | null;
  state: VoteState;
  /** Empty until the roll is frozen. */
  rollSize: number | null;
  /** How many have voted. Empty while a sealed vote is open, and before any vote opens. */
  cast: number | null;
  /** The running count, or the result. Empty unless it is public now. */
  counts: { for: number; against: number; abstain: number } | null;
  /** How many ballots the counts hold; at most `cast`. */
  counted: number | null;
  /** Number of the last published step of the count. */
  seq: number;
  /** Its hash, which a voter keeps with the receipt; null before the first step. */
  step: string | null;
  /** The decision once closed; before that, how far it is from one. */
  ruling: Ruling | null;
  /** What may be said of the papers once it has closed; null for a vote without paper. */
  paper: PaperResult | null;
}

/** What an open hall page is sent, besides the view: the server's clock and how many people are here. */
export interface Tally extends VoteView {
  now: string;
  present: number;
}

export interface RefusedOverSocket {
  code: string;
  section?: string;
  message: string;
}

export type CastAnswer =
  | { ok: true; receipt: string; nonce: string; commitment: string; promise: string }
  | { ok: false; refused: RefusedOverSocket };

export type WatchAnswer = Tally | { refused: RefusedOverSocket };

export interface ClientEvents {
  "vote:watch": (input: { voteId: string }, answer: (reply: WatchAnswer) => void) => void;
  "ballot:cast": (
    input: { voteId: string; choice: Choice; request: string; nonce?: string },
    answer: (reply: CastAnswer) => void,
  ) => void;
}

export interface ServerEvents {
  tally: (tally: Tally) => void;
  "vote:closed": (tally: Tally) => void;
}

/** The room that hears of one vote. */
export function voteRoom(voteId: string): string {
  return `vote:${voteId}`;
}

/** The room of everything connected with one session, so that signing out reaches open pages. */
export function sessionRoom(sessionHash: string): string {
  return `session:${sessionHash}`;
}
