import type { Rules, Ruling } from "~/domain/act/ruling";
import { mayHoldCharterVoteRuling } from "~/domain/act/s10-charter-vote";
import { clearDaysFor, earliestOpening, noticeRuling } from "~/domain/act/s21-notice";
import { openingInstant, votingWindow } from "~/domain/act/s25-window";
import { defaultPublicity, publicView } from "~/domain/act/s26-publicity";
import { putAgainRuling } from "~/domain/act/s30-participation-floor";
import type { ParishState } from "~/domain/parish/parish-state";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { CivilDate } from "~/domain/time/civil";
import { dayInWords, instantInWords, timeInWords } from "~/domain/time/words";
import { countEndsAt, type VoteState, voteState } from "~/domain/vote/vote-state";
import type { Read } from "../persistence/db";
import { findParish } from "./find-parish";

/** What the Act looks at before a charter may be put to its vote. */
export interface CharterVoteFacts {
  powersGranted: number;
  powersUndecided: number;
  /** The vote that is announced, open or being counted. */
  pending: { id: string; opensAt: Date } | null;
  /** Votes on this charter that were held, the latest last. */
  closed: { closesAt: Date; outcome: string }[];
}

/** The facts about a charter's votes so far. */
export async function charterVoteFacts(db: Read, parishId: string): Promise<CharterVoteFacts> {
  const requests = await db.powerRequest.findMany({ where: { parishId }, select: { decision: true } });
  const votes = await db.vote.findMany({
    where: { parishId, purpose: "charter", cancelledAt: null },
    orderBy: { round: "asc" },
    select: { id: true, opensAt: true, closesAt: true, paperDueAt: true, closedAt: true, ruling: true },
  });
  return {
    powersGranted: requests.filter(({ decision }) => decision === "grant" || decision === "grant_with_conditions")
      .length,
    powersUndecided: requests.filter(({ decision }) => decision === null).length,
    pending: votes.find((vote) => vote.closedAt === null) ?? null,
    closed: votes
      .filter((vote) => vote.closedAt !== null)
      .map((vote) => ({
        closesAt: countEndsAt(vote),
        outcome: (vote.ruling as unknown as Ruling | null)?.outcome ?? "",
      })),
  };
}

/** Whether a charter may be put to a vote now: what the council has decided (s10), and whether it may be put again (s30). */
export function charterVoteRulings(
  rules: Rules,
  facts: CharterVoteFacts,
  now: Date,
): { hold: Ruling; again: Ruling | null } {
  const last = facts.closed[facts.closed.length - 1];
  return {
    hold: mayHoldCharterVoteRuling(rules, facts),
    again: last
      ? putAgainRuling(rules, { closedAt: last.closesAt, now, timesPutAgain: facts.closed.length - 1 })
      : null,
  };
}

/** One vote on a charter as the page lists it. */
export interface CharterVoteRow {
  id: string;
  state: VoteState;
  round: number;
  opensWords: string;
  closesWords: string;
  ruling: Ruling | null;
}

/** The page on which the vote on a charter is called. */
export interface CharterVotePage {
  parish: { slug: string; name: string; state: ParishState };
  votes: CharterVoteRow[];
  /** Whether the reader is convenor or deputy. */
  maySchedule: Ruling;
  /** Why a vote cannot be called now, or that it may; null outside the charter vote and while one is under way. */
  standing: Ruling | null;
  /** The first day on which a vote called now may open; null when none may be called now. */
  earliest: {
    day: CivilDate;
    words: string;
    opensTime: string;
    closesWords: string;
    clearDays: number;
    ruling: Ruling;
  } | null;
  publicity: Ruling | null;
}

/** The charter vote of a parish for one reader; null when there is no such parish. */
export async function getCharterVote(db: Read, actor: Actor, slug: string, now: Date): Promise<CharterVotePage | null> {
  const found = await findParish(db, slug, now);
  if (!found) return null;
  const { row, rules, state } = found;
  const [votes, facts] = await Promise.all([
    db.vote.findMany({
      where: { parishId: row.id, purpose: "charter" },
      orderBy: { noticeAt: "desc" },
    }),
    charterVoteFacts(db, row.id),
  ]);
  const isOpenToCall = rules !== null && state === "charter_vote" && facts.pending === null;
  const rulings = isOpenToCall ? charterVoteRulings(rules, facts, now) : null;
  const standing = rulings && (rulings.hold.holds && rulings.again ? rulings.again : rulings.hold);
  const day = isOpenToCall && standing?.holds ? earliestOpening(rules, { class: "charter", noticeAt: now }) : null;
  return {
    parish: { slug: row.slug, name: row.name, state },
    votes: votes.map((vote) => ({
      id: vote.id,
      state: voteState(vote, now),
      round: vote.round,
      opensWords: instantInWords(vote.opensAt),
      closesWords: instantInWords(vote.closesAt),
      ruling: vote.ruling as unknown as Ruling | null,
    })),
    maySchedule: may(actor, "charter.schedule_vote", { parishId: row.id }),
    standing,
    earliest:
      rules && day
        ? {
            day,
            words: dayInWords(day),
            opensTime: timeInWords(openingInstant(day)),
            closesWords: instantInWords(votingWindow(rules, openingInstant(day)).closesAt),
            clearDays: clearDaysFor(rules, "charter"),
            ruling: noticeRuling(rules, {
              class: "charter",
              noticeAt: now,
              opensOn: day,
              costPence: 0,
              balancePence: 0,
            }),
          }
        : null,
    publicity: rules ? publicView(rules, { publicity: defaultPublicity("charter"), state: "open" }).ruling : null,
  };
}
