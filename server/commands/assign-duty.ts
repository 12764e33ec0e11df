import type { Actor } from "~/domain/permissions/actor";
import { actOnDuty, auditDuty, namedIn, postOf } from "./act-on-duty";
import type { Context } from "./context";
import { done, invalid, type Outcome } from "./outcome";

/**
 * Says which officer of the council deals with a duty, and with the promises and the review that follow from it; or that nobody does. It
 * belongs to the officer's post and ends with that. It is the council's own arrangement: no minute book tells it. The same twice is the same
 * as once.
 *
 * Answers the officer's name; null for nobody. Refuses a stranger (`not_signed_in`), anybody but an officer of this council
 * (`not_allowed`), an unknown duty (`not_found`), and a person who is no officer of this council (`invalid`).
 *
 * @param input.personId null takes it from whoever had it
 */
export function assignDuty(
  context: Context,
  actor: Actor,
  input: { dutyId: string; personId: string | null },
): Promise<Outcome<{ name: string | null }>> {
  return actOnDuty(context, actor, "duty.assign", input.dutyId, async (tx, duty, now, actor) => {
    const { id: dutyId, councilId } = duty.row;
    const before = await tx.dutyAssignment.findFirst({
      where: { dutyId, role: { endedAt: null } },
      select: { role: { select: { personId: true, person: { select: { name: true } } } } },
    });
    const { personId } = input;
    if ((before?.role.personId ?? null) === personId) return done({ name: before?.role.person.name ?? null });
    const role =
      personId === null
        ? null
        : await tx.role.findFirst({
            where: { personId, councilId, kind: "officer", endedAt: null },
            orderBy: [{ fromAt: "desc" }, { id: "asc" }],
            select: { id: true, person: { select: { name: true } } },
          });
    if (personId !== null && !role) {
      return invalid([{ field: "assignee", message: "Choose an officer of this council." }]);
    }
    if (role) {
      const assigned = { roleId: role.id, byId: postOf(actor, councilId).id, at: now };
      await tx.dutyAssignment.upsert({ where: { dutyId }, create: { dutyId, ...assigned }, update: assigned });
    } else await tx.dutyAssignment.deleteMany({ where: { dutyId } });
    const name = role?.person.name ?? null;
    await auditDuty(tx, actor, now, duty, {
      action: "duty.assign",
      about: `Said who deals with ${namedIn(duty)}`,
      changes: [{ what: "Dealt with by", before: before?.role.person.name, after: name ?? undefined }],
    });
    return done({ name });
  });
}
