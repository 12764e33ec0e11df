import type { Rules } from "~/domain/act/ruling";
import type { Term } from "~/domain/act/s40-expiry";
import { type ParishState, parishState } from "~/domain/parish/parish-state";
import { isSlug } from "~/domain/parish/slug";
import { runningTermOn, type TermFacts, termOn } from "~/domain/parish/term";
import { civilDateOf, startOfDay } from "~/domain/time/civil";
import type { Parish, Prisma } from "../persistence/db";
import { fromDateColumn, type Read, rulesOf } from "../persistence/db";

const parishShape = {
  council: { select: { id: true, slug: true, name: true } },
  wards: { include: { ward: { select: { id: true, name: true, gss: true, electorate: true, councilId: true } } } },
  offices: { where: { endedAt: null }, include: { person: { select: { id: true, name: true } } } },
  founders: { select: { personId: true } },
} satisfies Prisma.ParishInclude;

export type ParishRow = Prisma.ParishGetPayload<{ include: typeof parishShape }>;

/** A parish with what nearly every page and command needs of it. */
export interface FoundParish {
  row: ParishRow;
  state: ParishState;
  /** Frozen when gathering opened; null in a draft. */
  rules: Rules | null;
  wardIds: string[];
  founderIds: string[];
  /** Known once residents have approved the charter. Of a renewed parish it runs on to the new sunset. */
  term: Term | null;
  /** The same, but of a renewed parish it ends where the running term would have ended. */
  runningTerm: Term | null;
}

type TermColumns = Pick<Parish, "termStartsOn" | "nextTermStartsOn" | "sunsetAt">;

function termFactsOf({ termStartsOn, nextTermStartsOn, sunsetAt }: TermColumns): TermFacts | null {
  if (!termStartsOn || !sunsetAt) return null;
  const startsOn = fromDateColumn(termStartsOn);
  return { startsOn, nextStartsOn: nextTermStartsOn && fromDateColumn(nextTermStartsOn), sunsetAt };
}

/** The term of a parish at an instant, from its row; null until residents have approved its charter. */
export function termOf(row: TermColumns, now: Date): Term | null {
  const facts = termFactsOf(row);
  return facts && termOn(facts, civilDateOf(now));
}

/** The same, ending where the running term of a renewed parish would have ended. */
export function runningTermOf(row: TermColumns, now: Date): Term | null {
  const facts = termFactsOf(row);
  return facts && runningTermOn(facts, civilDateOf(now));
}

/** The sunset that a renewal put off, which is when the new term begins; null for a parish that was not renewed. */
export function oldSunsetOf({ nextTermStartsOn }: Pick<Parish, "nextTermStartsOn">): Date | null {
  return nextTermStartsOn && startOfDay(fromDateColumn(nextTermStartsOn));
}

/** The state of a parish at an instant, from its row. */
export function parishStateOf(row: Parish, now: Date): ParishState {
  const facts = {
    ...row,
    termStartsOn: row.termStartsOn && fromDateColumn(row.termStartsOn),
    nextTermStartsOn: row.nextTermStartsOn && fromDateColumn(row.nextTermStartsOn),
    rules: row.rules === null ? null : rulesOf(row.rules),
  };
  return parishState(facts, now);
}

/** A parish as it stands at an instant, from its row. */
export function toFound(row: ParishRow, now: Date): FoundParish {
  const rules = row.rules === null ? null : rulesOf(row.rules);
  return {
    row,
    rules,
    state: parishStateOf(row, now),
    wardIds: row.wards.map((ward) => ward.wardId),
    founderIds: row.founders.map((founder) => founder.personId),
    term: termOf(row, now),
    runningTerm: runningTermOf(row, now),
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

/** Several parishes at once, as they stand at an instant; by identifier unless another order is asked for. */
export async function findParishes(
  db: Read,
  where: Prisma.ParishWhereInput,
  now: Date,
  page: Pick<Prisma.ParishFindManyArgs, "orderBy" | "cursor" | "skip" | "take"> = {},
): Promise<FoundParish[]> {
  const rows = await db.parish.findMany({ where, include: parishShape, orderBy: { id: "asc" }, ...page });
  return rows.map((row) => toFound(row, now));
}

/** How many confirmed residents, of any age, live in these wards now: the parish roll (section 2). */
export async function countParishRoll(db: Read, wardIds: readonly string[]): Promise<number> {
  return db.residency.count({
    where: { wardId: { in: [...wardIds] }, confirmedAt: { not: null }, endedAt: null, refusedAt: null },
  });
}
