import { confirmationRuling } from "~/domain/act/s24-roll";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { isIdentifier } from "~/domain/record/identifier";
import { instant, type Read } from "../persistence/db";
import type { Context } from "./context";
import { done, type Outcome, refused, refusedBy } from "./outcome";
import { refusedTo } from "./refused-to";
import { rulesInForce } from "./rules-in-force";

/** A claim with whom and which council it concerns, read before anything is locked: none of this ever changes. */
export interface ClaimUnderReview {
  id: string;
  personId: string;
  name: string;
  email: string;
  wardId: string;
  ward: string;
  councilId: string;
  council: string;
  /** Every parish whose area holds the ward. */
  parishIds: string[];
}

async function findClaim(db: Read, claimId: string): Promise<ClaimUnderReview | null> {
  if (!isIdentifier(claimId)) return null;
  const claim = await db.residency.findUnique({
    where: { id: claimId },
    include: {
      person: { select: { name: true, email: true } },
      ward: { include: { council: { select: { name: true } }, parishes: { select: { parishId: true } } } },
    },
  });
  if (!claim) return null;
  return {
    id: claim.id,
    personId: claim.personId,
    name: claim.person.name,
    email: claim.person.email,
    wardId: claim.wardId,
    ward: claim.ward.name,
    councilId: claim.ward.councilId,
    council: claim.ward.council.name,
    parishIds: claim.ward.parishes.map((one) => one.parishId),
  };
}

/**
 * The claim, if the actor is an officer who may decide it. Nothing is decided or locked yet.
 *
 * Refuses a stranger (`not_signed_in`); anybody but an officer of its council, the officer it is about, and a convenor or deputy of a
 * parish of its ward, who must not choose the voters (`not_allowed`, s24); and an unknown claim (`not_found`).
 */
export async function claimToDecide(
  context: Context,
  actor: Actor,
  claimId: string,
): Promise<Outcome<ClaimUnderReview>> {
  const found = await findClaim(context.db, claimId);
  if (!found) {
    const signedIn = may(actor, "residency.claim");
    return signedIn.holds ? refused("not_found", "There is no such claim.") : refusedTo(actor, signedIn);
  }
  const allowed = may(actor, "residency.confirm", { councilId: found.councilId, personId: found.personId });
  const convenesThere = actor.offices.some((office) => found.parishIds.includes(office.parishId));
  // A convenor without the role of officer is told the reason that concerns them, wherever they convene.
  if (convenesThere || (!allowed.holds && actor.offices.length > 0)) {
    const rules = await rulesInForce(context.db, found.councilId, await instant(context.db));
    return refusedBy(confirmationRuling(rules, { by: "convenor" }), "not_allowed");
  }
  return allowed.holds ? done(found) : refusedTo(actor, allowed);
}
