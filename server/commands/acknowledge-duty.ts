import type { Actor } from "~/domain/permissions/actor";
import { actOnDuty, auditDuty, namedIn, postOf, whatOf } from "./act-on-duty";
import type { Context } from "./context";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused } from "./outcome";

/**
 * Says that the council has received a charter or a decision (section 34). A late acknowledgement is taken and shown as late.
 * Acknowledging twice is the same as once.
 *
 * Answers when it was acknowledged, and whether that was now. Refuses a stranger (`not_signed_in`), anybody but an officer of this council (`not_allowed`),
 * an unknown duty (`not_found`), and one that is answered already (`conflict`).
 */
export function acknowledgeDuty(
  context: Context,
  actor: Actor,
  input: { dutyId: string },
): Promise<Outcome<{ acknowledgedAt: Date; isNew: boolean }>> {
  return actOnDuty<{ acknowledgedAt: Date; isNew: boolean }>(
    context,
    actor,
    "duty.act",
    input.dutyId,
    async (tx, duty, now, actor) => {
      const { row } = duty;
      if (row.acknowledgedAt) return done({ acknowledgedAt: row.acknowledgedAt, isNew: false });
      if (row.answeredAt) return refused("conflict", "The council has answered already.", { section: "s34" });
      const officer = postOf(actor, row.councilId);
      await tx.duty.update({ where: { id: row.id }, data: { acknowledgedAt: now, acknowledgedById: officer.id } });
      await appendMinute(tx, row.parishId, now, "duty_acknowledged", {
        ...whatOf(duty),
        officer: officer.name,
        post: officer.post,
        isLate: now >= row.acknowledgeBy,
      });
      await auditDuty(tx, actor, now, duty, { action: "duty.act", about: `Acknowledged ${namedIn(duty)}` });
      return done({ acknowledgedAt: now, isNew: true });
    },
  );
}
