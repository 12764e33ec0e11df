import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { people } from "~/domain/time/words";
import { hashSecret, isSameHash, readPostedCode } from "../auth/one-time-codes";
import type { Context } from "./context";
import { done, invalid, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { lockClaim, writeConfirmation } from "./residency-record";

/**
 * Confirms a person's own claim with the code from the letter that the council posted to their address.
 *
 * Answers the ward. Refuses a stranger (`not_signed_in`), a person without an open claim or without a letter that still works
 * (`conflict`), and a wrong code (`invalid`), which uses up one of its five tries.
 */
export async function enterPostedCode(
  context: Context,
  actor: Actor,
  input: { postedCode: string },
): Promise<Outcome<{ ward: string }>> {
  const allowed = may(actor, "residency.claim");
  if (!allowed.holds || actor.personId === null) return refusedTo(actor, allowed);
  const open = await context.db.residency.findFirst({
    where: { personId: actor.personId, endedAt: null, refusedAt: null },
    include: { ward: { select: { name: true } } },
  });
  if (!open) return refused("conflict", "Say where you live first. The council can then post you a code.");
  const tried = await hashSecret(readPostedCode(input.postedCode), open.id);

  return context.db.$transaction(async (tx): Promise<Outcome<{ ward: string }>> => {
    const locked = await lockClaim(tx, open.id, open.wardId);
    if (!locked || locked.claim.endedAt || locked.claim.refusedAt) {
      return refused("conflict", "This claim is not open any more.");
    }
    const { claim, now } = locked;
    const answer = done({ ward: open.ward.name });
    if (claim.confirmedAt) return answer;
    if (!claim.postedCodeHash || !claim.postedCodeExpiresAt || now >= claim.postedCodeExpiresAt) {
      return refused("conflict", "No letter to you has a code that still works. Ask the council to post you one.");
    }
    if (claim.postedCodeTriesLeft <= 0) {
      return refused("conflict", "All the tries for this code are used up. Ask the council to post you a new one.");
    }
    if (!isSameHash(claim.postedCodeHash, tried)) {
      const triesLeft = claim.postedCodeTriesLeft - 1;
      await tx.residency.update({ where: { id: claim.id }, data: { postedCodeTriesLeft: triesLeft } });
      const next =
        triesLeft === 0
          ? "That was the last try: ask the council to post you a new one."
          : `You have ${people(triesLeft, "try", "tries")} left.`;
      return invalid([{ field: "postedCode", message: `That is not the code from the letter. ${next}` }]);
    }
    const officer = claim.confirmedById
      ? await tx.person.findUnique({ where: { id: claim.confirmedById }, select: { name: true } })
      : null;
    await writeConfirmation(tx, locked, {
      way: "posted_code",
      officerId: claim.confirmedById,
      officerName: officer?.name ?? "",
    });
    return answer;
  });
}
