import type { Actor } from "~/domain/permissions/actor";
import { isIdentifier } from "~/domain/record/identifier";
import type { Commitment, Tx } from "../persistence/db";
import { type HeldProposal, holdProposal } from "./hold-proposal";

/** A commitment whose parish is locked, with the proposal it follows from as that stands at the instant after the lock. */
export interface HeldCommitment extends HeldProposal {
  commitment: Commitment;
  /** What minutes say of it. */
  about: { proposal: number; about: string; commitment: string; what: string };
  /** Its page, below the parish's own. */
  page: string;
}

/**
 * Locks the parish of a commitment, reads the clock and loads both, and what whoever asks holds now. Answers null when there is no such commitment.
 */
export async function holdCommitment<A extends Actor>(
  tx: Tx,
  asking: A,
  commitmentId: string,
): Promise<(HeldCommitment & { actor: A }) | null> {
  if (!isIdentifier(commitmentId)) return null;
  const known = await tx.commitment.findUnique({ where: { id: commitmentId }, select: { proposalId: true } });
  const held = known && (await holdProposal(tx, asking, known.proposalId));
  const commitment = held && (await tx.commitment.findUnique({ where: { id: commitmentId } }));
  if (!held || !commitment) return null;
  const { number, title } = held.one;
  return {
    ...held,
    commitment,
    about: { proposal: number, about: title, commitment: commitment.id, what: commitment.what },
    page: `/proposals/${number}/commitments/${commitment.id}`,
  };
}

export const noSuchCommitment = "There is no such commitment.";
