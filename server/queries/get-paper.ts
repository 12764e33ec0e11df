import type { Ruling } from "~/domain/act/ruling";
import type { Actor } from "~/domain/permissions/actor";
import { instantInWords } from "~/domain/time/words";
import { type VoteState, voteState } from "~/domain/vote/vote-state";
import type { Read } from "../persistence/db";
import { findParishById } from "./find-parish";
import { paperPlanRuling } from "./paper-plan";

/** How far officers are with counting: see the function of this name in the database. */
export type PaperCountStands = "none" | "mine" | "other" | "differ" | "agreed";

/** The page on which officers of a council handle the papers of a vote. */
export interface PaperPage {
  id: string;
  question: string;
  state: VoteState;
  parish: { slug: string; name: string };
  council: { id: string; slug: string; name: string };
  wardIds: string[];
  opensWords: string;
  closesWords: string;
  /** Until when papers are counted, in words; empty while none are offered. */
  dueWords: string;
  /** Whether paper may be offered; null once it is. */
  offer: Ruling | null;
  issued: number;
  /** Numbers of the papers that can be printed, in their order. */
  serials: string[];
  stands: PaperCountStands;
}

/** Whom the page of a vote's papers concerns, for `may`; null when there is no such vote. */
export async function findPaperSubject(db: Read, voteId: string) {
  const vote = await db.vote.findUnique({
    where: { id: voteId },
    include: { parish: { select: { councilId: true } } },
  });
  return vote && { councilId: vote.parish.councilId, parishId: vote.parishId };
}

/** The papers of a vote, for an officer; null when there is no such vote. */
export async function getPaper(db: Read, voteId: string, actor: Actor, now: Date): Promise<PaperPage | null> {
  const vote = await db.vote.findUnique({
    where: { id: voteId },
    include: { paperSerials: { select: { serial: true }, orderBy: { serial: "asc" } } },
  });
  const found = vote && (await findParishById(db, vote.parishId, now));
  if (!vote || !found) return null;
  const { paperSerials, ...rest } = vote;
  const { row } = found;
  return {
    id: vote.id,
    question: vote.question,
    state: voteState(vote, now),
    parish: { slug: row.slug, name: row.name },
    council: row.council,
    wardIds: found.wardIds,
    opensWords: instantInWords(vote.opensAt),
    closesWords: instantInWords(vote.closesAt),
    dueWords: vote.paperDueAt ? instantInWords(vote.paperDueAt) : "",
    offer: vote.paperDueAt ? null : (await paperPlanRuling(db, found, rest, now)).ruling,
    issued: vote.papersIssued,
    serials: paperSerials.map(({ serial }) => serial),
    stands: vote.paperDueAt && !vote.closedAt ? await standsOf(db, vote.id, actor) : "none",
  };
}

async function standsOf(db: Read, voteId: string, actor: Actor): Promise<PaperCountStands> {
  const rows = await db.$queryRaw<{ stands: PaperCountStands }[]>`
    SELECT paper_count_stands(${voteId}::uuid, ${actor.personId}::uuid) AS stands`;
  return rows[0]?.stands ?? "none";
}
