import type { Read } from "../persistence/db";

/** What pages of a council need to know which one they are of. */
export interface FoundCouncil {
  id: string;
  slug: string;
  name: string;
}

/** The council at an address; null when there is none. */
export async function findCouncil(db: Read, slug: string): Promise<FoundCouncil | null> {
  return db.council.findUnique({ where: { slug }, select: { id: true, slug: true, name: true } });
}
