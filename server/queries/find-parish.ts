import type { Rules } from "~/domain/act/ruling";
import type { Term } from "~/domain/act/s40-expiry";
import { type ParishState, parishState } from "~/domain/parish/parish-state";
import { isSlug } from "~/domain/parish/slug";
import type { Prisma } from "../persistence/db";
import { fromDateColumn, type Read, rulesOf } from "../persistence/db";

const parishShape = {
  council: { select: { id: true, slug: true, name: true } },
  wards: { include: { ward: { select: { id: true, name: true, gss: true, electorate: true, councilId: true } } } },
  offices: { where: { endedAt: null }, include: { person: { select: { id: true, name: true } } } },
  founders: { select: { personId: true } },
} satisfies Prisma.ParishInclude;

type ParishRow = Prisma.ParishGetPayload<{ include: typeof parishShape }>;

/** A parish with what nearly every page and command needs of it. */
export interface FoundParish {
  row: ParishRow;
  state: ParishState;
  /** Frozen when gathering opened; null in a draft. */
  rules: Rules | null;
  wardIds: string[];
  founderIds: string[];
  /** Known once residents have approved the charter. */
  term: Term | null;
}

function toFound(row: ParishRow, now: Date): FoundParish {
  const rules = row.rules === null ? null : rulesOf(row.rules);
  return {
    row,
    rules,
    state: parishState({ ...row, rules }, now),
    wardIds: row.wards.map((ward) => ward.wardId),
    founderIds: row.founders.map((founder) => founder.personId),
    term:
      row.termStartsOn && row.sunsetAt ? { startsOn: fromDateColumn(row.termStartsOn), sunsetAt: row.sunsetAt } : null,
  };
}

/** The parish at an address, as it stands at an instant; null when there is none. */
export async function findParish(db: Read, slug: string, now: Date): Promise<FoundParish | null> {
  if (!isSlug(slug)) return null;
  const row = await db.parish.findUnique({ where: { slug }, include: parishShape });
  return row ? toFound(row, now) : null;
}

/** The same by identifier, for commands that hold its lock. */
export async function findParishById(db: Read, id: string, now: Date): Promise<FoundParish | null> {
  const row = await db.parish.findUnique({ where: { id }, include: parishShape });
  return row ? toFound(row, now) : null;
}

/** How many confirmed residents, of any age, live in these wards now: the parish roll (section 2). */
export async function countParishRoll(db: Read, wardIds: readonly string[]): Promise<number> {
  return db.residency.count({
    where: { wardId: { in: [...wardIds] }, confirmedAt: { not: null }, endedAt: null, refusedAt: null },
  });
}
