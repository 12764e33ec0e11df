import type { Actor } from "~/domain/permissions/actor";
import { writeMail } from "../mail/send-mail";
import { asDecider, auditClaim, claimToDecide } from "./claim-under-review";
import type { Context } from "./context";
import { done, type Outcome, refused } from "./outcome";
import { lockClaim } from "./residency-record";

/**
 * Refuses, as an officer of the council, a person's claim to live in a ward. The person is told the reason and may claim again. The
 * address is removed. Refusing twice is the same as once.
 *
 * Answers the person's name. Refuses whom `claimToDecide` refuses, and a claim that was confirmed or given up (`conflict`).
 *
 * @param input.reason shown to the person and to nobody else
 */
export async function refuseResidency(
  context: Context,
  asking: Actor,
  input: { claimId: string; reason: string },
): Promise<Outcome<{ name: string }>> {
  const open = await claimToDecide(context, asking, input.claimId);
  if (!open.ok) return open;
  const found = open.value;
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome<{ name: string }>> => {
    const locked = await lockClaim(tx, found.id, found.wardId);
    if (!locked) return refused("not_found", "There is no such claim.");
    const { claim, now } = locked;
    const decider = await asDecider(tx, asking, found);
    if (!decider.ok) return decider;
    const actor = decider.value;
    if (claim.refusedAt) return done({ name: found.name });
    if (claim.confirmedAt) return refused("conflict", "This claim was confirmed already.");
    if (claim.endedAt)
      return refused("conflict", "The person has taken this claim back or claimed another home since.");
    await tx.residency.update({
      where: { id: claim.id },
      data: {
        refusedAt: now,
        refusedReason: input.reason,
        address: null,
        postedCodeHash: null,
        postedCodeExpiresAt: null,
        postedCodeTriesLeft: 0,
      },
    });
    await auditClaim(tx, actor, now, found, "Refused");
    await writeMail(tx, now, [
      {
        key: `residency-refused:${claim.id}`,
        to: found.email,
        subject: `Your home in ${found.ward} could not be confirmed`,
        text: [
          `${found.council} could not confirm that you live in ${found.ward}. The officer wrote:`,
          "",
          input.reason,
          "",
          "You can put it right and claim your home again on your account page.",
        ].join("\n"),
      },
    ]);
    return done({ name: found.name });
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}
