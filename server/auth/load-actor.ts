import { type Actor, stranger } from "~/domain/permissions/actor";
import type { Read } from "../persistence/db";

/** Everything a person holds at this instant: residency, roles and offices. A stranger when there is no such person. */
export async function loadActor(db: Read, personId: string | null): Promise<Actor> {
  if (!personId) return stranger;
  const person = await db.person.findUnique({
    where: { id: personId },
    include: {
      residencies: { where: { endedAt: null, refusedAt: null }, include: { ward: { select: { councilId: true } } } },
      roles: { where: { endedAt: null } },
      offices: { where: { endedAt: null } },
    },
  });
  if (!person) return stranger;
  const residency = person.residencies[0];
  return {
    personId: person.id,
    name: person.name,
    email: person.email,
    residency: residency
      ? {
          wardId: residency.wardId,
          councilId: residency.ward.councilId,
          confirmedAt: residency.confirmedAt,
          isAged16: residency.isAged16,
        }
      : null,
    roles: person.roles.map(({ kind, councilId, post }) => ({ kind, councilId, post })),
    offices: person.offices.map(({ parishId, office }) => ({ parishId, office })),
  };
}
