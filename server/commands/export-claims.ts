import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { people } from "~/domain/time/words";
import { instant } from "../persistence/db";
import type { Context } from "./context";
import { done, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditAct } from "./write-audit-line";

/** An open claim as a registrar checks it against the electoral register. */
export interface ExportedClaim {
  id: string;
  name: string;
  address: string;
  ward: string;
  wardCode: string;
  isAged16: boolean;
  claimedAt: Date;
}

/**
 * Hands an officer the open claims of a council, to be checked elsewhere; the audit log says who took them and how many. Their own claim is not
 * among them: another officer decides it.
 *
 * Answers the claims, the oldest first. Refuses a stranger (`not_signed_in`), anybody but an officer of the council (`not_allowed`) and an
 * unknown council (`not_found`).
 */
export async function exportClaims(
  context: Context,
  actor: Actor,
  input: { council: string },
): Promise<Outcome<{ claims: ExportedClaim[] }>> {
  const council = await context.db.council.findUnique({ where: { slug: input.council }, select: { id: true } });
  if (!council && actor.personId !== null) return refused("not_found", "There is no council at this address.");
  const allowed = may(actor, "residency.export", { councilId: council?.id ?? "" });
  if (!council || !allowed.holds || actor.personId === null) return refusedTo(actor, allowed);
  const isOther = { not: actor.personId };
  return context.db.$transaction(async (tx) => {
    const rows = await tx.residency.findMany({
      where: { ward: { councilId: council.id }, confirmedAt: null, refusedAt: null, endedAt: null, personId: isOther },
      include: { person: { select: { name: true } }, ward: { select: { name: true, gss: true } } },
      orderBy: [{ claimedAt: "asc" }, { id: "asc" }],
    });
    await auditAct(
      tx,
      actor,
      await instant(tx),
      { councilId: council.id },
      {
        action: "residency.export",
        about: people(rows.length, "open claim", "open claims"),
        path: `/councils/${input.council}/residents`,
      },
    );
    return done({
      claims: rows.map(({ id, person, ward, address, isAged16, claimedAt }) => ({
        id,
        name: person.name,
        address: address ?? "",
        ward: ward.name,
        wardCode: ward.gss,
        isAged16,
        claimedAt,
      })),
    });
  });
}
