import type { Actor } from "~/domain/permissions/actor";
import { addElapsed } from "~/domain/time/civil";
import { drawPostedCode, hashSecret, readPostedCode } from "../auth/one-time-codes";
import { asDecider, auditClaim, claimToDecide } from "./claim-under-review";
import type { Context } from "./context";
import { done, type Outcome, refused } from "./outcome";
import { lockClaim } from "./residency-record";

export const postedCodeDays = 28;
export const postedCodeTries = 5;

/** A letter to be printed and posted. The code in it is kept nowhere else. */
export interface PostedLetter {
  code: string;
  name: string;
  address: string;
  ward: string;
  council: string;
  writtenAt: Date;
  /** The code works before this instant. */
  expiresAt: Date;
}

/**
 * Makes a code to be posted to the address of an open claim: whoever types it in while signed in as that person shows that post
 * reaches them there (section 24). A new code takes the place of the one before.
 *
 * Answers the letter, once. Refuses whom `claimToDecide` refuses, and a claim that is not open any more (`conflict`).
 */
export async function issuePostedCode(
  context: Context,
  asking: Actor,
  input: { claimId: string },
): Promise<Outcome<PostedLetter>> {
  const open = await claimToDecide(context, asking, input.claimId);
  if (!open.ok) return open;
  const found = open.value;
  const code = drawPostedCode();
  const hash = new Uint8Array(await hashSecret(readPostedCode(code), found.id));
  return context.db.$transaction(async (tx): Promise<Outcome<PostedLetter>> => {
    const locked = await lockClaim(tx, found.id, found.wardId);
    if (!locked) return refused("not_found", "There is no such claim.");
    const { claim, now } = locked;
    const decider = await asDecider(tx, asking, found);
    if (!decider.ok) return decider;
    const actor = decider.value;
    if (claim.confirmedAt || claim.refusedAt || claim.endedAt || claim.address === null) {
      return refused("conflict", "This claim is not open any more, so no letter is needed.");
    }
    const expiresAt = addElapsed(now, { days: postedCodeDays });
    await tx.residency.update({
      where: { id: claim.id },
      data: {
        postedCodeHash: hash,
        postedCodeExpiresAt: expiresAt,
        postedCodeTriesLeft: postedCodeTries,
        // The confirmation is counted under the officer who posted the letter.
        confirmedById: actor.personId,
      },
    });
    await auditClaim(tx, actor, now, found, "Made a letter with a code for");
    const { name, ward, council } = found;
    return done({ code, name, address: claim.address, ward, council, writtenAt: now, expiresAt });
  });
}
