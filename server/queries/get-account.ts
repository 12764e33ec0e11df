import type { ParishState } from "~/domain/parish/parish-state";
import type { Actor } from "~/domain/permissions/actor";
import type { ProposalState } from "~/domain/proposal/proposal-state";
import { dayInWords, instantInWords } from "~/domain/time/words";
import { newcomerName } from "~/forms/people";
import type { Read } from "../persistence/db";
import { findParishes } from "./find-parish";
import { nextDateOf } from "./next-date";
import { proposalStandings } from "./proposal-facts";

/** Where somebody lives, as far as the product knows. */
export type HomeState =
  | { state: "none" }
  | {
      state: "claimed";
      ward: string;
      council: { slug: string; name: string };
      since: string;
      isAged16: boolean;
      /** Until when a posted code works; empty when none was posted. */
      codeWorksUntil: string;
    }
  | { state: "confirmed"; ward: string; council: { slug: string; name: string }; since: string; isAged16: boolean }
  | { state: "refused"; ward: string; council: { slug: string; name: string }; since: string; reason: string };

export interface AccountParish {
  slug: string;
  name: string;
  state: ParishState;
  next: string;
  /** What the person is to it: "Convenor", "Founder", "You live in its area". */
  ties: string[];
}

export interface AccountPage {
  name: string;
  email: string;
  needsName: boolean;
  home: HomeState;
  parishes: AccountParish[];
  roles: { words: string; council: { slug: string; name: string } | null; isOfficer: boolean; isOperator: boolean }[];
  proposals: {
    parish: { slug: string; name: string };
    number: number;
    title: string;
    state: ProposalState;
    href: string;
  }[];
  /** Every vote that the person was on the roll of, newest first. */
  ballots: {
    voteId: string;
    question: string;
    parish: string;
    when: string;
    isOpen: boolean;
    hasVoted: boolean;
    /** Whether they were given a paper ballot. */
    hasPaper: boolean;
  }[];
  hasMoreBallots: boolean;
}

const ballotsShown = 50;

const roleWords: Record<Actor["roles"][number]["kind"], string> = {
  officer: "Council officer",
  councillor: "Councillor",
  commissioner: "Commissioner",
  operator: "Operator",
};

/** Where a person lives, in the state of their latest claim. */
export async function getHome(db: Read, personId: string, now: Date): Promise<HomeState> {
  const rows = await db.residency.findMany({
    where: { personId },
    orderBy: { claimedAt: "desc" },
    take: 10,
    include: { ward: { include: { council: { select: { slug: true, name: true } } } } },
  });
  const live = rows.find((row) => row.endedAt === null && row.refusedAt === null);
  // A refusal is told until something newer takes its place.
  const latest = live ?? (rows[0]?.refusedAt ? rows[0] : undefined);
  if (!latest) return { state: "none" };
  const place = { ward: latest.ward.name, council: latest.ward.council };
  if (latest.refusedAt) {
    return {
      state: "refused",
      ...place,
      since: dayInWords(latest.refusedAt),
      reason: latest.refusedReason ?? "",
    };
  }
  if (latest.confirmedAt) {
    return { state: "confirmed", ...place, since: dayInWords(latest.confirmedAt), isAged16: latest.isAged16 };
  }
  const { postedCodeExpiresAt } = latest;
  const isCodeLive = postedCodeExpiresAt && now < postedCodeExpiresAt && latest.postedCodeTriesLeft > 0;
  return {
    state: "claimed",
    ...place,
    since: dayInWords(latest.claimedAt),
    isAged16: latest.isAged16,
    codeWorksUntil: isCodeLive ? dayInWords(postedCodeExpiresAt) : "",
  };
}

/** What a signed-in person sees of themselves. Nobody else is shown it. */
export async function getAccount(db: Read, actor: Actor, now: Date): Promise<AccountPage> {
  const personId = actor.personId as string;
  const [home, parishes, proposals, votes, councils] = await Promise.all([
    getHome(db, personId, now),
    myParishes(db, actor, now),
    myProposals(db, personId, now),
    myVotes(db, personId),
    db.council.findMany({
      where: { id: { in: actor.roles.flatMap((role) => (role.councilId ? [role.councilId] : [])) } },
      select: { id: true, slug: true, name: true },
    }),
  ]);
  return {
    name: actor.name,
    email: actor.email,
    needsName: actor.name === newcomerName,
    home,
    parishes,
    roles: actor.roles.map((role) => {
      const council = councils.find((one) => one.id === role.councilId);
      return {
        words:
          role.post && role.post !== roleWords[role.kind]
            ? `${roleWords[role.kind]}: ${role.post}`
            : roleWords[role.kind],
        council: council ? { slug: council.slug, name: council.name } : null,
        isOfficer: role.kind === "officer",
        isOperator: role.kind === "operator",
      };
    }),
    proposals,
    ballots: votes.slice(0, ballotsShown).map((vote) => ({
      voteId: vote.id,
      question: vote.question,
      parish: vote.parish,
      isOpen: vote.closed_at === null && now < vote.closes_at,
      when:
        vote.closed_at === null && now < vote.closes_at
          ? `Open until ${instantInWords(vote.closes_at)}`
          : `Closed ${instantInWords(vote.closes_at)}`,
      hasVoted: vote.has_voted,
      hasPaper: vote.has_paper,
    })),
    hasMoreBallots: votes.length > ballotsShown,
  };
}

