import { catalogue } from "~/domain/act/catalogue";
import type { Figure } from "~/domain/act/ruling";
import { lastDayBefore } from "~/domain/act/s34-clock";
import { isIdentifier } from "~/domain/record/identifier";
import {
  chooseOwed,
  type DocketChoice,
  type DocketCounts,
  type DocketPlace,
  type DocketStage,
  docketStages,
  type Owed,
  pageOfOwed,
  placeInAddress,
} from "~/domain/response/docket";
import { type CountedPeriod, countedPeriods } from "~/domain/response/duty-arithmetic";
import { type DutyFacts, type DutyStanding, dueInDays, nextStep } from "~/domain/response/duty-clock";
import { type DutyKind, dutyKinds, dutyTitleOf } from "~/domain/response/duty-kinds";
import { directedWords } from "~/domain/response/matters";
import { type CivilDate, civilDateOf } from "~/domain/time/civil";
import { dayInWords } from "~/domain/time/words";
import { fromDateColumn, type Prisma, type Read, rulesOf } from "../persistence/db";
import { consentRulingOf, effectOf, type FoundDuty, findDuties } from "./find-duty";
import { clockOf, commitmentsOf, figuresOf, promisedDayWords } from "./get-council-answer";
import { type OwedRow, readOwed } from "./read-owed";

/** Which part of a docket is asked for. */
export interface DocketFilter {
  kind: "all" | DutyKind;
  show: "open" | "overdue" | "answered";
  stage: "all" | DocketStage;
  /** `mine` is what the reader deals with, `nobody` what nobody does; else the identifier of an officer. */
  who: "all" | "mine" | "nobody" | string;
  /** The identifier of a ward; empty for all. */
  ward: string;
  /** A power's id in the catalogue; empty for all. */
  service: string;
  words: string;
  /** Where the page begins, or before what it ends. */
  after: DocketPlace | null;
  before: DocketPlace | null;
}

/** Everything that is owed, from the first page on. */
export const wholeDocket: DocketFilter = Object.freeze({
  kind: "all",
  show: "open",
  stage: "all",
  who: "all",
  ward: "",
  service: "",
  words: "",
  after: null,
  before: null,
});

/** One thing on a docket. */
export interface DocketItem {
  /** Unlike that of anything else on it. */
  key: string;
  /** The duty that it is or follows from. */
  id: string;
  href: string;
  /** Where officers record how a promise is kept; left out for anything else. */
  workHref?: string;
  kindWords: string;
  title: string;
  parish: { slug: string; name: string };
  received: string;
  clock: { dueWords: string; standing: DutyStanding };
  /** What happens next, in one sentence. */
  next: string;
  figures: Figure[];
  /** Its working days, counted one by one. */
  counted: CountedPeriod[];
  /** Whether all that it needs now is to be acknowledged. */
  isToAcknowledge: boolean;
  /** Who deals with it; empty for nobody. */
  assignee: string;
}

/** A setting of a filter, and how many things it would show. */
export interface DocketOption {
  value: string;
  text: string;
  count: number;
}

export interface Docket {
  filter: DocketFilter;
  items: DocketItem[];
  counts: Record<DocketFilter["show"], number>;
  /** Settings that would show anything, for each filter. Without counts where answers are listed. */
  options: Record<"kind" | "stage" | "who" | "ward" | "service", DocketOption[]>;
  /** Places of the pages after and before this one, as an address carries them; empty when there is none. */
  next: string;
  previous: string;
}

/** Things on a page. */
export const docketPageSize = 50;

/**
 * A council's docket at an instant, one page of it: what is owed by its next deadline, or what was answered, the latest first. What is owed is
 * read in narrow rows, judged and put in order by the clock here, and only the page itself is read in full.
 *
 * @param readerId who reads it, for `mine`
 */
