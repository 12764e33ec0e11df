import { createHash } from "node:crypto";
import { isSlug } from "~/domain/parish/slug";
import type { Read } from "../persistence/db";

/** What somebody follows, as news (Atom) and as dates (iCalendar). */
export interface Feed {
  /** The identifier of the parish, council or person, for good. */
  id: string;
  title: string;
  /** The page that it is about. */
  page: string;
  /** Where its two documents lie: `/parishes/millbrook-green`. */
  base: string;
  /** Whether its address is a secret of one person. */
  isPrivate: boolean;
  /** Whether an entry has to say of which parish it is. */
  namesParish: boolean;
  /** Since when there is something to follow, where that is known. */
  since: Date | null;
  /** Parishes that are followed with everything in them. */
  parishIds: string[];
  /** What is followed in other parishes: these proposals and votes only. */
  elsewhere: {
    proposals: { id: string; parishId: string; number: number }[];
    votes: { id: string; parishId: string }[];
  };
}

const nowhereElse: Feed["elsewhere"] = { proposals: [], votes: [] };

/** The feed of the parish at an address; null when there is none. */
export async function findParishFeed(db: Read, slug: string): Promise<Feed | null> {
  if (!isSlug(slug)) return null;
  const parish = await db.parish.findUnique({ where: { slug }, select: { id: true, name: true, createdAt: true } });
  if (!parish) return null;
  const base = `/parishes/${slug}`;
  return {
    id: parish.id,
    title: parish.name,
    page: base,
    base,
    isPrivate: false,
    namesParish: false,
    since: parish.createdAt,
    parishIds: [parish.id],
    elsewhere: nowhereElse,
  };
}

/** The feed of the council at an address, with all its parishes but drafts; null when there is none. */
export async function findCouncilFeed(db: Read, slug: string): Promise<Feed | null> {
  const council = await db.council.findUnique({
    where: { slug },
    select: {
      id: true,
      name: true,
      parishes: { where: { gatheringOpenedAt: { not: null } }, select: { id: true } },
    },
  });
  if (!council) return null;
  const base = `/councils/${slug}`;
  return {
    id: council.id,
    title: council.name,
    page: base,
    base,
    isPrivate: false,
    namesParish: true,
    since: null,
    parishIds: council.parishes.map((parish) => parish.id),
    elsewhere: nowhereElse,
  };
}

/**
 * The feed of whoever holds a token: the parishes of the ward where they live, and elsewhere the proposals that they wrote or second and
 * the votes whose roll they are on. It holds nothing that those pages do not show to everybody, and nothing of how or whether they voted.
 *
 * Answers null for every token that is nobody's, in the same way.
 */
export async function findPersonFeed(db: Read, token: string): Promise<Feed | null> {
  const tokenHash = createHash("sha256").update(token).digest();
  const made = await db.feedToken.findUnique({ where: { tokenHash } });
  if (!made) return null;
  const { personId } = made;
  const home = { some: { personId, confirmedAt: { not: null }, endedAt: null, refusedAt: null } };
  const parishes = await db.parish.findMany({
    where: { gatheringOpenedAt: { not: null }, wards: { some: { ward: { residencies: home } } } },
    select: { id: true },
  });
  const parishIds = parishes.map((parish) => parish.id);
  const proposals = await db.proposal.findMany({
    where: {
      parishId: { notIn: parishIds },
      submittedAt: { not: null },
      OR: [{ authorId: personId }, { seconders: { some: { personId, withdrawnAt: null } } }],
    },
    select: { id: true, parishId: true, number: true },
  });
  const votes = await db.vote.findMany({
    where: {
      parishId: { notIn: parishIds },
      OR: [
        { proposalId: { in: proposals.map((proposal) => proposal.id) } },
        // Somebody on a roll has lived there: that finds the votes without reading every roll.
        {
          roll: { some: { personId } },
          parish: { wards: { some: { ward: { residencies: { some: { personId } } } } } },
        },
      ],
    },
    select: { id: true, parishId: true },
  });
  return {
    id: personId,
    title: "What you follow",
    page: "/account",
    base: `/feeds/${token}`,
    isPrivate: true,
    namesParish: true,
    since: made.createdAt,
    parishIds,
    elsewhere: { proposals, votes },
  };
}

/** Since when a person has feeds of their own; null while they have none. */
export async function feedsSince(db: Read, personId: string): Promise<Date | null> {
  const made = await db.feedToken.findUnique({ where: { personId }, select: { createdAt: true } });
  return made?.createdAt ?? null;
}
