import { actInForce } from "~/domain/act/act-in-force";
import { catalogue } from "~/domain/act/catalogue";
import type { Figure, Rules } from "~/domain/act/ruling";
import { lastDayBefore } from "~/domain/act/s34-clock";
import { type Answer, modifyConsentRuling } from "~/domain/act/s35-answer";
import { isIdentifier } from "~/domain/record/identifier";
import { answerEffect } from "~/domain/response/council-answer";
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
import {
  type DutyFacts,
  type DutyStanding,
  dueInDays,
  dueInWorkingDays,
  dutyStanding,
  nextStep,
} from "~/domain/response/duty-clock";
import { type DutyKind, dutyKinds, dutyTitle, dutyTitleOf } from "~/domain/response/duty-kinds";
import { type CivilDate, civilDateOf, endOfDay } from "~/domain/time/civil";
import { dayInWords } from "~/domain/time/words";
import { fromDateColumn, type Parish, type Prisma, type Read, rulesOf } from "../persistence/db";
import { consentRulingOf, effectOf, type FoundDuty, findDuties } from "./find-duty";
import { parishStateOf } from "./find-parish";
import { clockOf, commitmentsOf, figuresOf, promisedDayWords } from "./get-council-answer";

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

/** A thing that is owed, with what its row on the page is read by. */
type OwedRow = Owed & { dutyId: string; promiseId?: string; since?: CivilDate };

interface NarrowDuty extends DutyFacts {
  id: string;
  kind: DutyKind;
  rules: Prisma.JsonValue;
  parishId: string;
  parish: string;
  title: string | null;
  service: string | null;
  assigneeId: string | null;
}

interface NarrowPromise {
  id: string;
  dutyId: string;
  dueOn: Date;
  what: string;
  parishId: string;
  parish: string;
  title: string;
  service: string | null;
  assigneeId: string | null;
}

interface NarrowReview extends Omit<NarrowPromise, "id" | "dueOn" | "what"> {
  rules: Prisma.JsonValue;
  answer: Answer;
  askedAt: Date;
  sunsetAt: Date | null;
  objection: Parameters<typeof answerEffect>[2];
  measureOn: Date | null;
  doneAt: Date | null;
  hasPromise: boolean;
  consents: number;
  refusals: number;
  seconders: number;
}

/** An instant in a row that came as JSON. */
const instantOf = (ms: number | null) => (ms === null ? null : new Date(ms));

type InMilliseconds = Record<"acknowledgeBy" | "dateBy" | "answerBy", number> &
  Record<"acknowledgedAt" | "datedAt" | "pauseFrom" | "pauseUntil", number | null>;

/**
 * Every duty of a council that is not answered. Thousands of rows come as one JSON text, which is read several times faster than as many values;
 * instants are milliseconds in it, worked out as floating numbers, which is twice as fast as exact ones: half a microsecond more keeps the
 * last millisecond from falling short.
 */
async function readNarrowDuties(db: Read, councilId: string, now: Date): Promise<NarrowDuty[]> {
  const [read] = await db.$queryRaw<{ rows: string }[]>`
    SELECT coalesce(json_agg(narrow), '[]')::text AS rows FROM (
      SELECT d.id, d.kind, floor(date_part('epoch', d.acknowledge_by) * 1000 + 0.0005) AS "acknowledgeBy",
        floor(date_part('epoch', d.date_by) * 1000 + 0.0005) AS "dateBy", floor(date_part('epoch', d.answer_by) * 1000 + 0.0005) AS "answerBy",
        floor(date_part('epoch', d.acknowledged_at) * 1000 + 0.0005) AS "acknowledgedAt",
        floor(date_part('epoch', d.dated_at) * 1000 + 0.0005) AS "datedAt", floor(date_part('epoch', d.pause_from) * 1000 + 0.0005) AS "pauseFrom",
        floor(date_part('epoch', d.pause_until) * 1000 + 0.0005) AS "pauseUntil", CASE WHEN d.answer_by <= ${now} THEN d.rules END AS rules,
        d.parish_id AS "parishId", h.name AS parish, p.title, w.catalogue_id AS service, r.person_id AS "assigneeId"
      FROM duty d
      JOIN parish h ON h.id = d.parish_id AND h.withdrawn_at IS NULL
      LEFT JOIN proposal p ON p.id = d.proposal_id
      LEFT JOIN power w ON w.id = p.power_id
      LEFT JOIN duty_assignment a ON a.duty_id = d.id
      LEFT JOIN role r ON r.id = a.role_id AND r.ended_at IS NULL
      WHERE d.council_id = ${councilId}::uuid AND d.answered_at IS NULL
    ) narrow`;
  const rows = JSON.parse(read?.rows ?? "[]") as (Omit<NarrowDuty, keyof DutyFacts> & InMilliseconds)[];
  return rows.map((row) => {
    // Written out, since spreading thousands of rows takes longer than all the rest.
    const duty: NarrowDuty = {
      id: row.id,
      kind: row.kind,
      acknowledgeBy: new Date(row.acknowledgeBy),
      dateBy: new Date(row.dateBy),
      answerBy: new Date(row.answerBy),
      acknowledgedAt: instantOf(row.acknowledgedAt),
      datedAt: instantOf(row.datedAt),
      answeredAt: null,
      pauseFrom: instantOf(row.pauseFrom),
      pauseUntil: instantOf(row.pauseUntil),
      rules: row.rules,
      parishId: row.parishId,
      parish: row.parish,
      title: row.title,
      service: row.service,
      assigneeId: row.assigneeId,
    };
    return duty;
  });
}

