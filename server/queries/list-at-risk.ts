import { powerOf } from "~/domain/act/catalogue";
import type { Rules } from "~/domain/act/ruling";
import { deliberationEndsEarliest, noticeBy } from "~/domain/act/s22-deliberation";
import { type LastSafeDay, lastSafeDay } from "~/domain/act/s41-last-safe-day";
import { renewalDays } from "~/domain/act/s43-renewal";
import {
  addDays,
  type CivilDate,
  civilDateOf,
  compareDates,
  daysBetween,
  endOfDay,
  startOfDay,
} from "~/domain/time/civil";
import { dayInWords } from "~/domain/time/words";
import { fromDateColumn, type Read } from "../persistence/db";
import type { FoundParish } from "./find-parish";
import { type ProposalStanding, proposalStandings } from "./proposal-facts";

/** Something that must happen by a day, or cannot be finished before the sunset. */
export interface AtRisk {
  key: string;
  what: string;
  href: string;
  /** What has to happen, and by when, in one sentence. */
  needs: string;
  /** The first instant at which it can no longer be finished. */
  at: string;
  isLost: boolean;
  section: `s${number}`;
}

/** Everything open in a parish that must be finished before its sunset: first what can still be saved, by the day it becomes impossible. */
export async function listAtRisk(db: Read, found: FoundParish, now: Date): Promise<AtRisk[]> {
  const { rules, term, runningTerm, row, state } = found;
  if (!rules || !term || !runningTerm || now >= term.sunsetAt) return [];
  const base = `/parishes/${row.slug}`;
  const [standings, duties, commitments, powers, pending] = await Promise.all([
    proposalStandings(db, row.id, now),
    db.duty.findMany({
      where: { parishId: row.id, answeredAt: null, kind: { not: "charter_review" } },
      select: { id: true, kind: true, answerBy: true, proposal: { select: { number: true, title: true } } },
    }),
    db.commitment.findMany({
      where: { doneAt: null, proposal: { parishId: row.id } },
      select: { id: true, what: true, dueOn: true, proposal: { select: { number: true } } },
    }),
    db.power.findMany({ where: { parishId: row.id, lapsesAt: { gt: now }, revokedAt: null, review: null } }),
    db.vote.count({
      where: { parishId: row.id, purpose: "renewal", cancelledAt: null, noticeAt: { gte: startOfDay(term.startsOn) } },
    }),
  ]);
  const item = (at: Date, facts: Omit<AtRisk, "at" | "isLost">): AtRisk => ({
    ...facts,
    at: at.toISOString(),
    isLost: now >= at,
  });
  const safe = makeSafeDays(rules, term);
  const days = renewalDays(rules, term);
  const renewal =
    days && pending === 0 && (state === "active" || state === "approved")
      ? [
          item(endOfDay(days.lastNoticeDay), {
            key: "renewal",
            what: "Renewal of the parish",
            href: `${base}/renewal`,
            needs: `Notice of a vote on it must be given by ${dayInWords(days.lastNoticeDay)}.`,
            section: "s43",
          }),
        ]
      : [];
  const items = [
    ...renewal,
    ...standings.flatMap((one) => {
      const due = proposalDue(one, safe(one), now);
      return due
        ? [
            item(due.at, {
              key: one.id,
              what: one.title,
              href: `${base}/proposals/${one.number}`,
              needs: due.needs,
              section: "s41",
            }),
          ]
        : [];
    }),
    ...duties.map((duty) =>
      item(duty.answerBy, {
        key: duty.id,
        what: duty.proposal ? duty.proposal.title : "Powers for the new term",
        href: duty.proposal ? `${base}/proposals/${duty.proposal.number}` : `${base}/renewal`,
        needs: `The council must answer by ${dayInWords(new Date(duty.answerBy.getTime() - 1))}.`,
        section: duty.kind === "renewal" ? "s43" : "s34",
      }),
    ),
    ...commitments.map((one) => commitmentItem(item, base, term.sunsetAt, one)),
    ...powers
      .filter((power) => power.lapsesAt < term.sunsetAt)
      .map((power) => {
        const isUnconfirmed = power.lapsesAt.getTime() === runningTerm.sunsetAt.getTime();
        return item(power.lapsesAt, {
          key: power.id,
          what: `The power: ${powerOf(power.catalogueId)?.name ?? power.service}`,
          href: isUnconfirmed ? `${base}/powers` : `${base}/powers/${power.id}/review`,
          needs: isUnconfirmed
            ? `The council must confirm it by ${dayInWords(new Date(power.lapsesAt.getTime() - 1))}, or it ends.`
            : `It is on trial and must be reviewed by ${dayInWords(new Date(power.lapsesAt.getTime() - 1))}, or it ends.`,
          section: isUnconfirmed ? "s43" : "s15",
        });
      }),
  ];
  return items.sort((one, other) => Number(one.isLost) - Number(other.isLost) || one.at.localeCompare(other.at));
}

