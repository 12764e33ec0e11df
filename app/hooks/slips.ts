import type { Checked } from "../live/check-promise";
import type { Choice } from "../live/contract";

/** A voter's slip as this browser keeps it. It is the voter's own: the server never has it with the account. */
export interface KeptSlip {
  choice: Choice;
  receipt: string;
  nonce: string;
  commitment: string;
  /** The signed promise that the log will hold the commitment. */
  promise: string;
  /** Hash of the latest step that this browser had seen; null when there was none. */
  step: string | null;
  /** What this browser found when it checked the promise; absent on a page without scripts. */
  checked?: Checked;
}

const prefix = "slip ";
const keyOf = (personKey: string, voteId: string) => `${prefix}${personKey} ${voteId}`;

/** The slip of a vote, if this browser cast it for this account; null otherwise, or where storage is off. */
export function readSlip(personKey: string, voteId: string): KeptSlip | null {
  try {
    const kept = window.localStorage.getItem(keyOf(personKey, voteId));
    return kept ? (JSON.parse(kept) as KeptSlip) : null;
  } catch {
    return null;
  }
}

/** Keeps a slip and answers it. Where storage is off it lives as long as the page. */
export function keepSlip(personKey: string, voteId: string, slip: KeptSlip): KeptSlip {
  try {
    window.localStorage.setItem(keyOf(personKey, voteId), JSON.stringify(slip));
  } catch {
    // The page still shows the receipt.
  }
  return slip;
}

/** A slip as it is saved: what finds the ballot in the record, and proves what was promised (docs/vote-record.md). */
export function savedSlip(slip: KeptSlip, vote: { id: string; question: string; promisedBy: string }) {
  const { choice, receipt, nonce, commitment, promise, step } = slip;
  return {
    vote: vote.id,
    question: vote.question,
    choice,
    receipt,
    nonce,
    commitment,
    promise,
    by: vote.promisedBy,
    step,
  };
}

/** Forgets every slip, when somebody signs out. */
export function clearSlips(): void {
  try {
    for (const key of Object.keys(window.localStorage)) {
      if (key.startsWith(prefix)) window.localStorage.removeItem(key);
    }
  } catch {
    // Nothing was kept.
  }
}
