import { actInForce } from "~/domain/act/act-in-force";
import { separatePostsRuling } from "~/domain/act/s50-commissioner";
import type { RoleKind } from "~/domain/permissions/actor";
import { newcomerName } from "~/forms/people";
import { lockEmail } from "../auth/email-lock";
import { writeMail } from "../mail/send-mail";
import { siteLink } from "../mail/site-link";
import type { Tx } from "../persistence/db";
import type { Context } from "./context";
import { done, type Outcome, refusedBy } from "./outcome";
import type { AuditChange } from "./write-audit-line";

/** Where a post is: at a council, or in the whole deployment for the Commissioner and the operators. */
export interface Place {
  id: string;
  slug: string;
  name: string;
}

export const kindNames: Readonly<Record<RoleKind, string>> = {
  officer: "Officer",
  councillor: "Councillor",
  commissioner: "Commissioner",
  operator: "Operator",
};

export const isOfCouncil = (kind: RoleKind) => kind === "officer" || kind === "councillor";

/** The council at an address, for posts that are at one; null for the others. */
export async function placeOf(db: Tx, kind: RoleKind, slug: string | undefined): Promise<Place | null> {
  if (!isOfCouncil(kind) || !slug) return null;
  return db.council.findUnique({ where: { slug }, select: { id: true, slug: true, name: true } });
}

/** Makes every change of who holds a post at one council, or in the deployment, happen one after the other. */
export async function lockPosts(tx: Tx, place: Place | null): Promise<void> {
  if (place) await tx.$queryRaw`SELECT 1 FROM council WHERE id = ${place.id}::uuid FOR NO KEY UPDATE`;
  else await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('posts of the deployment', 0))`;
}

/** What a person is to hold. */
export interface Post {
  kind: RoleKind;
  /** The post as the public sees it: "Head of parks". */
  post: string;
  /** Whether the officer appoints and removes at the council; left out for what it is now. */
  mayAppoint?: boolean;
}

/** Whoever holds a post. Somebody who is known on paper only has no e-mail address and gets no letter from here. */
export interface Holder {
  id: string;
  name: string;
  email: string | null;
}

/** A post that was given or changed, for the audit log. */
export interface GivenPost {
  person: Holder;
  changes: AuditChange[];
}

/** Whoever signs in with an address; made when nobody has yet. A name that somebody gave themselves is kept. */
export async function findOrMakeHolder(tx: Tx, now: Date, email: string, name: string): Promise<Holder> {
  await lockEmail(tx, email);
  const select = { id: true, name: true, email: true };
  const known = await tx.person.findUnique({ where: { email }, select });
  if (!known) return tx.person.create({ data: { email, name: name || newcomerName, createdAt: now }, select });
  if (known.name !== newcomerName || !name) return known;
  return tx.person.update({ where: { id: known.id }, data: { name }, select });
}

/**
 * Gives a person a post, or changes the one of that kind that they hold there, and tells them. The posts of the place must be locked. Giving
 * what they hold already changes nothing and tells nobody.
 *
 * Refuses a post at a council for the Commissioner, and the Commissioner's for whoever holds one at a council (s50). Posts at different places have
 * different locks; the lock of the address that `findOrMakeHolder` takes keeps two appointments of one person apart.
 *
 * @param by who does it, as the letter names them
 */
export async function givePost(
  tx: Tx,
  context: Context,
  now: Date,
  person: Holder,
  { place, by, ...given }: Post & { place: Place | null; by: string },
): Promise<Outcome<GivenPost>> {
  const { kind, post } = given;
  const councilId = place?.id ?? null;
  const posts = await tx.role.findMany({ where: { personId: person.id, endedAt: null } });
  const ruling = separatePostsRuling(actInForce, {
    post: isOfCouncil(kind) ? "council" : kind === "commissioner" ? kind : "other",
    isCommissioner: posts.some((one) => one.kind === "commissioner"),
    holdsCouncilPost: posts.some((one) => isOfCouncil(one.kind)),
  });
  if (!ruling.holds) return refusedBy(ruling);
  const held = posts.find((one) => one.kind === kind && one.councilId === councilId);
  const mayAppoint = kind === "officer" && (given.mayAppoint ?? held?.mayAppoint ?? false);
  const changes: AuditChange[] = [];
  if (held?.post !== post) changes.push({ what: kindNames[kind], before: held?.post, after: post });
  if ((held?.mayAppoint ?? false) !== mayAppoint) {
    changes.push({ what: "May appoint", before: held?.mayAppoint ? "Yes" : "No", after: mayAppoint ? "Yes" : "No" });
  }
  if (changes.length === 0) return done({ person, changes });
  const role = held
    ? await tx.role.update({ where: { id: held.id }, data: { post, mayAppoint } })
    : await tx.role.create({ data: { personId: person.id, kind, councilId, post, mayAppoint, fromAt: now } });
  const where = place ? ` at ${place.name}` : "";
  const link = siteLink(context.env, place ? `/councils/${place.slug}` : "/account");
  await writeMail(tx, now, [
    {
      key: `post-given:${role.id}:${now.toISOString()}`,
      to: person.email,
      subject: held ? `Your post${where} has changed` : `You have a post${where}: ${post}`,
      text: [
        `Hello ${person.name},`,
        `${by} has recorded you as ${kindNames[kind].toLowerCase()}${where}: ${post}. Your name and post are public.`,
        mayAppoint ? "You may appoint and remove officers and councillors there." : "",
        `Sign in with this e-mail address to use it${link ? `: ${link}` : "."}`,
        "If this is a mistake, tell whoever did it. What you do in this post is kept in an audit log.",
      ]
        .filter(Boolean)
        .join("\n\n"),
      isEssential: true,
    },
  ]);
  return done({ person, changes });
}

/** Tells somebody that a post of theirs has ended. */
export async function tellPostEnded(
  tx: Tx,
  now: Date,
  ended: { roleId: string; post: string; person: Holder; place: Place | null; by: string; reason: string },
): Promise<void> {
  const { person, post, place, by, reason } = ended;
  const where = place ? ` at ${place.name}` : "";
  await writeMail(tx, now, [
    {
      key: `post-ended:${ended.roleId}`,
      to: person.email,
      subject: `Your post${where} has ended: ${post}`,
      text: [
        `Hello ${person.name},`,
        `${by} has ended your post${where}: ${post}. You can no longer act in it. What you did in it stays in the record under your name.`,
        reason && `The reason given: ${reason}`,
        "Your account and whatever else you take part in stay as they are.",
      ]
        .filter(Boolean)
        .join("\n\n"),
      isEssential: true,
    },
  ]);
}
