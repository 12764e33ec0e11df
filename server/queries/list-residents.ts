import { dayInWords } from "~/domain/time/words";
import type { Read } from "../persistence/db";

/** A confirmed home, for an officer of the council who is asked to end it. */
export interface ConfirmedHome {
  id: string;
  name: string;
  ward: string;
  confirmedOn: string;
  /** Whether it is the reader's own, which another officer ends. */
  isOwn: boolean;
}

/** The fewest letters to look for: nobody needs a list of everybody. */
export const fewestLetters = 3;
const residentsShown = 20;

/** People with a confirmed home in a council's wards whose name holds the letters, or whose e-mail address they are. */
export async function listResidents(
  db: Read,
  asked: { councilId: string; search: string; readerId: string | null },
): Promise<ConfirmedHome[]> {
  const { councilId, search, readerId } = asked;
  if (search.length < fewestLetters) return [];
  const rows = await db.residency.findMany({
    where: {
      ward: { councilId },
      confirmedAt: { not: null },
      endedAt: null,
      person: { OR: [{ name: { contains: search, mode: "insensitive" } }, { email: search.toLowerCase() }] },
    },
    include: { person: { select: { name: true } }, ward: { select: { name: true } } },
    orderBy: [{ person: { name: "asc" } }, { id: "asc" }],
    take: residentsShown,
  });
  return rows.map((row) => ({
    id: row.id,
    name: row.person.name,
    ward: row.ward.name,
    confirmedOn: dayInWords(row.confirmedAt ?? row.claimedAt),
    isOwn: row.personId === readerId,
  }));
}