/** Everything that a council owes at an instant, in narrow rows and in no order. */
async function readOwed(db: Read, councilId: string, now: Date): Promise<OwedRow[]> {
  const today = civilDateOf(now);
  const [duties, promises, reviews, places] = await Promise.all([
    // The rules are only asked of what is overdue: they say when silence goes to the Commissioner. Nobody owes an answer to a charter that its
    // founders took back.
    readNarrowDuties(db, councilId, now),
    db.$queryRaw<NarrowPromise[]>`
      SELECT c.id, d.id AS "dutyId", c.due_on AS "dueOn", c.what, d.parish_id AS "parishId", h.name AS parish, p.title,
        w.catalogue_id AS service, r.person_id AS "assigneeId"
      FROM commitment c
      JOIN duty d ON d.proposal_id = c.proposal_id AND d.council_id = ${councilId}::uuid
      JOIN parish h ON h.id = d.parish_id
      JOIN proposal p ON p.id = d.proposal_id
      LEFT JOIN power w ON w.id = p.power_id
      LEFT JOIN duty_assignment a ON a.duty_id = d.id
      LEFT JOIN role r ON r.id = a.role_id AND r.ended_at IS NULL
      WHERE c.done_at IS NULL`,
    // Decisions whose review may be due, and changed answers that more seconders took than not: the Act says below which of them stand.
    db.$queryRaw<NarrowReview[]>`
      SELECT d.id AS "dutyId", d.rules, d.objection::text AS objection, s.answer::text AS answer, s.at AS "askedAt",
        h.sunset_at AS "sunsetAt", p.measure_on AS "measureOn", p.done_at AS "doneAt", d.parish_id AS "parishId", h.name AS parish,
        p.title, w.catalogue_id AS service, r.person_id AS "assigneeId",
        EXISTS (SELECT 1 FROM commitment c WHERE c.proposal_id = p.id) AS "hasPromise",
        said.consents, said.refusals,
        (SELECT count(*)::int FROM seconder e WHERE e.proposal_id = p.id AND e.withdrawn_at IS NULL) AS seconders
      FROM duty d
      JOIN response s ON s.duty_id = d.id AND s.answer IN ('accept', 'commit', 'modify')
      JOIN parish h ON h.id = d.parish_id
      JOIN proposal p ON p.id = d.proposal_id
      LEFT JOIN outcome_review o ON o.proposal_id = p.id
      LEFT JOIN power w ON w.id = p.power_id
      LEFT JOIN duty_assignment a ON a.duty_id = d.id
      LEFT JOIN role r ON r.id = a.role_id AND r.ended_at IS NULL
      CROSS JOIN LATERAL (
        SELECT (count(*) FILTER (WHERE m.is_consent))::int AS consents, (count(*) FILTER (WHERE NOT m.is_consent))::int AS refusals
        FROM modify_consent m WHERE m.response_id = s.id
      ) said
      WHERE d.council_id = ${councilId}::uuid AND d.answered_at IS NOT NULL AND o.proposal_id IS NULL
        AND (p.measure_on <= ${today}::date OR (p.measure_on IS NULL AND p.done_at IS NOT NULL) OR s.answer = 'modify')
        AND (s.answer <> 'modify' OR said.consents > said.refusals)`,
    db.$queryRaw<{ parishId: string; wardIds: string[] }[]>`
      SELECT pw.parish_id AS "parishId", array_agg(pw.ward_id) AS "wardIds"
      FROM parish_ward pw JOIN parish h ON h.id = pw.parish_id AND h.council_id = ${councilId}::uuid
      GROUP BY pw.parish_id`,
  ]);
  const wardsOf = new Map(places.map(({ parishId, wardIds }) => [parishId, wardIds]));
  const about = (row: Pick<NarrowPromise, "parishId" | "parish" | "service" | "assigneeId">, title: string) => ({
    wardIds: wardsOf.get(row.parishId) ?? [],
    service: row.service,
    assigneeId: row.assigneeId,
    text: `${title} ${row.parish}`,
  });
  const noWards: string[] = [];
  const answers: OwedRow[] = [];
  for (const row of duties) {
    const next = nextStep(row, now);
    if (!next) continue;
    answers.push({
      key: `d-${row.id}`,
      dutyId: row.id,
      kind: row.kind,
      stage: next.step,
      by: next.by,
      // Rules are not looked at before the answer is overdue.
      standing: dutyStanding(row.rules === null ? actInForce : rulesOf(row.rules), row, now),
      wardIds: wardsOf.get(row.parishId) ?? noWards,
      service: row.service,
      assigneeId: row.assigneeId,
      text: `${dutyTitleOf(row.kind, row.title ?? undefined, row.parish)} ${row.parish}`,
    });
  }
  const kept = promises.map((row): OwedRow => {
    const by = endOfDay(fromDateColumn(row.dueOn));
    return {
      ...about(row, `${row.what} ${row.title}`),
      key: `c-${row.id}`,
      dutyId: row.dutyId,
      promiseId: row.id,
      kind: "decision",
      stage: "deliver",
      by,
      standing: now >= by ? "overdue" : "on_time",
    };
  });
  const looked = reviews.flatMap((row): OwedRow[] => reviewOwed(row, about(row, row.title), now));
  return [...answers, ...kept, ...looked];
}

