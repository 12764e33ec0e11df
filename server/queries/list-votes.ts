import { instantInWords } from "~/domain/time/words";
import type { VoteView } from "~/live/contract";
import type { Prisma, Read } from "../persistence/db";
import { viewVote } from "./view-vote";

export interface ListedVote {
  view: VoteView;
  parish: { slug: string; name: string };
  opensWords: string;
  closesWords: string;
}

async function list(
  db: Read,
  now: Date,
  where: Prisma.VoteWhereInput,
  orderBy: Prisma.VoteOrderByWithRelationInput[],
  take: number,
): Promise<ListedVote[]> {
  const votes = await db.vote.findMany({
    where: { cancelledAt: null, ...where },
    orderBy,
    take,
    include: { parish: { select: { slug: true, name: true } } },
  });
  return votes.map((vote) => ({
    view: viewVote(vote, now),
    parish: vote.parish,
    opensWords: instantInWords(vote.opensAt),
    closesWords: instantInWords(vote.closesAt),
  }));
}

/** Votes of one parish or of all: those open now, soonest to close first; then those to come; then the latest results. */
export async function listVotes(db: Read, now: Date, parishId?: string) {
  const of = parishId ? { parishId } : {};
  const [open, coming, closed] = await Promise.all([
    list(db, now, { ...of, opensAt: { lte: now }, closedAt: null }, [{ closesAt: "asc" }, { id: "asc" }], 50),
    list(db, now, { ...of, opensAt: { gt: now } }, [{ opensAt: "asc" }, { id: "asc" }], 50),
    list(db, now, { ...of, closedAt: { not: null } }, [{ closesAt: "desc" }, { id: "asc" }], 20),
  ]);
  return { open, coming, closed };
}