export async function listDocket(
  db: Read,
  councilId: string,
  filter: DocketFilter,
  now: Date,
  readerId: string | null = null,
): Promise<Docket> {
  const [owed, wards, officers, answered] = await Promise.all([
    readOwed(db, councilId, now),
    db.ward.findMany({ where: { councilId }, select: { id: true, name: true }, orderBy: { name: "asc" } }),
    listOfficers(db, councilId),
    db.duty.count({ where: answeredWhere(councilId, filter, readerId) }),
  ]);
  const choice = choiceOf(filter, readerId);
  const { shown, counts } = chooseOwed(owed, choice);
  const overdue = counts.isOverdue.get("true") ?? 0;
  const open = overdue + (counts.isOverdue.get("false") ?? 0);
  const listed =
    filter.show === "answered"
      ? await answeredPage(db, councilId, filter, readerId, now)
      : await owedPage(db, shown, filter, now);
  return {
    filter,
    ...listed,
    counts: { open, overdue, answered },
    options: optionsOf(owed, counts, { wards, officers, readerId }),
  };
}

/** Officers of a council, each once, by name. */
export async function listOfficers(
  db: Read,
  councilId: string,
): Promise<{ personId: string; name: string; post: string }[]> {
  const roles = await db.role.findMany({
    where: { councilId, kind: "officer", endedAt: null },
    select: { personId: true, post: true, person: { select: { name: true } } },
    orderBy: [{ person: { name: "asc" } }, { fromAt: "asc" }],
  });
  const officers = new Map(
    roles.map(({ personId, post, person }) => [personId, { personId, name: person.name, post }]),
  );
  return [...officers.values()];
}

function choiceOf(filter: DocketFilter, readerId: string | null): DocketChoice {
  return {
    kind: filter.kind === "all" ? undefined : filter.kind,
    stage: filter.stage === "all" ? undefined : filter.stage,
    assignee: filter.who === "all" ? undefined : filter.who === "mine" ? (readerId ?? "") : filter.who,
    ward: filter.ward || undefined,
    service: filter.service || undefined,
    isOverdue: filter.show === "overdue" ? true : undefined,
    words: filter.words,
  };
}

const kindWords: Record<DutyKind, string> = {
  charter_review: "Charter to review",
  decision: "Decision to answer",
  renewal: "Powers to confirm",
};

/** Kinds as a filter names them. */
const kindNames: Record<DutyKind, string> = {
  charter_review: "Charters",
  decision: "Decisions",
  renewal: "Renewals",
};

const stageNames: Record<DocketStage, string> = {
  acknowledge: "To acknowledge",
  date: "To say when",
  answer: "To answer",
  deliver: "To deliver",
  review: "To review",
};

function optionsOf(
  owed: readonly Owed[],
  counts: DocketCounts,
  names: {
    wards: readonly { id: string; name: string }[];
    officers: readonly { personId: string; name: string }[];
    readerId: string | null;
  },
): Docket["options"] {
  const option = (facet: keyof DocketCounts, value: string, text: string): DocketOption => ({
    value,
    text,
    count: counts[facet].get(value) ?? 0,
  });
  const known = new Set<string>();
  for (const { wardIds, service } of owed) {
    for (const ward of wardIds) known.add(ward);
    if (service) known.add(service);
  }
  const { readerId } = names;
  return {
    kind: dutyKinds.map((kind) => option("kind", kind, kindNames[kind])),
    stage: docketStages.map((stage) => option("stage", stage, stageNames[stage])),
    who: [
      ...(readerId === null ? [] : [{ ...option("assignee", readerId, "Me"), value: "mine" }]),
      option("assignee", "nobody", "Nobody"),
      ...names.officers
        .filter(({ personId }) => personId !== readerId)
        .map(({ personId, name }) => option("assignee", personId, name)),
    ],
    ward: names.wards.filter(({ id }) => known.has(id)).map(({ id, name }) => option("ward", id, name)),
    service: catalogue.filter(({ id }) => known.has(id)).map(({ id, name }) => option("service", id, name)),
  };
}

