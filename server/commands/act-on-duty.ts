import { type Actor, holdsRole, type RoleKind } from "~/domain/permissions/actor";
import { type Action, may } from "~/domain/permissions/may";
import { dutyAbout } from "~/domain/response/duty-kinds";
import { lockParish, type Tx } from "../persistence/db";
import { type FoundDuty, findDuty } from "../queries/find-duty";
import { asOf } from "./as-of";
import type { Context } from "./context";
import { type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditAct, type OfficialAct } from "./write-audit-line";

/**
 * Does something about what a council owes, in one transaction: the parish is locked first, then the clock is read, and the duty is
 * read again, so that of two officers who act at once the second sees what the first did. What the officer holds is read again too, and that actor
 * is the one to go on with.
 *
 * Answers what `work` answers. Refuses a stranger (`not_signed_in`), whoever may not do the action (`not_allowed`), and a duty that
 * does not exist (`not_found`).
 */
export async function actOnDuty<T>(
  context: Context,
  actor: Actor,
  action: Action,
  dutyId: string,
  work: (tx: Tx, duty: FoundDuty, now: Date, actor: Actor) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  if (actor.personId === null) return refusedTo(actor, may(actor, action));
  const known = await findDuty(context.db, dutyId);
  if (!known) return refused("not_found", "There is nothing like this on the docket.");
  const allowed = may(actor, action, { councilId: known.row.councilId });
  if (!allowed.holds) return refusedTo(actor, allowed);
  return context.db.$transaction(async (tx): Promise<Outcome<T>> => {
    const now = await lockParish(tx, known.row.parishId);
    const duty = now && (await findDuty(tx, dutyId));
    if (!now || !duty) return refused("not_found", "There is nothing like this on the docket.");
    const present = await asOf(tx, actor);
    const stillAllowed = may(present, action, { councilId: duty.row.councilId });
    if (!stillAllowed.holds) return refusedTo(present, stillAllowed);
    return work(tx, duty, now, present);
  });
}

/** Name and post of whoever acts for a council, as the public record keeps them. The officer's post is preferred. */
export function postOf(actor: Actor, councilId: string): { id: string; name: string; post: string } {
  const kind: RoleKind = holdsRole(actor, "officer", councilId) ? "officer" : "councillor";
  const role = actor.roles.find((one) => one.kind === kind && one.councilId === councilId);
  if (!role || actor.personId === null) throw new Error("whoever acts for a council holds a post of it");
  return { id: actor.personId, name: actor.name, post: role.post };
}

/** Adds the line of the audit log about what an officer or councillor did about a duty. */
export function auditDuty(
  tx: Tx,
  actor: Actor,
  now: Date,
  { row }: FoundDuty,
  act: Omit<OfficialAct, "path">,
): Promise<void> {
  const place = { councilId: row.councilId, parishId: row.parishId };
  return auditAct(tx, actor, now, place, { ...act, path: `/councils/${row.council.slug}/docket/${row.id}` });
}

/** What the audit log says a duty is about, inside a sentence: the title of the proposal, or the charter of a parish. */
export function namedIn({ row }: FoundDuty): string {
  return row.proposal ? `“${row.proposal.title}”` : `${whatOf({ row } as FoundDuty).about} of ${row.parish.name}`;
}

/** What a minute says a duty is about: the proposal by number and title, or the charter. */
export function whatOf({ row }: FoundDuty): { proposal?: number; about: string } {
  return row.proposal
    ? { proposal: row.proposal.number, about: row.proposal.title }
    : { about: dutyAbout[row.kind === "renewal" ? "renewal" : "charter_review"] };
}
