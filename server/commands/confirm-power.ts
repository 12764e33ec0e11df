import { powerOf } from "~/domain/act/catalogue";
import { lapseOf } from "~/domain/act/s12-register";
import { trialLapse } from "~/domain/act/s15-trial-powers";
import { groundOf, groundRuling } from "~/domain/act/s36-coded-grounds";
import { confirmationRuling } from "~/domain/act/s43-renewal";
import type { Actor } from "~/domain/permissions/actor";
import { rulesOf } from "../persistence/db";
import { oldSunsetOf } from "../queries/find-parish";
import { powersToConfirm } from "../queries/get-renewal";
import { actOnDuty, auditDuty, postOf } from "./act-on-duty";
import type { Context } from "./context";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused, refusedBy, refusedGround } from "./outcome";

/**
 * Says yes or no to a power of a renewed parish for its new term (section 43). It is published at once and stands. A confirmed power goes on
 * to the new sunset, or to the end of its trial; what is not confirmed by the old sunset lapses there by itself. When every power has been
 * answered the council owes nothing more.
 *
 * Answers nothing. Refuses a stranger (`not_signed_in`), anybody but an officer of this council (`not_allowed`, s43), an unknown renewal or
 * power (`not_found`), a power that has its answer (`conflict`), one after the old sunset (`refused_by_act`, s43), and a refusal without a
 * ground or reasons (`invalid`, s36).
 */
export function confirmPower(
  context: Context,
  actor: Actor,
  input: { dutyId: string; powerId: string; answer: "confirm" | "refuse"; ground: string | null; reasons: string },
): Promise<Outcome> {
  return actOnDuty(context, actor, "power.confirm", input.dutyId, async (tx, duty, now, actor) => {
    const { row } = duty;
    const { parish } = row;
    const oldSunsetAt = oldSunsetOf(parish);
    if (row.kind !== "renewal" || !oldSunsetAt || !parish.sunsetAt) {
      return refused("not_found", "There is no renewal to answer here.");
    }
    const powers = await powersToConfirm(tx, row.parishId, oldSunsetAt);
    const power = powers.find((one) => one.id === input.powerId);
    if (!power) return refused("not_found", "The parish has no such power to confirm.");
    const answered = await tx.powerConfirmation.findMany({ where: { dutyId: row.id } });
    const before = answered.find((one) => one.powerId === power.id);
    if (before?.answer === input.answer) return done({});
    if (before)
      return refused("conflict", "This power has its answer already, and it is published.", { section: "s43" });
    const inTime = confirmationRuling(duty.rules, { oldSunsetAt, now });
    if (!inTime.holds) return refusedBy(inTime);
    const officer = postOf(actor, row.councilId);
    const isConfirmed = input.answer === "confirm";
    const ground = isConfirmed ? null : input.ground;
    const reasons = input.reasons.trim();
    if (!isConfirmed) {
      const grounded = groundRuling(duty.rules, {
        ground: ground ?? "",
        reasons,
        officerName: officer.name,
        officerPost: officer.post,
      });
      if (!grounded.holds) return refusedGround(grounded, ground);
    }
    await tx.powerConfirmation.create({
      data: {
        dutyId: row.id,
        powerId: power.id,
        answer: input.answer,
        ground,
        reasons,
        officerId: officer.id,
        officerName: officer.name,
        officerPost: officer.post,
        at: now,
      },
    });
    const rules = parish.rules === null ? duty.rules : rulesOf(parish.rules);
    const { grantedFrom, isTrial } = power;
    // A trial that was reviewed in time goes on like any other power.
    const isKept = (await tx.powerReview.count({ where: { powerId: power.id, outcome: { not: "lapse" } } })) > 0;
    const { sunsetAt } = parish;
    const lapsesAt = lapseOf({
      statedLapseAt: isTrial && !isKept ? trialLapse(rules, { grantedFrom, sunsetAt }) : null,
      sunsetAt,
    });
    if (isConfirmed) await tx.power.update({ where: { id: power.id }, data: { lapsesAt } });
    const isEverythingAnswered = answered.length + 1 === powers.length;
    await appendMinute(tx, row.parishId, now, isConfirmed ? "power_confirmed" : "power_not_confirmed", {
      vote: row.voteId ?? undefined,
      power: power.catalogueId,
      until: (isConfirmed ? lapsesAt : oldSunsetAt).toISOString(),
      ground: ground === null ? undefined : groundOf(ground)?.name,
      reasons: reasons || undefined,
      officerName: officer.name,
      officerPost: officer.post,
      isEverythingAnswered,
    });
    if (isEverythingAnswered) await tx.duty.update({ where: { id: row.id }, data: { answeredAt: now } });
    await auditDuty(tx, actor, now, duty, {
      action: "power.confirm",
      about: `${isConfirmed ? "Confirmed" : "Did not confirm"} the power “${powerOf(power.catalogueId)?.name ?? power.service}” of ${parish.name}`,
    });
    return done({});
  });
}
