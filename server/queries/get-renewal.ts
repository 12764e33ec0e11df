import { powerOf } from "~/domain/act/catalogue";
import { allOf, type Rules, type Ruling } from "~/domain/act/ruling";
import { longestNewTerm, termRuling } from "~/domain/act/s11-term";
import { openingUnderOrderRuling } from "~/domain/act/s16-suspension";
import { earliestOpening, noticeRuling } from "~/domain/act/s21-notice";
import { openingInstant, votingWindow } from "~/domain/act/s25-window";
import { putAgainRuling } from "~/domain/act/s30-participation-floor";
import { groundOf } from "~/domain/act/s36-coded-grounds";
import { earliestEnd, endingRuling, termDaysOf } from "~/domain/act/s40-expiry";
import { openingRuling } from "~/domain/act/s41-last-safe-day";
import {
  confirmationRuling,
  type LastRenewalVote,
  renewalAgainRuling,
  renewalDays,
  renewalOpensAt,
  renewalRuling,
} from "~/domain/act/s43-renewal";
import { windingUpDaysOf, windingUpFrom } from "~/domain/act/s44-winding-up";
import type { ParishState } from "~/domain/parish/parish-state";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { addMonths, type CivilDate, civilDateOf, compareDates, startOfDay } from "~/domain/time/civil";
import { dayInWords, instantInWords, whenInWords } from "~/domain/time/words";
import { countEndsAt, type VoteState, voteState } from "~/domain/vote/vote-state";
import type { Read, Vote } from "../persistence/db";
import { type FoundParish, findParish, oldSunsetOf } from "./find-parish";
import { takesProposalsRuling } from "./proposal-facts";

/** The votes of a parish about its term, and what came of them. */
export interface TermVotes {
  renewals: Vote[];
  endings: Vote[];
  /** The one of either kind that is announced, open or being counted: there is one at a time. */
  pending: Vote | null;
}

function outcomeOf(vote: Vote): string {
  return (vote.ruling as unknown as Ruling | null)?.outcome ?? "";
}

/** The votes about a parish's term so far, oldest first; cancelled ones are left out. */
export async function findTermVotes(db: Read, parishId: string): Promise<TermVotes> {
  const votes = await db.vote.findMany({
    where: { parishId, purpose: { in: ["renewal", "ending"] }, cancelledAt: null },
    orderBy: { noticeAt: "asc" },
  });
  return {
    renewals: votes.filter((vote) => vote.purpose === "renewal"),
    endings: votes.filter((vote) => vote.purpose === "ending"),
    pending: votes.find((vote) => vote.closedAt === null) ?? null,
  };
}

/** A parish that has rules and a term: one that was approved. */
export type TermedParish = FoundParish & { rules: Rules; term: NonNullable<FoundParish["term"]> };

/** Whether residents have approved the parish, so that it has a term. */
export function hasTerm(found: FoundParish): found is TermedParish {
  return found.rules !== null && found.term !== null;
}

function lastOf(found: TermedParish, votes: readonly Vote[]): LastRenewalVote | null {
  const inTerm = votes.filter((vote) => vote.closedAt && vote.closesAt >= startOfDay(found.term.startsOn));
  const last = inTerm.at(-1);
  return last ? { outcome: outcomeOf(last), closedAt: countEndsAt(last), timesPutAgain: inTerm.length - 1 } : null;
}

/** The sunset after a renewal by so many months. */
export function sunsetAfter(found: TermedParish, months: number): Date {
  return startOfDay(addMonths(civilDateOf(found.term.sunsetAt), months));
}

/** Which time renewal, or an earlier end, is put to a vote in the present term. */
export function roundOf(found: TermedParish, votes: readonly Vote[]): number {
  return (lastOf(found, votes)?.timesPutAgain ?? -1) + 2;
}

