import { confirmationRuling } from "~/domain/act/s24-roll";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { isIdentifier } from "~/domain/record/identifier";
import { instant, type Read, type Tx } from "../persistence/db";
import { asOf } from "./as-of";
import type { Context } from "./context";
import { done, type Outcome, refused, refusedBy } from "./outcome";
import { refusedTo } from "./refused-to";
import { rulesInForce } from "./rules-in-force";
import { auditAct, numberInLog } from "./write-audit-line";

/** A claim with whom and which council it concerns, read before anything is locked: none of this ever changes. */
export interface ClaimUnderReview {
  id: string;
  personId: string;
  name: string;
  email: string | null;
  wardId: string;
  ward: string;
  councilId: string;
  council: string;
  councilSlug: string;
  /** Every parish whose area holds the ward. */
  parishIds: string[];
}

/** What an officer does about where somebody lives: decides a claim, or ends what was confirmed. */
type DecisionAction = "residency.confirm" | "residency.revoke";

/** Adds the line of the audit log about what an officer did about a claim. */
export function auditClaim(
  tx: Tx,
  actor: Actor,
  now: Date,
  claim: ClaimUnderReview,
  did: string,
  action: DecisionAction = "residency.confirm",
): Promise<void> {
  return auditAct(
    tx,
    actor,
    now,
    { councilId: claim.councilId },
    {
      action,
      about: `${did} claim ${numberInLog(claim.id)} in ${claim.ward}`,
      path: `/councils/${claim.councilSlug}/residents`,
    },
  );
}

async function findClaim(db: Read, claimId: string): Promise<ClaimUnderReview | null> {
  if (!isIdentifier(claimId)) return null;
  const claim = await db.residency.findUnique({
    where: { id: claimId },
    include: {
      person: { select: { name: true, email: true } },
      ward: { include: { council: { select: { name: true, slug: true } }, parishes: { select: { parishId: true } } } },
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
    councilSlug: claim.ward.council.slug,
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
  action: DecisionAction = "residency.confirm",
): Promise<Outcome<ClaimUnderReview>> {
  const found = await findClaim(context.db, claimId);
  if (!found) {
    const signedIn = may(actor, "residency.claim");
    return signedIn.holds ? refused("not_found", "There is no such claim.") : refusedTo(actor, signedIn);
  }
  return (await whyMayNotDecide(context.db, actor, found, action)) ?? done(found);
}

/** The same officer with what they hold now that the claim is locked; refuses as `claimToDecide` does. */
export async function asDecider(
  tx: Tx,
  asking: Actor,
  found: ClaimUnderReview,
  action: DecisionAction = "residency.confirm",
): Promise<Outcome<Actor>> {
  const actor = await asOf(tx, asking);
  return (await whyMayNotDecide(tx, actor, found, action)) ?? done(actor);
}

async function whyMayNotDecide(db: Read, actor: Actor, found: ClaimUnderReview, action: DecisionAction) {
  const allowed = may(actor, action, { councilId: found.councilId, personId: found.personId });
  const convenesThere = actor.offices.some((office) => found.parishIds.includes(office.parishId));
  // A convenor without the role of officer is told the reason that concerns them, wherever they convene.
  if (convenesThere || (!allowed.holds && actor.offices.length > 0)) {
    const rules = await rulesInForce(db, found.councilId, await instant(db));
    return refusedBy(confirmationRuling(rules, { by: "convenor" }), "not_allowed");
  }
  return allowed.holds ? null : refusedTo(actor, allowed);
}
