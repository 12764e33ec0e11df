import { dayInWords } from "~/domain/time/words";
import type { Read } from "../persistence/db";
import type { PageOf } from "./list-councils";

/** A claim that waits for an officer. Only officers of the council may see it: it holds an address. */
export interface WaitingClaim {
  id: string;
  name: string;
  ward: string;
  address: string;
  isAged16: boolean;
  claimedOn: string;
  /** Until when a posted code works; empty when none was posted or it no longer works. */
  codeWorksUntil: string;
  /** Whether the claim is the reader's own, which they may not decide. */
  isOwn: boolean;
}

export const claimsOnPage = 20;

/**
 * Claims to live in a council's wards that are neither confirmed, refused nor given up, the oldest first.
 * @param options.search words in the person's or the ward's name; empty for all
 * @param options.page from 1
 */
export async function listResidencyClaims(
  db: Read,
  now: Date,
  options: { councilId: string; search: string; page: number; size?: number; readerId: string | null },
): Promise<PageOf<WaitingClaim>> {
  const { councilId, search, page, size = claimsOnPage } = options;
  const contains = { contains: search, mode: "insensitive" as const };
  const where = {
    ward: { councilId },
    confirmedAt: null,
    refusedAt: null,
    endedAt: null,
    ...(search ? { OR: [{ person: { name: contains } }, { ward: { councilId, name: contains } }] } : {}),
  };
  const [total, rows] = await Promise.all([
    db.residency.count({ where }),
    db.residency.findMany({
      where,
      orderBy: [{ claimedAt: "asc" }, { id: "asc" }],
      skip: (page - 1) * size,
      take: size,
      include: { person: { select: { name: true } }, ward: { select: { name: true } } },
    }),
  ]);
  return {
    items: rows.map((row) => ({
      id: row.id,
      name: row.person.name,
      ward: row.ward.name,
      address: row.address ?? "",
      isAged16: row.isAged16,
      claimedOn: dayInWords(row.claimedAt),
      codeWorksUntil:
        row.postedCodeExpiresAt && row.postedCodeTriesLeft > 0 && now < row.postedCodeExpiresAt
          ? dayInWords(row.postedCodeExpiresAt)
          : "",
      isOwn: row.personId === options.readerId,
    })),
    page,
    total,
    hasNext: page * size < total,
  };
}
