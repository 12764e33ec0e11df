import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { dayInWords } from "~/domain/time/words";
import { takeFromLimits } from "../auth/rate-limits";
import { instant } from "../persistence/db";
import type { Context } from "./context";
import { done, invalid, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditAct } from "./write-audit-line";

/** A confirmed resident as an officer finds them. */
export interface FoundResident {
  id: string;
  name: string;
  ward: string;
  /** The claim by which their home was confirmed, and the day of it in words. */
  claimId: string;
  confirmedOn: string;
  /** Whether they are registered without e-mail. */
  isAssisted: boolean;
}

export interface FoundResidents {
  residents: FoundResident[];
  /** Whether more are called so than are listed. */
  hasMore: boolean;
}

const mostFound = 20;
const fewestLetters = 2;

/**
 * Finds confirmed residents of a council's wards by a part of their name, for an officer who serves one of them in person or ends a
 * confirmed home. Each search is counted against a limit and stands in the audit log, so that nobody reads the whole roll in this way. The log
 * says how many were found and not who was looked for: somebody who is looked for may be about to vote on paper, or be forgotten later.
 *
 * Answers at most twenty, in the order of names. Refuses a stranger (`not_signed_in`), anybody but an officer of the council (`not_allowed`,
 * s24), fewer than two letters (`invalid`), and too many searches in an hour (`too_many`).
 *
 * @param input.wardIds only these wards; all of the council when left out
 */
export async function findResidents(
  context: Context,
  actor: Actor,
  input: { councilId: string; name: string; wardIds?: readonly string[] },
): Promise<Outcome<FoundResidents>> {
  const { councilId, wardIds } = input;
  const allowed = may(actor, "resident.find", { councilId });
  if (!allowed.holds || actor.personId === null) return refusedTo(actor, allowed);
  const name = input.name.trim().replace(/\s+/g, " ").slice(0, 80);
  if (name.length < fewestLetters) {
    return invalid([{ field: "name", message: "Enter at least two letters of the name." }]);
  }
  const minutes = await takeFromLimits(context.db, [{ limit: "searches_by_officer", who: actor.personId }]);
  if (minutes !== null)
    return refused("too_many", `That is many searches in one hour. Try again in ${minutes} minutes.`);
  const homes = await context.db.residency.findMany({
    where: {
      confirmedAt: { not: null },
      endedAt: null,
      ward: { councilId, ...(wardIds && { id: { in: [...wardIds] } }) },
      person: { name: { contains: name, mode: "insensitive" } },
    },
    orderBy: [{ person: { name: "asc" } }, { personId: "asc" }],
    take: mostFound + 1,
    include: { person: { select: { id: true, name: true, email: true } }, ward: { select: { name: true } } },
  });
  const hasMore = homes.length > mostFound;
  const found = homes.slice(0, mostFound);
  await context.db.$transaction(async (tx) =>
    auditAct(
      tx,
      actor,
      await instant(tx),
      { councilId },
      {
        action: "resident.find",
        about: `By name: ${hasMore ? `more than ${mostFound}` : found.length} found`,
      },
    ),
  );
  return done({
    residents: found.map(({ id, claimedAt, confirmedAt, person, ward }) => ({
      id: person.id,
      name: person.name,
      ward: ward.name,
      claimId: id,
      confirmedOn: dayInWords(confirmedAt ?? claimedAt),
      isAssisted: person.email === null,
    })),
    hasMore,
  });
}
