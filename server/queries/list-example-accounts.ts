import type { Read } from "../persistence/db";

export interface ExampleAccount {
  slug: string;
  name: string;
  /** What the person can do, in one short line. */
  about: string;
}

/** The order in which the accounts are offered; others follow by name. */
const order = ["resident", "convenor", "officer", "councillor", "commissioner", "operator", "observer"];

const fallbackAbout: Record<string, string> = {
  resident: "A resident, who can found, support, propose, second and vote",
  convenor: "The convenor of a parish, who keeps it lawful and on time",
  observer: "An observer, who may speak but not vote",
};

/** The example accounts of the simulation, each with what it is. */
export async function listExampleAccounts(db: Read): Promise<ExampleAccount[]> {
  const people = await db.person.findMany({
    where: { slug: { not: null } },
    include: {
      roles: { where: { endedAt: null }, include: { council: { select: { name: true } } } },
      offices: { where: { endedAt: null }, include: { parish: { select: { name: true } } } },
      residencies: { where: { endedAt: null, refusedAt: null }, include: { ward: { select: { name: true } } } },
    },
    orderBy: { name: "asc" },
  });
  const place = (slug: string) => (order.includes(slug) ? order.indexOf(slug) : order.length);
  return people
    .flatMap(({ slug, name, roles, offices, residencies }) => {
      if (slug === null) return [];
      const home = residencies[0];
      const told = [
        ...roles.map((role) => (role.council ? `${role.post}, ${role.council.name}` : role.post)),
        ...offices.map(
          ({ office, parish }) => `${office === "convenor" ? "Convenor" : "Deputy convenor"} of ${parish.name}`,
        ),
        ...(home
          ? [home.confirmedAt ? `Lives in ${home.ward.name}` : `Waits to be confirmed in ${home.ward.name}`]
          : []),
      ];
      const about = [fallbackAbout[slug], ...told].filter(Boolean).slice(0, 3).join(". ");
      return [{ slug, name, about: about || "Has no role yet" }];
    })
    .sort((one, other) => place(one.slug) - place(other.slug));
}
