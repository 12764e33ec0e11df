import type { Choice } from "../live/contract";

/** A voter's slip as this browser keeps it. It is the voter's own: the server never has it with the account. */
export interface KeptSlip {
  choice: Choice;
  receipt: string;
  nonce: string;
  commitment: string;
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