/** The review that is due of a decision, and the promise that a changed answer still lacks. */
function reviewOwed(row: NarrowReview, about: Omit<Owed, "key" | "kind" | "stage" | "by" | "standing">, now: Date) {
  const consent =
    row.answer === "modify"
      ? modifyConsentRuling(rulesOf(row.rules), { ...row, now, sunsetAt: row.sunsetAt ?? undefined })
      : null;
  if (answerEffect(row.answer, consent, row.objection) !== "stands") return [];
  const dueOn = row.measureOn ? fromDateColumn(row.measureOn) : row.doneAt && civilDateOf(row.doneAt);
  const owed = { ...about, dutyId: row.dutyId, kind: "decision" } as const;
  const rows: OwedRow[] = [];
  if (!row.hasPromise) {
    rows.push({ ...owed, key: `p-${row.dutyId}`, stage: "deliver", by: row.askedAt, standing: "on_time" });
  }
  if (dueOn && dueOn <= civilDateOf(now)) {
    const by = endOfDay(dueOn);
    const standing = now >= by ? "overdue" : "on_time";
    rows.push({ ...owed, key: `r-${row.dutyId}`, since: dueOn, stage: "review", by, standing });
  }
  return rows;
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

/** A charter that its founders withdrew is owed no more. */
function isOwed({ row }: OwedDuty, now: Date): boolean {
  if (row.kind !== "charter_review") return true;
  return parishStateOf(row.parish, now) === "council_review";
}

/** What is to be done about something that is not answered. */
function beforeAnswer({ row }: { row: DutyFacts & { kind: DutyKind; willAnswerOn: Date | null } }, now: Date): string {
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

/** What duties of a council are about, in a few words, by identifier. Those of other councils are left out. */
export async function nameDuties(db: Read, councilId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const duties = await db.duty.findMany({
    where: { councilId, id: { in: ids.filter(isIdentifier) } },
    select: { id: true, kind: true, parish: { select: { name: true } }, proposal: { select: { title: true } } },
  });
  return new Map(duties.map(({ id, kind, parish, proposal }) => [id, dutyTitleOf(kind, proposal?.title, parish.name)]));
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
