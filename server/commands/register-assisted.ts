import { confirmationRuling } from "~/domain/act/s24-roll";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { identityChecks } from "~/forms/people";
import { instant } from "../persistence/db";
import { asOf } from "./as-of";
import type { Context } from "./context";
import { done, invalid, type Outcome, refused, refusedBy } from "./outcome";
import { refusedTo } from "./refused-to";
import { lockClaim, lockParishesOfWard, writeConfirmation } from "./residency-record";
import { rulesInForce } from "./rules-in-force";
import { auditAct, numberInLog } from "./write-audit-line";

/**
 * Registers somebody without e-mail whom an officer sees in person. That confirms where they live, at once, and the minute books count it like
 * every confirmation (section 24). They have an account that nobody can sign in to, and are never written to.
 *
 * Answers who they are here; the same request again is the same person. Refuses a stranger (`not_signed_in`), anybody but an officer of the
 * ward's council and a convenor or deputy of a parish there (`not_allowed`, s24), an unknown ward (`invalid`), and a second person of one name
 * in a ward unless the officer says that it is another (`invalid`).
 *
 * @param input.request a UUID drawn with the form
 * @param input.ward the ward's GSS code
 * @param input.check how the officer made sure who they are
 * @param input.isAnother whether the officer has said that this is not the person of the same name
 */
export async function registerAssisted(
  context: Context,
  asking: Actor,
  input: {
    councilId: string;
    request: string;
    ward: string;
    name: string;
    isAged16: boolean;
    check: keyof typeof identityChecks;
    isAnother: boolean;
  },
): Promise<Outcome<{ personId: string; name: string; ward: string }>> {
  const allowed = may(asking, "resident.assist", { councilId: input.councilId });
  if (!allowed.holds) return refusedTo(asking, allowed);
  const ward = await context.db.ward.findFirst({
    where: { gss: input.ward, councilId: input.councilId },
    include: { parishes: { select: { parishId: true } }, council: { select: { slug: true } } },
  });
  if (!ward) return invalid([{ field: "ward", message: "Choose a ward of this council from the list." }]);
  const { name, request: id, isAged16 } = input;
  const answer = done({ personId: id, name, ward: ward.name });
  return context.db.$transaction(async (tx): Promise<Outcome<{ personId: string; name: string; ward: string }>> => {
    await lockParishesOfWard(tx, ward.id);
    const actor = await asOf(tx, asking);
    const stillAllowed = may(actor, "resident.assist", { councilId: input.councilId });
    if (!stillAllowed.holds || actor.personId === null) return refusedTo(actor, stillAllowed);
    if (actor.offices.some((held) => ward.parishes.some(({ parishId }) => parishId === held.parishId))) {
      const rules = await rulesInForce(tx, ward.councilId, await instant(tx));
      return refusedBy(confirmationRuling(rules, { by: "convenor" }), "not_allowed");
    }
    // Two officers who register one person at the same moment come one after the other.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`assisted ${ward.id}`}, 0))`;
    const known = await tx.person.findUnique({ where: { id }, select: { email: true, name: true } });
    if (known)
      return known.email === null && known.name === name ? answer : refused("conflict", "Open the form again.");
    const home = { wardId: ward.id, confirmedAt: { not: null }, endedAt: null };
    const namesakes = await tx.person.count({
      where: { name: { equals: name, mode: "insensitive" }, residencies: { some: home } },
    });
    if (namesakes > 0 && !input.isAnother) {
      const message = `Somebody called ${name} is confirmed in ${ward.name} already. If this is another person, tick the box.`;
      return invalid([{ field: "another", message }]);
    }
    const now = await instant(tx);
    await tx.person.create({ data: { id, email: null, name, createdAt: now } });
    const claim = await tx.residency.create({
      data: { personId: id, wardId: ward.id, isAged16, claimedAt: now, identityCheck: input.check },
    });
    const locked = await lockClaim(tx, claim.id, ward.id);
    if (!locked) throw new Error("a claim that was just made is gone");
    await writeConfirmation(tx, locked, { way: "officer", officerId: actor.personId, officerName: actor.name });
    await auditAct(
      tx,
      actor,
      locked.now,
      { councilId: ward.councilId },
      {
        action: "resident.assist",
        about: `Claim ${numberInLog(claim.id)}, ${ward.name}: registered in person`,
        path: `/councils/${ward.council.slug}/residents/assisted`,
        changes: [{ what: "How identity was checked", after: identityChecks[input.check] }],
      },
    );
    return answer;
  });
}
