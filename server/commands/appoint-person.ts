import type { RoleKind } from "~/domain/permissions/actor";
import { newcomerName } from "~/forms/people";
import { instant } from "../persistence/db";
import type { Context } from "./context";
import { done, type Outcome, refused } from "./outcome";

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
}

const ofCouncil: readonly RoleKind[] = ["officer", "councillor"];

/**
 * Gives somebody a public role, and an account if they have none. Only whoever can run commands on the server can do this. The same
 * appointment again changes the post and the name.
 *
 * Answers the name. Refuses an unknown council (`not_found`) and an officer or councillor without one (`invalid`).
 */
export async function appointPerson(context: Context, input: Appointment): Promise<Outcome<{ name: string }>> {
  const { email, kind, post } = input;
  let councilId: string | null = null;
  if (ofCouncil.includes(kind)) {
    if (!input.councilSlug) return refused("invalid", "Say which council the post is at.");
    const council = await context.db.council.findUnique({ where: { slug: input.councilSlug } });
    if (!council) return refused("not_found", `There is no council called ${input.councilSlug}.`);
    councilId = council.id;
  }
  return context.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`appoint ${email}`}, 0))`;
    const now = await instant(tx);
    const person = await tx.person.upsert({
      where: { email },
      create: { email, name: input.name ?? newcomerName, createdAt: now },
      update: input.name ? { name: input.name } : {},
    });
    const held = await tx.role.findFirst({ where: { personId: person.id, kind, councilId, endedAt: null } });
    if (held) await tx.role.update({ where: { id: held.id }, data: { post } });
    else await tx.role.create({ data: { personId: person.id, kind, councilId, post, fromAt: now } });
    return done({ name: person.name });
  });
}

/**
 * Ends a public role. What was done in it stays in the record.
 *
 * Answers how many roles ended. Refuses an unknown council (`not_found`).
 */
export async function dismissPerson(
  context: Context,
  input: { email: string; kind: RoleKind; councilSlug?: string },
): Promise<Outcome<{ count: number }>> {
  const council = input.councilSlug
    ? await context.db.council.findUnique({ where: { slug: input.councilSlug } })
    : null;
  if (input.councilSlug && !council) return refused("not_found", `There is no council called ${input.councilSlug}.`);
  const { count } = await context.db.role.updateMany({
    where: {
      person: { email: input.email },
      kind: input.kind,
      endedAt: null,
      ...(council && { councilId: council.id }),
    },
    data: { endedAt: await instant(context.db) },
  });
  return done({ count });
}
