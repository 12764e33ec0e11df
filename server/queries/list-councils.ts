import { isLive } from "~/domain/parish/parish-state";
import type { Read } from "../persistence/db";
import { parishStateOf } from "./find-parish";

export interface ListedCouncil {
  slug: string;
  name: string;
  wardCount: number;
  /** Parishes that have gone beyond a draft and are not over. */
  liveParishCount: number;
}

/** One page of a long list, with whether there are pages beside it. */
export interface PageOf<Item> {
  items: Item[];
  page: number;
  total: number;
  hasNext: boolean;
}

export const councilsOnPage = 25;

/**
 * Councils by name.
 * @param options.search words that the name must contain; empty for all
 * @param options.page from 1
 */
export async function listCouncils(
  db: Read,
  now: Date,
  options: { search: string; page: number; size?: number },
): Promise<PageOf<ListedCouncil>> {
  const { search, page } = options;
  const size = options.size ?? councilsOnPage;
  const where = search ? { name: { contains: search, mode: "insensitive" as const } } : {};
  const [total, rows] = await Promise.all([
    db.council.count({ where }),
    db.council.findMany({
      where,
      orderBy: [{ name: "asc" }, { slug: "asc" }],
      skip: (page - 1) * size,
      take: size,
      include: { _count: { select: { wards: true } }, parishes: { where: { gatheringOpenedAt: { not: null } } } },
    }),
  ]);
  return {
    items: rows.map((row) => ({
      slug: row.slug,
      name: row.name,
      wardCount: row._count.wards,
      liveParishCount: row.parishes.filter((parish) => isLive(parishStateOf(parish, now))).length,
    })),
    page,
    total,
    hasNext: page * size < total,
  };
}

/** A page number from an address: 1 unless a whole number above it is given. */
export function pageNumber(text: string | null): number {
  return text !== null && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1;
}
