import type { Rules } from "~/domain/act/ruling";
import {
  type DutyFacts,
  type DutyStanding,
  dueInDays,
  dueInWorkingDays,
  dutyStanding,
  nextStep,
} from "~/domain/response/duty-clock";
import { type DutyKind, dutyTitle } from "~/domain/response/duty-kinds";
import { civilDateOf, endOfDay } from "~/domain/time/civil";
import { fromDateColumn, type Parish, type Prisma, type Read, rulesOf } from "../persistence/db";
import { findDuties } from "./find-duty";
import { parishStateOf } from "./find-parish";

/** Something a council owes, as anybody may see it. */
export interface OwedLine {
  key: string;
  /** What is owed: "Answer to “Move two bins”". */
  what: string;
  parish: { slug: string; name: string };
  /** The public page of the proposal, or of the parish. */
  href: string;
  dueWords: string;
  standing: DutyStanding;
}

/**
 * What a council owes at an instant, to all its parishes or about one: answers that are not given and promises that are not kept.
 * The first to fall due comes first.
 */
export async function listOwed(
  db: Read,
  which: { councilId?: string; parishId?: string },
  now: Date,
): Promise<OwedLine[]> {
  const [duties, promises] = await Promise.all([
    findDuties(db, { ...which, isAnswered: false }),
    db.commitment.findMany({
      where: { doneAt: null, proposal: { parish: { councilId: which.councilId, id: which.parishId } } },
      include: {
        proposal: { select: { number: true, parish: { select: { slug: true, name: true, sunsetAt: true } } } },
      },
    }),
  ]);
  const taken = await takenOver(db, promises, now);
  return owedLines({ duties, promises: promises.filter(({ id }) => !taken.has(id)) }, now);
}

/** Which of these promises another receiver has taken over from the council. */
async function takenOver(
  db: Read,
  promises: readonly { id: string; proposal: { parish: { sunsetAt: Date | null } } }[],
  now: Date,
): Promise<Set<string>> {
  const ended = new Map(
    promises
      .map(({ id, proposal }) => [id, proposal.parish] as const)
      .filter(([, { sunsetAt }]) => sunsetAt && sunsetAt <= now),
  );
  if (ended.size === 0) return new Set();
  const accepted = await db.handoverItem.findMany({
    where: {
      kind: "commitment",
      subject: { in: [...ended.keys()] },
      answer: "accepted",
      endedAt: null,
      personId: { not: null },
    },
    select: { subject: true, sunsetAt: true },
  });
  return new Set(
    accepted
      .filter(({ subject, sunsetAt }) => isTakenOver(ended.get(subject), sunsetAt, now))
      .map(({ subject }) => subject),
  );
}

/**
 * Whether what a receiver other than the council took over is theirs by now: from the sunset on (sections 38 and 45), and only if that is the end,
 * or an earlier one than the end, for which they were asked.
 *
 * @param forSunset the sunset for which they accepted; null when nobody did
 */
export function isTakenOver(parish: { sunsetAt: Date | null } | undefined, forSunset: Date | null, now: Date): boolean {
  const end = parish?.sunsetAt;
  return end != null && forSunset !== null && end <= now && forSunset >= end;
}

/** What is owed, as rows say it or as the minute book does: duties that are not answered, and promises that are not kept. */
export interface OwedFacts {
  duties: readonly OwedDuty[];
  promises: readonly {
    id: string;
    what: string;
    dueOn: Date;
    proposal: { number: number; parish: { slug: string; name: string } };
  }[];
}

interface OwedDuty {
  rules: Rules;
  row: DutyFacts & {
    id: string;
    kind: DutyKind;
    parish: Parish;
    proposal: { number: number; title: string } | null;
  };
}

/** What is owed, in lines, the first to fall due first. */
export function owedLines({ duties, promises }: OwedFacts, now: Date): OwedLine[] {
  const owed = duties.filter((duty) => isOwed(duty, now));
  const answers = owed.flatMap((duty) => {
    const { row } = duty;
    const next = nextStep(row, now);
    if (!next) return [];
    const item: OwedLine = {
      key: row.id,
      what: row.proposal ? `Answer to “${row.proposal.title}”` : dutyTitle(row.kind, undefined),
      parish: { slug: row.parish.slug, name: row.parish.name },
      href: row.proposal ? proposalPath(row.parish.slug, row.proposal.number) : `/parishes/${row.parish.slug}`,
      dueWords: dueInWorkingDays(next.by, now),
      standing: dutyStanding(duty.rules, row, now),
    };
    return [{ item, by: next.by }];
  });
  const today = civilDateOf(now);
  const kept = promises.map((promise) => {
    const dueOn = fromDateColumn(promise.dueOn);
    const { slug, name } = promise.proposal.parish;
    const by = endOfDay(dueOn);
    const item: OwedLine = {
      key: promise.id,
      what: `Promised: ${promise.what}`,
      parish: { slug, name },
      href: proposalPath(slug, promise.proposal.number),
      dueWords: dueInDays(dueOn, today),
      standing: now >= by ? "overdue" : "on_time",
    };
    return { item, by };
  });
  return [...answers, ...kept].sort((one, other) => one.by.getTime() - other.by.getTime()).map(({ item }) => item);
}

function proposalPath(slug: string, number: number): string {
  return `/parishes/${slug}/proposals/${number}`;
}

/** A charter that its founders withdrew is owed no more. */
function isOwed({ row }: OwedDuty, now: Date): boolean {
  if (row.kind !== "charter_review") return true;
  return parishStateOf(row.parish, now) === "council_review";
}

/** Answers that are late at an instant, of all councils, and how many there are. */
export interface LateAnswers {
  first: (OwedLine & { council: { slug: string; name: string } })[];
  count: number;
}

/**
 * What councils are late with, as anybody may see it from the very instant (section 37): the first to have fallen due comes first.
 *
 * @param shown how many are told one by one
 */
export async function listLate(db: Read, now: Date, shown: number): Promise<LateAnswers> {
  const late: Prisma.DutyWhereInput = {
    answeredAt: null,
    parish: { withdrawnAt: null },
    OR: [
      { answerBy: { lte: now } },
      { acknowledgedAt: null, acknowledgeBy: { lte: now } },
      { datedAt: null, dateBy: { lte: now } },
    ],
  };
  const [count, rows] = await Promise.all([
    db.duty.count({ where: late }),
    db.duty.findMany({
      where: late,
      orderBy: [{ answerBy: "asc" }, { id: "asc" }],
      take: shown,
      include: {
        council: { select: { slug: true, name: true } },
        parish: true,
        proposal: { select: { number: true, title: true } },
      },
    }),
  ]);
  const first = rows.flatMap((row) => {
    const [line] = owedLines({ duties: [{ rules: rulesOf(row.rules), row }], promises: [] }, now);
    return line ? [{ ...line, council: row.council }] : [];
  });
  return { first, count };
}
