import type { Actor } from "~/domain/permissions/actor";
import { writeMail } from "../mail/send-mail";
import { instant } from "../persistence/db";
import { leaveArea } from "./change-hands";
import { asDecider, auditClaim, claimToDecide } from "./claim-under-review";
import type { Context } from "./context";
import { done, invalid, type Outcome, refused } from "./outcome";
import { lockHomeOf } from "./residency-record";

/**
 * Ends, as an officer of the council, a home that was confirmed: the person has moved, or it should not have been confirmed. They are told why and
 * may claim a home again. Rolls of votes that have opened stay as they were frozen (section 24); offices that they hold there end (section 53),
 * and what they supported, seconded, proposed or said stays in the record.
 *
 * Ending it twice is ending it once. Answers the person's name. Refuses whom `claimToDecide` refuses, a missing reason (`invalid`), and a claim that
 * was never confirmed (`conflict`).
 *
 * @param input.reason shown to the person and to nobody else
 */
export async function revokeResidency(
  context: Context,
  asking: Actor,
  input: { claimId: string; reason: string },
): Promise<Outcome<{ name: string }>> {
  const decided = await claimToDecide(context, asking, input.claimId, "residency.revoke");
  if (!decided.ok) return decided;
  const found = decided.value;
  const reason = input.reason.trim();
  if (reason === "") return invalid([{ field: "reason", message: "Say why, so that the person knows what to do." }]);
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome<{ name: string }>> => {
    await lockHomeOf(tx, found.personId);
    const home = await tx.residency.findUniqueOrThrow({ where: { id: found.id } });
    const decider = await asDecider(tx, asking, found, "residency.revoke");
    if (!decider.ok) return decider;
    const actor = decider.value;
    if (!home.confirmedAt) {
      return refused("conflict", "This home is not confirmed. A claim that waits is refused instead.");
    }
    if (home.endedAt) return done({ name: found.name });
    const now = await instant(tx);
    await tx.residency.update({
      where: { id: home.id },
      data: { endedAt: now, endedReason: reason, address: null, postedCodeHash: null },
    });
    await leaveArea(tx, found.personId, home.wardId, now);
    await auditClaim(tx, actor, now, found, "Ended", "residency.revoke");
    await writeMail(tx, now, [
      {
        key: `residency-revoked:${home.id}`,
        to: found.email,
        subject: `Your home in ${found.ward} is confirmed no longer`,
        text: [
          `${found.council} has ended the confirmation that you live in ${found.ward}. The officer wrote:`,
          "",
          reason,
          "",
          "You are on no roll of a vote that opens there from now on. Votes that are open already keep their roll.",
          "If this is wrong, or you have moved, you can claim your home again on your account page.",
        ].join("\n"),
      },
    ]);
    return done({ name: found.name });
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}
