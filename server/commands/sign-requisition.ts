import type { Ruling } from "~/domain/act/ruling";
import { requisitionedVote } from "~/domain/act/s53-convenors-office";
import type { Actor } from "~/domain/permissions/actor";
import type { Tx } from "../persistence/db";
import { countSignatures, findOpenRequisition } from "../queries/office-facts";
import { actOnOffices, type HeldOffices } from "./act-on-offices";
import { callParishVote } from "./call-parish-vote";
import type { Context } from "./context";
import { done, type Outcome, refused } from "./outcome";
import { noVoteLeft } from "./start-requisition";

/** How a requisition stands after somebody signed. */
export interface Signed {
  signatures: number;
  /** The vote that is called, once enough have signed. */
  voteId: string | null;
}

const noLongerOpen = () =>
  refused("closed", "This demand for a vote is no longer open to be signed. Nothing was changed.", { section: "s53" });

/**
 * Somebody on the parish roll signs the demand for a vote on the convenor. The signature that makes 10% of the roll gives notice of
 * the vote, in the same transaction, for the first day that the Act allows (section 53).
 *
 * Answers how many have signed, and the vote when there is one; signing twice is one signature. Refuses a stranger (`not_signed_in`), anybody
 * not on the parish roll (`not_allowed`, s53), a demand that is not open or has its vote (`closed`, s53), a parish that is not active
 * (s16, s40, s44) and a time after the last safe day (s41).
 */
export async function signRequisition(
  context: Context,
  actor: Actor,
  input: { slug: string; requisitionId: string },
): Promise<Outcome<Signed>> {
  let called: { voteId: string; opensAt: Date } | null = null;
  const outcome = await actOnOffices<Signed>(context, actor, "convenor.sign", input.slug, async (tx, held) => {
    const { found, now, personId } = held;
    const requisition = await findOpenRequisition(tx, found.row.id);
    if (requisition?.id !== input.requisitionId) return noLongerOpen();
    const key = { requisitionId: requisition.id, personId };
    const hasSigned = (await tx.requisitionSignature.count({ where: key })) > 0;
    if (requisition.voteId) {
      return hasSigned ? done({ signatures: requisition.signed ?? 0, voteId: requisition.voteId }) : noLongerOpen();
    }
    const tooLate = noVoteLeft(found, now);
    if (tooLate) return tooLate;
    if (!hasSigned) await tx.requisitionSignature.create({ data: { ...key, at: now } });
    const { roll, signatures, ruling } = await countSignatures(tx, found, requisition.id);
    if (!ruling.holds) return done({ signatures, voteId: null });
    called = await callVote(tx, held, requisition.candidate, ruling);
    await tx.requisition.update({
      where: { id: requisition.id },
      data: { metAt: now, signed: signatures, roll, voteId: called.voteId },
    });
    return done({ signatures, voteId: called.voteId });
  });
  const vote = called as { voteId: string; opensAt: Date } | null;
  if (outcome.ok && vote) {
    context.enqueue({ name: "open-vote", voteId: vote.voteId, at: vote.opensAt });
    context.enqueue({ name: "deliver-mail" });
  }
  return outcome;
}

function callVote(tx: Tx, { found, now }: HeldOffices, candidate: { id: string; name: string }, ruling: Ruling) {
  const { rules, term } = found;
  if (!rules || !term) throw new Error(`parish ${found.row.id} has no term to hold a vote in`);
  const convenor = found.row.offices.find(({ office }) => office === "convenor");
  const instead = convenor ? ` in place of ${convenor.person.name}` : "";
  return callParishVote(tx, found, now, {
    purpose: "convenor",
    question: `Shall ${candidate.name} become convenor of ${found.row.name}${instead}?`,
    opensOn: requisitionedVote(rules, { ...term, now }).opensOn,
    rules,
    round: 1,
    ruling,
    asksConvenorId: candidate.id,
  });
}

/**
 * Takes somebody's name off the demand for a vote on the convenor, while it has not brought a vote.
 *
 * Answers how many are left; doing it twice is harmless. Refuses a stranger (`not_signed_in`), a demand that is not open or has its vote
 * (`closed`, s53), an unknown parish and a parish that is over (s40).
 */
export function unsignRequisition(
  context: Context,
  actor: Actor,
  input: { slug: string; requisitionId: string },
): Promise<Outcome<{ signatures: number }>> {
  return actOnOffices(context, actor, "convenor.unsign", input.slug, async (tx, { found, personId }) => {
    const requisition = await findOpenRequisition(tx, found.row.id);
    if (requisition?.id !== input.requisitionId || requisition.voteId) return noLongerOpen();
    await tx.requisitionSignature.deleteMany({ where: { requisitionId: requisition.id, personId } });
    const { signatures } = await countSignatures(tx, found, requisition.id);
    return done({ signatures });
  });
}