/** Whether a renewal vote may be called now that opens on a day, by everything the Act asks. */
export function renewalPlanRuling(
  found: TermedParish,
  votes: TermVotes,
  now: Date,
  plan: { opensOn: CivilDate; months: number },
): Ruling {
  const { rules, term } = found;
  const open = takesProposalsRuling(found, now);
  const again = renewalAgainRuling(rules, { last: lastOf(found, votes.renewals), now });
  const opensAt = openingInstant(plan.opensOn);
  const window = { opensAt, ...votingWindow(rules, opensAt) };
  return allOf(
    open,
    again,
    openingUnderOrderRuling(rules, { orderedFrom: [found.row.suspendedAt, found.row.revokedAt], opensAt }),
    renewalRuling(rules, {
      ...term,
      ...window,
      renewalsSoFar: votes.renewals.filter((vote) => outcomeOf(vote) === "passed").length,
      firstStartsOn: civilDateOf(found.row.activeFromAt as Date),
      newTermMonths: plan.months,
    }),
    termRuling(rules, { termMonths: plan.months }),
    charterNotice(rules, now, plan.opensOn),
  );
}

function charterNotice(rules: Rules, now: Date, opensOn: CivilDate): Ruling {
  return noticeRuling(rules, { class: "charter", noticeAt: now, opensOn, costPence: 0, balancePence: 0 });
}

/** Whether a vote on an earlier end may be called now that opens on a day, by everything the Act asks. */
export function endingPlanRuling(
  found: TermedParish,
  votes: TermVotes,
  now: Date,
  plan: { opensOn: CivilDate; endsOn: CivilDate },
): Ruling {
  const { rules, term } = found;
  const last = lastOf(found, votes.endings);
  const opensAt = openingInstant(plan.opensOn);
  const { closesAt } = votingWindow(rules, opensAt);
  return allOf(
    takesProposalsRuling(found, now),
    openingUnderOrderRuling(rules, { orderedFrom: [found.row.suspendedAt, found.row.revokedAt], opensAt }),
    ...(last ? [putAgainRuling(rules, { ...last, now })] : []),
    openingRuling(rules, { ...term, class: "charter", tier: null, opensOn: plan.opensOn }),
    endingRuling(rules, {
      ...term,
      closesAt,
      endsOn: plan.endsOn,
      windingUpDays: windingUpDaysOf(rules, termDaysOf(term)),
    }),
    charterNotice(rules, now, plan.opensOn),
  );
}

/** A vote about the term as the page lists it. */
export interface TermVoteRow {
  id: string;
  question: string;
  state: VoteState;
  opensWords: string;
  closesWords: string;
  ruling: Ruling | null;
}

/** A power of a renewed parish, and what the council says about it. */
export interface ConfirmedPower {
  key: string;
  name: string;
  answer: "confirm" | "refuse" | null;
  /** How it stands, in one sentence. */
  sentence: string;
}

/** The page on renewal and an earlier end. */
export interface RenewalPage {
  parish: { slug: string; name: string; state: ParishState };
  /** Null until residents have approved the charter. */
  term: {
    sunsetWords: string;
    hasEnded: boolean;
    /** From and until when a renewal vote may be open, in words. */
    opensWords: string;
    closesWords: string;
    isWindowOpen: boolean;
  } | null;
  votes: TermVoteRow[];
  mayCall: Ruling;
  mayEnd: Ruling;
  /** What can be called now: the ruling for the earliest day, and that day. Null where it does not come into question. */
  renewal: { ruling: Ruling; opensOn: CivilDate; months: number; earliestWords: string; longest: number } | null;
  ending: { ruling: Ruling; opensOn: CivilDate; endsOn: CivilDate; earliestWords: string; endWords: string } | null;
  /** The renewal that was decided and whose new term has not begun, or has. */
  renewed: { startsWords: string; answerWords: string; isOver: boolean; powers: ConfirmedPower[] } | null;
}