/** One page of what is owed, read in full. */
async function owedPage(db: Read, shown: readonly Owed[], filter: DocketFilter, now: Date) {
  const { page, hasBefore, hasAfter } = pageOfOwed(shown as readonly OwedRow[], filter, docketPageSize);
  const [duties, promises] = await Promise.all([
    db.duty.findMany({
      where: { id: { in: [...new Set(page.map((one) => one.dutyId))] } },
      include: {
        council: { select: { slug: true } },
        parish: { select: { slug: true, name: true } },
        proposal: { select: { title: true } },
        assignment: assignmentShape,
      },
    }),
    db.commitment.findMany({
      where: { id: { in: page.flatMap((one) => one.promiseId ?? []) } },
      select: { id: true, what: true, owner: true, dueOn: true, originalDueOn: true },
    }),
  ]);
  const dutyOf = new Map(duties.map((duty) => [duty.id, duty]));
  const promiseOf = new Map(promises.map((promise) => [promise.id, promise]));
  const items = page.flatMap((owed): DocketItem[] => {
    const duty = dutyOf.get(owed.dutyId);
    if (!duty) return [];
    const common = {
      key: owed.key,
      id: duty.id,
      href: `/councils/${duty.council.slug}/docket/${duty.id}`,
      title: dutyTitleOf(duty.kind, duty.proposal?.title, duty.parish.name),
      parish: duty.parish,
      received: dayInWords(duty.receivedAt),
      assignee: assigneeOf(duty),
      figures: [],
      counted: [],
      isToAcknowledge: false,
    };
    if (owed.stage === "review") {
      return [
        {
          ...common,
          kindWords: "Outcome to review",
          clock: {
            dueWords: `Review ${dueInDays(owed.since as CivilDate, civilDateOf(now))}`,
            standing: owed.standing,
          },
          next: "Say what was measured and found, and whether to keep it, amend it or let it lapse.",
        },
      ];
    }
    if (owed.stage === "deliver") {
      const promise = owed.promiseId ? promiseOf.get(owed.promiseId) : undefined;
      if (!promise) {
        return [
          {
            ...common,
            kindWords: "Promise to make",
            clock: { dueWords: "The seconders agree", standing: owed.standing },
            next: "Say what the council will do, who answers for it, and by when.",
          },
        ];
      }
      const [dueOn, firstDueOn] = [fromDateColumn(promise.dueOn), fromDateColumn(promise.originalDueOn)];
      const moved = dueOn === firstDueOn ? "" : ` It was first promised for ${dayInWords(firstDueOn)}.`;
      return [
        {
          ...common,
          kindWords: "Promise to keep",
          title: promise.what,
          workHref: `${common.href}/commitments/${promise.id}`,
          clock: { dueWords: `Promise ${dueInDays(dueOn, civilDateOf(now))}`, standing: owed.standing },
          next: `For “${common.title}”: by ${dayInWords(dueOn)}, ${promise.owner}.${moved}`,
        },
      ];
    }
    const found = { row: duty, rules: rulesOf(duty.rules), termDays: duty.termDays ?? undefined };
    return [
      {
        ...common,
        kindWords: kindWords[duty.kind],
        clock: clockOf(found, now),
        next: beforeAnswer(found, now),
        figures: figuresOf(found),
        counted: countedPeriods(found.rules, { ...duty, termDays: found.termDays }),
        isToAcknowledge: owed.stage === "acknowledge",
      },
    ];
  });
  const [first, last] = [page[0], page[page.length - 1]];
  return {
    items,
    next: hasAfter && last ? placeInAddress(last) : "",
    previous: hasBefore ? placeInAddress(first ?? filter.after ?? { by: now, key: "" }) : "",
  };
}

const assignmentShape = {
  select: { role: { select: { endedAt: true, personId: true, person: { select: { name: true } } } } },
} as const;

/** Who deals with a duty; an assignment ends with the officer's post. */
function assigneeOf(duty: { assignment: { role: { endedAt: Date | null; person: { name: string } } } | null }): string {
  const role = duty.assignment?.role;
  return role && role.endedAt === null ? role.person.name : "";
}

/** Duties of a council that are answered, by the filters that say anything about them. */
function answeredWhere(councilId: string, filter: DocketFilter, readerId: string | null): Prisma.DutyWhereInput {
  const { kind, who, ward, service } = filter;
  const words = filter.words.split(/\s+/).filter(Boolean);
  const personId = who === "mine" ? (readerId ?? undefined) : who;
  return {
    councilId,
    kind: kind === "all" ? undefined : kind,
    answeredAt: { not: null },
    AND: [
      ...words.map((word) => ({
        OR: [
          { parish: { name: { contains: word, mode: "insensitive" as const } } },
          { proposal: { title: { contains: word, mode: "insensitive" as const } } },
        ],
      })),
      ...(ward && isIdentifier(ward) ? [{ parish: { wards: { some: { wardId: ward } } } }] : []),
      ...(service ? [{ proposal: { power: { catalogueId: service } } }] : []),
      ...(who === "nobody"
        ? [{ OR: [{ assignment: null }, { assignment: { role: { endedAt: { not: null } } } }] }]
        : []),
      ...(who !== "all" && who !== "nobody" ? [{ assignment: { role: { personId, endedAt: null } } }] : []),
    ],
  };
}

