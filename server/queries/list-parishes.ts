import type { ParishState } from "~/domain/parish/parish-state";
import type { Read } from "../persistence/db";
import { type FoundParish, findParishes } from "./find-parish";
import { type Sunset, sunsetOfParish } from "./get-sunset";
import { nextDateOf } from "./next-date";

export interface ListedParish {
  slug: string;
  name: string;
  state: ParishState;
  council: string;
  endPoint: string;
  /** The next date in words: "Voting on the charter closes Thursday 26 November at 9pm". */
  next: string;
  dial: Sunset["dial"] | null;
}

const pageSize = 20;

/**
 * Parishes by name, a page at a time.
 * @param after the slug of the last parish of the page before; null for the first page
 * @param search words that the name must contain
 * @returns the page and, when there is more, the slug to ask after
 */
export async function listParishes(
  db: Read,
  now: Date,
  options: { after?: string | null; search?: string; size?: number; councilId?: string },
): Promise<{ parishes: ListedParish[]; next: string | null }> {
  const size = options.size ?? pageSize;
  const found = await findParishes(
    db,
    {
      ...(options.search ? { name: { contains: options.search, mode: "insensitive" as const } } : {}),
      ...(options.councilId ? { councilId: options.councilId } : {}),
    },
    now,
    {
      orderBy: { slug: "asc" },
      ...(options.after ? { cursor: { slug: options.after }, skip: 1 } : {}),
      take: size + 1,
    },
  );
  const parishes = found.slice(0, size).map((one) => toListed(one, now));
  return { parishes, next: found.length > size ? (parishes.at(-1)?.slug ?? null) : null };
}

/** A parish as lists show it. */
export function toListed(found: FoundParish, now: Date): ListedParish {
  return {
    slug: found.row.slug,
    name: found.row.name,
    state: found.state,
    council: found.row.council.name,
    endPoint: found.row.endPoint,
    next: nextDateOf(found, now),
    dial: sunsetOfParish(found, now)?.dial ?? null,
  };
}
