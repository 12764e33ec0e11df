import type { RoleKind } from "~/domain/permissions/actor";
import { instant } from "../persistence/db";
import type { Context } from "./context";
import { findOrMakeHolder, givePost, isOfCouncil, kindNames, lockPosts, placeOf, tellPostEnded } from "./give-post";
import { done, type Outcome, refused } from "./outcome";
import { auditServer } from "./write-audit-line";

/** Whom an appointment is about. */
export interface Appointment {
  email: string;
  /** Given when the account is made; an account that has a name keeps it when this is left out. */
  name?: string;
  kind: RoleKind;
  /** The council of an officer or councillor; left out for the commissioner and operators, who serve the whole deployment. */
  councilSlug?: string;
  /** The post as the public sees it: "Head of parks". */
  post: string;
  /** Whether an officer may appoint and remove at the council. */
  mayAppoint?: boolean;
}

const atTheMachine = "Whoever runs this service";

/**
 * Gives somebody a public role, and an account if they have none. Only whoever can run commands on the server can do this. The same
 * appointment again changes the post and the name. The person is told, and the audit log says that it was done at the machine.
 *
 * Answers the name. Refuses an unknown council (`not_found`), an officer or councillor without one (`invalid`), and a post at a council for the Commissioner or
 * the other way round (`refused_by_act`, s50).
 */
export async function appointPerson(context: Context, input: Appointment): Promise<Outcome<{ name: string }>> {
  const { email, kind, post, mayAppoint } = input;
  if (isOfCouncil(kind) && !input.councilSlug) return refused("invalid", "Say which council the post is at.");
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome<{ name: string }>> => {
    const place = await placeOf(tx, kind, input.councilSlug);
    if (isOfCouncil(kind) && !place) return refused("not_found", `There is no council called ${input.councilSlug}.`);
    await lockPosts(tx, place);
    const now = await instant(tx);
    const known = await findOrMakeHolder(tx, now, email, input.name ?? "");
    const person = { ...known, name: input.name || known.name };
    const given = await givePost(tx, context, now, person, { kind, post, mayAppoint, place, by: atTheMachine });
    if (!given.ok) return given;
    if (person.name !== known.name) await tx.person.update({ where: { id: person.id }, data: { name: person.name } });
    const { changes } = given.value;
    if (changes.length > 0) {
      await auditServer(tx, now, {
        action: "server.appoint",
        about: `${person.name} as ${kindNames[kind].toLowerCase()}: ${post}`,
        councilId: place?.id,
        path: place ? `/councils/${place.slug}/people` : "/operator/people",
        changes,
      });
    }
    return done({ name: person.name });
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}

/**
 * Ends a public role. What was done in it stays in the record. The person is told.
 *
 * Answers how many roles ended. Refuses an unknown council (`not_found`).
 */
export async function dismissPerson(
  context: Context,
  input: { email: string; kind: RoleKind; councilSlug?: string },
): Promise<Outcome<{ count: number }>> {
  const { email, kind, councilSlug } = input;
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome<{ count: number }>> => {
    const council = councilSlug ? await tx.council.findUnique({ where: { slug: councilSlug } }) : null;
    if (councilSlug && !council) return refused("not_found", `There is no council called ${councilSlug}.`);
    const roles = await tx.role.findMany({
      where: { person: { email }, kind, endedAt: null, ...(council && { councilId: council.id }) },
      include: { person: true, council: true },
      orderBy: { councilId: "asc" },
    });
    for (const role of roles) {
      await lockPosts(tx, role.council);
      const now = await instant(tx);
      const { count } = await tx.role.updateMany({ where: { id: role.id, endedAt: null }, data: { endedAt: now } });
      if (count === 0) continue;
      const { person, post, council: place } = role;
      await tellPostEnded(tx, now, { roleId: role.id, post, person, place, by: atTheMachine, reason: "" });
      await auditServer(tx, now, {
        action: "server.dismiss",
        about: `${person.name} as ${kindNames[kind].toLowerCase()}: ${post}`,
        councilId: role.councilId,
        path: place ? `/councils/${place.slug}/people` : "/operator/people",
        changes: [{ what: kindNames[kind], before: post }],
      });
    }
    return done({ count: roles.length });
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}
