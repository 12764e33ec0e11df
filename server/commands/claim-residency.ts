import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { newcomerName } from "~/forms/people";
import { instant } from "../persistence/db";
import { leaveArea } from "./change-hands";
import type { Context } from "./context";
import { done, invalid, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { lockHomeOf } from "./residency-record";

/**
 * Records that a person says they live in a ward, for the council to confirm. A person has one home: a new claim takes the place
 * of an open one, and ends a confirmed one at once, with the offices that are held there (section 53), so the person must say that they know
 * it. The same claim twice is one claim.
 *
 * Answers the claim. Refuses a stranger (`not_signed_in`), an unknown ward (`invalid`), a newcomer without a name (`conflict`), a
 * move that was not agreed to (`invalid`), and somebody who is already confirmed there (`conflict`).
 *
 * @param input.ward the ward's GSS code
 * @param input.isMoving whether the person has agreed that their confirmed home ends now
 */
export async function claimResidency(
  context: Context,
  actor: Actor,
  input: { ward: string; address: string; isAged16: boolean; isMoving: boolean },
): Promise<Outcome<{ claimId: string }>> {
  const allowed = may(actor, "residency.claim");
  const personId = actor.personId;
  if (!allowed.holds || personId === null) return refusedTo(actor, allowed);
  if (actor.name === newcomerName) {
    return refused("conflict", "Give your name first, so that the council knows whose address it confirms.");
  }
  const ward = await context.db.ward.findUnique({ where: { gss: input.ward }, select: { id: true } });
  if (!ward) return invalid([{ field: "ward", message: "Choose your ward from the list." }]);

  return context.db.$transaction(async (tx) => {
    const home = await lockHomeOf(tx, personId);
    const now = await instant(tx);
    const isSame = home?.wardId === ward.id && home.isAged16 === input.isAged16;
    if (home?.confirmedAt) {
      if (isSame) return refused("conflict", "The council has already confirmed that you live in this ward.");
      if (!input.isMoving) {
        return invalid([
          { field: "moving", message: "Tick the box to say that your confirmed home ends when you send this." },
        ]);
      }
    } else if (home && isSame && home.address === input.address) {
      return done({ claimId: home.id });
    }
    if (home) {
      await tx.residency.update({
        where: { id: home.id },
        data: { endedAt: now, address: null, postedCodeHash: null },
      });
      if (home.confirmedAt) await leaveArea(tx, personId, home.wardId, now);
    }
    const claim = await tx.residency.create({
      data: {
        personId,
        wardId: ward.id,
        address: input.address,
        isAged16: input.isAged16,
        claimedAt: now,
      },
    });
    return done({ claimId: claim.id });
  });
}
