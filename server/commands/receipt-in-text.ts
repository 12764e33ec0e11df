import { receiptsIn } from "~/domain/record/receipt";
import type { Tx } from "../persistence/db";

/**
 * Whether a text that is to be published about a vote holds a receipt: one of its ballot file, or what can be nothing else, with a slip in it for
 * instance. Beside a voter's name it would say how they voted (section 28).
 */
export async function holdsReceipt(tx: Tx, voteId: string, text: string): Promise<boolean> {
  const written = receiptsIn(text);
  if (written.some(({ isSurely }) => isSurely)) return true;
  const receipt = { in: written.map(({ tidy }) => tidy) };
  return written.length > 0 && (await tx.ballot.count({ where: { voteId, receipt } })) > 0;
}

/** What is said to somebody in an office whose text about a contested count holds a receipt. */
export const receiptBesideNames =
  "Take the receipt out: this is published beside the names of those who challenged the count, and would show how one of them voted.";