/** One page of what was answered, the latest first. */
async function answeredPage(db: Read, councilId: string, filter: DocketFilter, readerId: string | null, now: Date) {
  const { after, before } = filter;
  const place = after ?? before;
  const isBack = !after && before !== null;
  const id = place?.key.slice(2);
  const beyond: Prisma.DutyWhereInput[] = place
    ? [
        {
          OR: isBack
            ? [{ answeredAt: { gt: place.by } }, { answeredAt: place.by, id: { lt: id } }]
            : [{ answeredAt: { lt: place.by } }, { answeredAt: place.by, id: { gt: id } }],
        },
      ]
    : [];
  const read = await db.duty.findMany({
    where: { AND: [answeredWhere(councilId, filter, readerId), ...beyond] },
    orderBy: isBack ? [{ answeredAt: "asc" }, { id: "desc" }] : [{ answeredAt: "desc" }, { id: "asc" }],
    take: docketPageSize + 1,
    select: { id: true, answeredAt: true, assignment: assignmentShape },
  });
  const rows = read.slice(0, docketPageSize);
  if (isBack) rows.reverse();
  const hasMore = read.length > docketPageSize;
  const found = new Map(
    (await findDuties(db, { id: { in: rows.map((row) => row.id) } })).map((duty) => [duty.row.id, duty]),
  );
  const items = rows.flatMap((row): DocketItem[] => {
    const duty = found.get(row.id);
    if (!duty) return [];
    const { kind, proposal, parish, council, receivedAt } = duty.row;
    return [
      {
        key: `a-${row.id}`,
        id: row.id,
        href: `/councils/${council.slug}/docket/${row.id}`,
        kindWords: kindNames[kind],
        title: dutyTitleOf(kind, proposal?.title, parish.name),
        parish: { slug: parish.slug, name: parish.name },
        received: dayInWords(receivedAt),
        clock: clockOf(duty, now),
        next: afterAnswer(duty, now),
        figures: figuresOf(duty),
        counted: countedPeriods(duty.rules, { ...duty.row, termDays: duty.termDays }),
        isToAcknowledge: false,
        assignee: assigneeOf(row),
      },
    ];
  });
  const at = (row: (typeof rows)[number] | undefined) =>
    row?.answeredAt ? placeInAddress({ by: row.answeredAt, key: `a-${row.id}` }) : "";
  return {
    items,
    next: (isBack ? true : hasMore) ? at(rows[rows.length - 1]) : "",
    previous: (isBack ? hasMore : place !== null) ? at(rows[0]) : "",
  };
}

/** What is to be done about something that is not answered. */
function beforeAnswer(
  { row }: { row: DutyFacts & { kind: DutyKind; willAnswerOn: Date | null; directedBy: Date | null } },
  now: Date,
): string {
  const next = nextStep(row, now);
  if (!next) return "";
  const day = dayInWords(lastDayBefore(next.by));
  if (next.step === "answer" && now >= next.by) {
    return `${directedWords(row) || `The answer was due by the end of ${day}.`} Answer now.`;
  }
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
    case "unbound":
      return "The objection was good, so nothing more is owed.";
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

/** What duties of a council are about, in a few words, by identifier. Those of other councils are left out. */
export async function nameDuties(db: Read, councilId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const duties = await db.duty.findMany({
    where: { councilId, id: { in: ids.filter(isIdentifier) } },
    select: { id: true, kind: true, parish: { select: { name: true } }, proposal: { select: { title: true } } },
  });
  return new Map(duties.map(({ id, kind, parish, proposal }) => [id, dutyTitleOf(kind, proposal?.title, parish.name)]));
}
