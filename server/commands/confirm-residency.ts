import type { Actor } from "~/domain/permissions/actor";
import { writeMail } from "../mail/send-mail";
import { asDecider, auditClaim, claimToDecide } from "./claim-under-review";
import type { Context } from "./context";
import { done, type Outcome, refused } from "./outcome";
import { lockClaim, writeConfirmation } from "./residency-record";

/**
 * Confirms, as an officer of the council, that a person lives in the ward they claimed. They are on the roll of every vote that
 * opens there from now on. Confirming twice is the same as once.
 *
 * Answers the person's name and ward. Refuses a stranger (`not_signed_in`); anybody but an officer of this council, an officer's own
 * claim, and a convenor or deputy of a parish there (`not_allowed`, s24); an unknown claim (`not_found`); one that was refused or
 * given up (`conflict`).
 */
export async function confirmResidency(
  context: Context,
  asking: Actor,
  input: { claimId: string },
): Promise<Outcome<{ name: string; ward: string }>> {
  const open = await claimToDecide(context, asking, input.claimId);
  if (!open.ok) return open;
  const found = open.value;
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome<{ name: string; ward: string }>> => {
    const locked = await lockClaim(tx, found.id, found.wardId);
    if (!locked) return refused("not_found", "There is no such claim.");
    const { claim, now } = locked;
    const decider = await asDecider(tx, asking, found);
    if (!decider.ok) return decider;
    const actor = decider.value;
    if (claim.refusedAt) return refused("conflict", "This claim was refused already.");
    if (claim.endedAt)
      return refused("conflict", "The person has taken this claim back or claimed another home since.");
    const answer = done({ name: found.name, ward: found.ward });
    if (claim.confirmedAt) return answer;
    await writeConfirmation(tx, locked, { way: "officer", officerId: actor.personId, officerName: actor.name });
    await auditClaim(tx, actor, now, found, "Confirmed");
    await writeMail(tx, now, [
      {
        key: `residency-confirmed:${claim.id}`,
        to: found.email,
        subject: `Your home in ${found.ward} is confirmed`,
        text: `${found.council} has confirmed that you live in ${found.ward}. You can now start, support and join pop-up parishes there${claim.isAged16 ? ", and you are on the roll of every vote that opens from now on" : ""}.`,
      },
    ]);
    return answer;
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}
