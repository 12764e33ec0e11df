import type { Actor, RoleKind } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { postFor } from "~/domain/permissions/official-actions";
import { isIdentifier } from "~/domain/record/identifier";
import { newcomerName } from "~/forms/people";
import { instant, type Tx } from "../persistence/db";
import { asOf } from "./as-of";
import type { Context } from "./context";
import {
  findOrMakeHolder,
  givePost,
  isOfCouncil,
  kindNames,
  lockPosts,
  type Place,
  placeOf,
  tellPostEnded,
} from "./give-post";
import { isSignedIn } from "./hold-proposal";
import { done, invalid, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditAct } from "./write-audit-line";

export interface AppointmentInput {
  email: string;
  /** The name that others see, for somebody who has not given one. */
  name: string;
  kind: RoleKind;
  /** The address of the council of an officer or councillor; left out for the Commissioner and operators. */
  council?: string;
  post: string;
  mayAppoint: boolean;
}

const actionFor = (kind: RoleKind) => (isOfCouncil(kind) ? "people.appoint" : "people.appoint_for_all");
const pathOf = (place: Place | null) => (place ? `/councils/${place.slug}/people` : "/operator/people");

/**
 * Whether somebody may change the posts of a place now that they are locked. What they held when they asked may have been taken meanwhile, so
 * it is read again; and as whom they do it.
 */
async function asAppointer(tx: Tx, actor: Actor & { personId: string }, kind: RoleKind, place: Place | null) {
  const present = await asOf(tx, actor);
  const action = actionFor(kind);
  const allowed = may(present, action, { councilId: place?.id });
  if (!allowed.holds) return refusedTo(actor, allowed);
  const by = `${present.name}, ${postFor(present, action, { councilId: place?.id })},`;
  return done({ present, by });
}

/**
 * Gives somebody a post at a council, or changes it: an officer who may appoint there does, or the operator, who appoints the first. The
 * Commissioner and the operators are appointed by an operator. Somebody without an account gets one that is theirs when they sign in.
 *
 * The same appointment twice is one. Answers the person's name. Refuses a stranger (`not_signed_in`), anybody else (`not_allowed`), an unknown
 * council (`not_found`), somebody new without a name (`invalid`), a post at a council for the
 * Commissioner or the other way round (`refused_by_act`, s50), and an appointer who gives up appointing as the last one (`conflict`).
 */
export async function appointToPost(
  context: Context,
  actor: Actor,
  input: AppointmentInput,
): Promise<Outcome<{ name: string; isChanged: boolean }>> {
  type Appointed = Outcome<{ name: string; isChanged: boolean }>;
  const { kind, post, email } = input;
  if (!isSignedIn(actor)) return refusedTo(actor, may(actor, actionFor(kind)));
  const outcome = await context.db.$transaction(async (tx): Promise<Appointed> => {
    const place = await placeOf(tx, kind, input.council);
    if (isOfCouncil(kind) && !place) return refused("not_found", "There is no council at this address.");
    await lockPosts(tx, place);
    const appointer = await asAppointer(tx, actor, kind, place);
    if (!appointer.ok) return appointer;
    const known = await tx.person.findUnique({ where: { email }, select: { name: true } });
    if ((!known || known.name === newcomerName) && !input.name) {
      return invalid([{ field: "name", message: "Enter their name: it stands beside the post for everybody to see." }]);
    }
    const now = await instant(tx);
    const person = await findOrMakeHolder(tx, now, email, input.name);
    const mayAppoint = kind === "officer" && input.mayAppoint;
    if (place && !mayAppoint && person.id === actor.personId && (await isLastAppointer(tx, person.id, place))) {
      return onlyAppointer();
    }
    const { present, by } = appointer.value;
    const given = await givePost(tx, context, now, person, { kind, post, mayAppoint, place, by });
    if (!given.ok) return given;
    const { changes } = given.value;
    if (changes.length > 0) {
      await auditAct(
        tx,
        present,
        now,
        { councilId: place?.id },
        {
          action: actionFor(kind),
          about: `Appointed ${person.name} as ${kindNames[kind].toLowerCase()}: ${post}`,
          path: pathOf(place),
          changes,
        },
      );
    }
    return done({ name: person.name, isChanged: changes.length > 0 });
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}

/**
 * Ends somebody's post. They can do nothing in it from that instant, on pages that are open already too; what they did stays in the record.
 *
 * Ending it twice is ending it once. Answers the person's name. Refuses a stranger (`not_signed_in`), anybody who may not appoint to it
 * (`not_allowed`), an unknown post (`not_found`), a missing reason (`invalid`), the last operator, and an officer's own post where nobody else at
 * the council may appoint (`conflict`).
 *
 * @param input.reason told to the person and to nobody else
 */
export async function endPost(
  context: Context,
  actor: Actor,
  input: { roleId: string; reason: string },
): Promise<Outcome<{ name: string }>> {
  if (!isSignedIn(actor)) return refusedTo(actor, may(actor, "people.appoint"));
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome<{ name: string }>> => {
    const which = { where: { id: input.roleId }, include: { person: true, council: true } };
    const known = isIdentifier(input.roleId) ? await tx.role.findUnique(which) : null;
    if (!known) return refused("not_found", "There is no such post.");
    const place = known.council;
    const { kind, post, person } = known;
    await lockPosts(tx, place);
    const appointer = await asAppointer(tx, actor, kind, place);
    if (!appointer.ok) return appointer;
    const held = await tx.role.findUniqueOrThrow(which);
    if (held.endedAt) return done({ name: person.name });
    const reason = input.reason.trim();
    if (reason === "") return invalid([{ field: "reason", message: "Say why, so that the person knows." }]);
    if (kind === "operator" && (await tx.role.count({ where: { kind, endedAt: null } })) === 1) {
      return refused("conflict", "This is the only operator. Appoint another one first.");
    }
    if (place && person.id === actor.personId && held.mayAppoint && (await isLastAppointer(tx, person.id, place))) {
      return onlyAppointer();
    }
    const now = await instant(tx);
    await tx.role.update({ where: { id: held.id }, data: { endedAt: now } });
    const { present, by } = appointer.value;
    await tellPostEnded(tx, now, { roleId: held.id, post, person, place, by, reason });
    await auditAct(
      tx,
      present,
      now,
      { councilId: place?.id },
      {
        action: actionFor(kind),
        about: `Removed ${person.name} as ${kindNames[kind].toLowerCase()}: ${post}`,
        path: pathOf(place),
        changes: [{ what: kindNames[kind], before: post }],
      },
    );
    return done({ name: person.name });
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}

/** Whether somebody is the only officer of a council who may appoint there. */
async function isLastAppointer(tx: Tx, personId: string, place: Place): Promise<boolean> {
  const appointers = await tx.role.findMany({
    where: { councilId: place.id, mayAppoint: true, endedAt: null },
    select: { personId: true },
  });
  return appointers.length > 0 && appointers.every((one) => one.personId === personId);
}

const onlyAppointer = () =>
  refused("conflict", "You are the only one who may appoint here. Let somebody else do it first.");
