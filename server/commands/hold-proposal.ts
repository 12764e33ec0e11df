import type { Ruling } from "~/domain/act/ruling";
import type { Actor } from "~/domain/permissions/actor";
import type { Subject } from "~/domain/permissions/may";
import { lockParish, type Tx } from "../persistence/db";
import { type FoundParish, findParishById } from "../queries/find-parish";
import { proposalDuties } from "../queries/office-facts";
import { type ProposalStanding, proposalStanding } from "../queries/proposal-facts";
import { asOf } from "./as-of";
import { type Refused, refused, refusedBy } from "./outcome";

/** A proposal whose parish is locked, as it stands at the instant that was read after the lock. */
export interface HeldProposal {
  now: Date;
  found: FoundParish;
  one: ProposalStanding;
  /** What `may` asks about. */
  subject: Subject;
}

/** What `may` asks about a parish. */
export function parishSubject(found: FoundParish): Subject {
  return {
    parishId: found.row.id,
    councilId: found.row.councilId,
    wardIds: found.wardIds,
    founderIds: found.founderIds,
  };
}

/**
 * Locks the parish of a proposal, reads the clock and loads how the proposal stands, and what whoever asks holds now. Answers null when there is no
 * such proposal.
 */
export async function holdProposal<A extends Actor>(
  tx: Tx,
  asking: A,
  proposalId: string,
): Promise<(HeldProposal & { actor: A }) | null> {
  const row = await tx.proposal.findUnique({ where: { id: proposalId }, select: { parishId: true } });
  const now = row && (await lockParish(tx, row.parishId));
  if (!now) return null;
  const found = await findParishById(tx, row.parishId, now);
  const one = await proposalStanding(tx, row.parishId, proposalId, now);
  if (!found || !one) return null;
  const duties = await proposalDuties(tx, found, one.id);
  const actor = await asOf(tx, asking);
  return { now, found, one, actor, subject: { ...parishSubject(found), authorId: one.authorId, duties } };
}

export const noSuchProposal = () => refused("not_found", "There is no such proposal.");

/** The first refusal among several rulings, or null when all hold. */
export function firstRefusal(...rulings: Ruling[]): { ok: false; refused: Refused } | null {
  const refusing = rulings.find((ruling) => !ruling.holds);
  return refusing ? refusedBy(refusing) : null;
}

/** Whether somebody is signed in, so that the compiler knows it too. */
export function isSignedIn(actor: Actor): actor is Actor & { personId: string } {
  return actor.personId !== null;
}