/** The last safe days by class and tier, each worked out once: a parish may have thousands of open proposals. */
function makeSafeDays(rules: Rules, term: NonNullable<FoundParish["term"]>): (one: ProposalStanding) => LastSafeDay {
  const known = new Map<string, LastSafeDay>();
  return ({ class: of, tier }) => {
    const key = `${of} ${tier}`;
    const before = known.get(key);
    if (before) return before;
    const safe = lastSafeDay(rules, { ...term, class: of ?? "ordinary", tier: tier ?? "C" });
    known.set(key, safe);
    return safe;
  };
}

/** What a proposal that is not yet announced needs to be voted on in time; null when it needs nothing, or has no part in this. */
function proposalDue(one: ProposalStanding, safe: LastSafeDay, now: Date): { at: Date; needs: string } | null {
  const { rules, state } = one;
  if (!rules || one.submittedAt === null) return null;
  const lastDay = safe.lastNoticeDay;
  if (!["seconding", "queued", "deliberating"].includes(state)) return null;
  if (!lastDay) return { at: now, needs: "The term leaves no day on which a vote on it could be noticed and held." };
  if (state === "deliberating" && one.deliberationStartedAt) {
    const ownLast = civilDateOf(new Date(noticeBy(rules, one.deliberationStartedAt).getTime() - 1));
    const by = earlierOf(ownLast, lastDay);
    return { at: endOfDay(by), needs: `Notice of its vote must be given by ${dayInWords(by)}.` };
  }
  // Its deliberation has still to begin, and takes its own days before notice.
  const today = civilDateOf(now);
  const deliberation = daysBetween(today, civilDateOf(deliberationEndsEarliest(rules, startOfDay(today))));
  const by = addDays(lastDay, -deliberation);
  const step = state === "seconding" ? "It must have its seconders" : "Its turn in the queue must come";
  return {
    at: endOfDay(by),
    needs: `${step} by ${dayInWords(by)}, so that notice can be given by ${dayInWords(lastDay)}.`,
  };
}

function earlierOf(one: CivilDate, other: CivilDate): CivilDate {
  return compareDates(one, other) <= 0 ? one : other;
}

function commitmentItem(
  item: (at: Date, facts: Omit<AtRisk, "at" | "isLost">) => AtRisk,
  base: string,
  sunsetAt: Date,
  one: { id: string; what: string; dueOn: Date; proposal: { number: number } },
): AtRisk {
  const dueOn = fromDateColumn(one.dueOn);
  const due = endOfDay(dueOn);
  const isAfter = due > sunsetAt;
  return item(isAfter ? sunsetAt : due, {
    key: one.id,
    what: one.what,
    href: `${base}/proposals/${one.proposal.number}`,
    needs: isAfter
      ? `It is promised for ${dayInWords(dueOn)}, after the sunset: it needs a receiver.`
      : `It is promised for ${dayInWords(dueOn)}.`,
    section: isAfter ? "s45" : "s38",
  });
}