async function myParishes(db: Read, actor: Actor, now: Date): Promise<AccountParish[]> {
  const personId = actor.personId as string;
  const wardId = actor.residency?.confirmedAt ? actor.residency.wardId : null;
  const rows = await db.parish.findMany({
    where: {
      OR: [
        { offices: { some: { personId, endedAt: null } } },
        { founders: { some: { personId } } },
        { supporters: { some: { personId } } },
        ...(wardId ? [{ wards: { some: { wardId } }, gatheringOpenedAt: { not: null } }] : []),
      ],
    },
    select: {
      id: true,
      wards: { select: { wardId: true } },
      offices: { where: { personId, endedAt: null } },
      founders: { where: { personId } },
      supporters: { where: { personId } },
    },
    orderBy: { name: "asc" },
  });
  const all = await findParishes(db, { id: { in: rows.map(({ id }) => id) } }, now);
  const byId = new Map(all.map((found) => [found.row.id, found]));
  const parishes: AccountParish[] = [];
  for (const row of rows) {
    const found = byId.get(row.id);
    if (!found) continue;
    const ties: string[] = row.offices.map(({ office }) => (office === "convenor" ? "Convenor" : "Deputy convenor"));
    if (row.founders.length > 0) ties.push("Founder");
    else if (row.supporters.length > 0) ties.push("Supporter");
    if (row.wards.some((ward) => ward.wardId === wardId)) ties.push("You live in its area");
    parishes.push({
      slug: found.row.slug,
      name: found.row.name,
      state: found.state,
      next: nextDateOf(found, now),
      ties,
    });
  }
  return parishes;
}

async function myProposals(db: Read, personId: string, now: Date): Promise<AccountPage["proposals"]> {
  const mine = await db.proposal.findMany({
    where: { authorId: personId },
    orderBy: { createdAt: "desc" },
    select: { id: true, parishId: true, parish: { select: { slug: true, name: true } } },
  });
  const lines: AccountPage["proposals"] = [];
  const standings = new Map<string, Awaited<ReturnType<typeof proposalStandings>>>();
  for (const { id, parishId, parish } of mine) {
    const ofParish = standings.get(parishId) ?? (await proposalStandings(db, parishId, now));
    standings.set(parishId, ofParish);
    const one = ofParish.find((standing) => standing.id === id);
    // A draft that was thrown away is nobody's business any more.
    if (!one || (one.state === "withdrawn" && one.submittedAt === null)) continue;
    lines.push({
      parish,
      number: one.number,
      title: one.title,
      state: one.state,
      href: one.submittedAt
        ? `/parishes/${parish.slug}/proposals/${one.number}`
        : `/parishes/${parish.slug}/proposals/new?draft=${id}`,
    });
  }
  return lines;
}

interface MyVote {
  id: string;
  question: string;
  parish: string;
  closes_at: Date;
  closed_at: Date | null;
  has_voted: boolean;
  has_paper: boolean;
}

/** The votes of the parishes that the person has ever lived in, if they were on the roll. */
async function myVotes(db: Read, personId: string): Promise<MyVote[]> {
  return db.$queryRaw<MyVote[]>`
    SELECT vote.id, vote.question, parish.name AS parish, vote.closes_at, vote.closed_at,
      has_voted(vote.id, ${personId}::uuid) AS has_voted, has_paper(vote.id, ${personId}::uuid) AS has_paper
    FROM vote
    JOIN parish ON parish.id = vote.parish_id
    JOIN vote_roll ON vote_roll.vote_id = vote.id AND vote_roll.person_id = ${personId}::uuid
    WHERE vote.opened_at IS NOT NULL AND vote.parish_id IN (
      SELECT parish_ward.parish_id FROM parish_ward JOIN residency ON residency.ward_id = parish_ward.ward_id
      WHERE residency.person_id = ${personId}::uuid
    )
    ORDER BY vote.closes_at DESC, vote.id LIMIT ${ballotsShown + 1}`;
}
