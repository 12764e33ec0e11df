import type { RoleKind } from "~/domain/permissions/actor";
import { dayInWords } from "~/domain/time/words";
import type { Read } from "../persistence/db";

/** Somebody who holds a public role. */
export interface PostHolder {
  roleId: string;
  name: string;
  kind: RoleKind;
  post: string;
  since: string;
  mayAppoint: boolean;
  /** Only for whoever may appoint; empty for other readers, and of somebody who has none. */
  email: string;
}

/** Somebody who held one. */
export interface FormerHolder {
  roleId: string;
  name: string;
  kind: RoleKind;
  post: string;
  until: string;
}

/** Who holds the offices of a parish, which a council neither gives nor takes. */
export interface ParishOffices {
  slug: string;
  name: string;
  convenor: string;
  deputy: string;
}

const formerShown = 20;

/**
 * Who holds a post at a council, and who held one last.
 *
 * @param of.councilId null for the Commissioner and the operators
 * @param of.withEmail whether the reader may know the addresses that they sign in with
 */
export async function listPeople(
  db: Read,
  of: { councilId: string | null; withEmail: boolean },
): Promise<{ holders: PostHolder[]; former: FormerHolder[] }> {
  const where = of.councilId
    ? { councilId: of.councilId }
    : { councilId: null, kind: { in: ["commissioner", "operator"] as RoleKind[] } };
  const include = { person: { select: { name: true, email: true } } } as const;
  const [holders, former] = await Promise.all([
    db.role.findMany({
      where: { ...where, endedAt: null },
      include,
      orderBy: [{ kind: "asc" }, { post: "asc" }, { id: "asc" }],
    }),
    db.role.findMany({
      where: { ...where, endedAt: { not: null } },
      include,
      orderBy: [{ endedAt: "desc" }, { id: "asc" }],
      take: formerShown,
    }),
  ]);
  return {
    holders: holders.map((role) => ({
      roleId: role.id,
      name: role.person.name,
      kind: role.kind,
      post: role.post,
      since: dayInWords(role.fromAt),
      mayAppoint: role.mayAppoint,
      email: of.withEmail ? (role.person.email ?? "") : "",
    })),
    former: former.map((role) => ({
      roleId: role.id,
      name: role.person.name,
      kind: role.kind,
      post: role.post,
      until: dayInWords(role.endedAt ?? role.fromAt),
    })),
  };
}

/** Who convenes the live parishes of a council. */
export async function listParishOffices(db: Read, councilId: string, now: Date): Promise<ParishOffices[]> {
  const parishes = await db.parish.findMany({
    where: { councilId, approvedAt: { not: null }, sunsetAt: { gt: now }, withdrawnAt: null },
    include: { offices: { where: { endedAt: null }, include: { person: { select: { name: true } } } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return parishes.map(({ slug, name, offices }) => {
    const holder = (office: string) => offices.find((held) => held.office === office)?.person.name ?? "Nobody";
    return { slug, name, convenor: holder("convenor"), deputy: holder("deputy") };
  });
}