/** The renewal page of a parish for one reader; null when there is no such parish. */
export async function getRenewal(db: Read, actor: Actor, slug: string, now: Date): Promise<RenewalPage | null> {
  const found = await findParish(db, slug, now);
  if (!found) return null;
  const { row, state } = found;
  const subject = { parishId: row.id };
  const page: RenewalPage = {
    parish: { slug: row.slug, name: row.name, state },
    term: null,
    votes: [],
    mayCall: may(actor, "renewal.call", subject),
    mayEnd: may(actor, "ending.call", subject),
    renewal: null,
    ending: null,
    renewed: null,
  };
  if (!hasTerm(found)) return page;
  const { rules, term } = found;
  const votes = await findTermVotes(db, row.id);
  const opens = renewalOpensAt(rules, term);
  const closes = windingUpFrom(rules, term);
  const mayBeCalled = state === "active" && votes.pending === null;
  return {
    ...page,
    term: {
      sunsetWords: whenInWords(term.sunsetAt),
      hasEnded: now >= term.sunsetAt,
      opensWords: dayInWords(opens),
      closesWords: dayInWords(closes),
      isWindowOpen: now >= opens && now < closes,
    },
    votes: [...votes.renewals, ...votes.endings]
      .sort((one, other) => other.noticeAt.getTime() - one.noticeAt.getTime())
      .map((vote) => ({
        id: vote.id,
        question: vote.question,
        state: voteState(vote, now),
        opensWords: instantInWords(vote.opensAt),
        closesWords: instantInWords(vote.closesAt),
        ruling: vote.ruling as unknown as Ruling | null,
      })),
    renewal: mayBeCalled ? nextRenewal(found, votes, now) : null,
    ending: mayBeCalled ? nextEnding(found, votes, now) : null,
    renewed: await renewedOf(db, found, now),
  };
}

function nextRenewal(found: TermedParish, votes: TermVotes, now: Date): RenewalPage["renewal"] {
  const { rules, term, row } = found;
  const byNotice = earliestOpening(rules, { class: "charter", noticeAt: now });
  const first = renewalDays(rules, term)?.firstOpeningDay ?? byNotice;
  const opensOn = compareDates(byNotice, first) > 0 ? byNotice : first;
  const longest = longestNewTerm(rules, {
    sunsetAt: term.sunsetAt,
    firstStartsOn: civilDateOf(row.activeFromAt as Date),
  });
  const months = Math.max(1, Math.min(row.termMonths ?? longest, longest));
  return {
    ruling: renewalPlanRuling(found, votes, now, { opensOn, months }),
    opensOn,
    months,
    earliestWords: dayInWords(opensOn),
    longest,
  };
}

function nextEnding(found: TermedParish, votes: TermVotes, now: Date): RenewalPage["ending"] {
  const { rules, term } = found;
  const opensOn = earliestOpening(rules, { class: "charter", noticeAt: now });
  const { closesAt } = votingWindow(rules, openingInstant(opensOn));
  const endsOn = earliestEnd({ closesAt, windingUpDays: windingUpDaysOf(rules, termDaysOf(term)) });
  return {
    ruling: endingPlanRuling(found, votes, now, { opensOn, endsOn }),
    opensOn,
    endsOn,
    earliestWords: dayInWords(opensOn),
    endWords: dayInWords(endsOn),
  };
}

async function renewedOf(db: Read, found: TermedParish, now: Date): Promise<RenewalPage["renewed"]> {
  const { row, rules } = found;
  const oldSunsetAt = oldSunsetOf(row);
  if (!oldSunsetAt) return null;
  const duty = await db.duty.findFirst({
    where: { parishId: row.id, kind: "renewal" },
    orderBy: { receivedAt: "desc" },
    include: { confirmations: true },
  });
  if (!duty) return null;
  const powers = await powersToConfirm(db, row.id, oldSunsetAt);
  const isOver = now >= oldSunsetAt;
  return {
    startsWords: dayInWords(oldSunsetAt),
    answerWords: dayInWords(new Date(duty.answerBy.getTime() - 1)),
    isOver,
    powers: powers.map((power) => {
      const said = duty.confirmations.find((one) => one.powerId === power.id);
      return {
        key: power.id,
        name: powerOf(power.catalogueId)?.name ?? power.service,
        answer: said?.answer ?? null,
        sentence: said
          ? said.answer === "confirm"
            ? `Confirmed by ${said.officerName}, ${said.officerPost}. It goes on until ${instantInWords(power.lapsesAt)}.`
            : `Not confirmed: ${groundOf(said.ground ?? "")?.name ?? ""}. ${said.reasons}`
          : confirmationRuling(rules, { oldSunsetAt, now }).sentence,
      };
    }),
  };
}

/** The powers that a renewed parish holds until its old sunset, on each of which the council is to say yes or no. */
export async function powersToConfirm(db: Read, parishId: string, oldSunsetAt: Date) {
  return db.power.findMany({
    where: { parishId, lapsesAt: { gte: oldSunsetAt }, OR: [{ revokedAt: null }, { revokedAt: { gt: oldSunsetAt } }] },
    orderBy: { catalogueId: "asc" },
  });
}
