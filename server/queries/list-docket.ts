import type { Figure, Rules } from "~/domain/act/ruling";
import { lastDayBefore } from "~/domain/act/s34-clock";
import {
  type DutyFacts,
  type DutyStanding,
  dueInDays,
  dueInWorkingDays,
  dutyStanding,
  nextStep,
} from "~/domain/response/duty-clock";
import { type DutyKind, dutyTitle, dutyTitleOf } from "~/domain/response/duty-kinds";
import { civilDateOf, endOfDay } from "~/domain/time/civil";
import { dayInWords } from "~/domain/time/words";
import { fromDateColumn, type Parish, type Read } from "../persistence/db";
import { consentRulingOf, effectOf, type FoundDuty, findDuties } from "./find-duty";
import { parishStateOf } from "./find-parish";
import { clockOf, commitmentsOf, figuresOf, promisedDayWords } from "./get-council-answer";

/** Which part of a docket is asked for. */
export interface DocketFilter {
  kind: "all" | DutyKind;
  show: "open" | "overdue" | "answered";
  /** From 1; only answered duties are paged. */
  page: number;
}

/** One thing on a docket. */
export interface DocketItem {
  id: string;
  href: string;
  kindWords: string;
  title: string;
  parish: { slug: string; name: string };
  received: string;
  clock: { dueWords: string; standing: DutyStanding };
  /** What happens next, in one sentence. */
  next: string;
  figures: Figure[];
}

export interface Docket {
  filter: DocketFilter;
  items: DocketItem[];
  counts: Record<DocketFilter["show"], number>;
  hasNextPage: boolean;
}

const answeredShown = 30;

/** A council's docket at an instant: what is owed by its next deadline, or what was answered, the latest first. */
export async function listDocket(db: Read, councilId: string, filter: DocketFilter, now: Date): Promise<Docket> {
  const kind = filter.kind === "all" ? undefined : filter.kind;
  const owed = (await findDuties(db, { councilId, kind, isAnswered: false })).filter((one) => isOwed(one, now));
  const open = inOrder(owed, now);
  const overdue = open.filter((one) => isLate(dutyStanding(one.rules, one.row, now)));
  const answered = await db.duty.count({ where: { councilId, kind, answeredAt: { not: null } } });
  const shown =
    filter.show === "open"
      ? open
      : filter.show === "overdue"
        ? overdue
        : await findDuties(db, {
            councilId,
            kind,
            isAnswered: true,
            skip: (filter.page - 1) * answeredShown,
            take: answeredShown,
          });
  return {
    filter,
    items: shown.map((one) => toItem(one, now)),
    counts: { open: open.length, overdue: overdue.length, answered },
    hasNextPage: filter.show === "answered" && filter.page * answeredShown < answered,
  };
}

/** A charter that its founders withdrew is owed no more. */
function isOwed({ row }: OwedDuty, now: Date): boolean {
  if (row.kind !== "charter_review") return true;
  return parishStateOf(row.parish, now) === "council_review";
}

function isLate(standing: DutyStanding): boolean {
  return standing === "overdue" || standing === "escalated";
}

function inOrder(duties: readonly FoundDuty[], now: Date): FoundDuty[] {
  const due = (duty: FoundDuty) => nextStep(duty.row, now)?.by.getTime() ?? 0;
  return [...duties].sort((one, other) => due(one) - due(other));
}

const kindWords: Record<DutyKind, string> = {
  charter_review: "Charter to review",
  decision: "Decision to answer",
  renewal: "Powers to confirm",
};

function toItem(found: FoundDuty, now: Date): DocketItem {
  const { row } = found;
  return {
    id: row.id,
    href: `/councils/${row.council.slug}/docket/${row.id}`,
    kindWords: kindWords[row.kind],
    title: dutyTitleOf(row.kind, row.proposal?.title, row.parish.name),
    parish: { slug: row.parish.slug, name: row.parish.name },
    received: dayInWords(row.receivedAt),
    clock: clockOf(found, now),
    next: row.answeredAt ? afterAnswer(found, now) : beforeAnswer(found, now),
    figures: figuresOf(found),
  };
}

function beforeAnswer({ row }: FoundDuty, now: Date): string {
  const next = nextStep(row, now);
  if (!next) return "";
  const day = dayInWords(lastDayBefore(next.by));
  if (next.step === "answer" && now >= next.by) return `The answer was due by the end of ${day}. Answer now.`;
  if (next.step === "acknowledge") return `Acknowledge it by the end of ${day}.`;
  if (next.step === "date") return `Say by the end of ${day} on which day the answer will come.`;
  const promised = row.willAnswerOn ? ` ${promisedDayWords(fromDateColumn(row.willAnswerOn), now)}` : "";
  return row.kind === "decision"
    ? `Answer by the end of ${day}.${promised}`
    : `Decide on every power by the end of ${day}.${promised}`;
}

/** What is left to do about something that was answered. */
function afterAnswer(found: FoundDuty, now: Date): string {
  const { row } = found;
  const { proposal, parish } = row;
  if (row.kind === "renewal") return "Every power has its answer.";
  if (!proposal) {
    return parish.declinedAt ? "No power was given, so the parish is declined." : "The charter goes to its vote.";
  }
  switch (effectOf(found, now)) {
    case "pending":
      return consentRulingOf(found, now)?.sentence ?? "";
    case "rejected":
      return "The answer is no. Nothing more is owed.";
    case "objected":
      return "The Commissioner decides whether the objection is good.";
    default:
      break;
  }
  if (proposal.review) return "Done and reviewed.";
  const commitments = commitmentsOf(found, now);
  if (commitments.length === 0) return "Say what the council will do, who answers for it, and by when.";
  const late = commitments.find((one) => one.isLate && !one.isDone);
  if (late) return `${late.what}: ${late.sentence}`;
  const undone = commitments.find((one) => !one.isDone);
  if (undone) return `${undone.what}: by ${undone.nowExpected}.`;
  return proposal.measureOn
    ? `The outcome is measured and reviewed on ${dayInWords(fromDateColumn(proposal.measureOn))}.`
    : "The outcome can be reviewed.";
}

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
  const duties = await findDuties(db, { ...which, isAnswered: false });
  const promises = await db.commitment.findMany({
    where: { doneAt: null, proposal: { parish: { councilId: which.councilId, id: which.parishId } } },
    include: { proposal: { select: { number: true, parish: { select: { slug: true, name: true } } } } },
  });
  return owedLines({ duties, promises }, now);
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
    const by = endOfDay(dueOn);
    const item: OwedLine = {
      key: promise.id,
      what: `Promised: ${promise.what}`,
      parish: promise.proposal.parish,
      href: proposalPath(promise.proposal.parish.slug, promise.proposal.number),
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
