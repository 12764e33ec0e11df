import { powerOf } from "~/domain/act/catalogue";
import type { Rules } from "~/domain/act/ruling";
import type { ProposalClass } from "~/domain/act/s02-interpretation";
import type { MoneyType } from "~/domain/act/s05-charter";
import { type Answer, modifyConsentRuling } from "~/domain/act/s35-answer";
import type { ReviewOutcome } from "~/domain/act/s39-outcome-review";
import type { OutcomeColumn } from "~/domain/outcomes/columns";
import {
  type ComparedLine,
  type ComparedParish,
  type Comparison,
  type ComparisonFilter,
  type Counted,
  chosenParishes,
  compare,
  countedOf,
  countedOfAll,
  lineOf,
} from "~/domain/outcomes/comparison";
import type { MeasureThing, ParishOutcomes, Thing } from "~/domain/outcomes/facts";
import { numberAtStart } from "~/domain/parish/measures";
import { costStanding } from "~/domain/parish/review-figures";
import { answerEffect } from "~/domain/response/council-answer";
import { type DutyKind, dutyTitle } from "~/domain/response/duty-kinds";
import { type CivilDate, civilDateOf } from "~/domain/time/civil";
import { kept } from "~/domain/time/kept";
import { fromDateColumn, type Parish, type Read, sqlPart } from "../persistence/db";
import { readPacked } from "../persistence/read-packed";
import { parishStateOf } from "./find-parish";

/** Which parishes are read: all of a council, or these. Those that never had a term are left out. */
type Scope = { councilId: string } | { parishIds: readonly string[] };

/** The same as a condition on the parish `p` of a statement. */
function within(scope: Scope) {
  return "councilId" in scope
    ? sqlPart`p.council_id = ${scope.councilId}::uuid`
    : sqlPart`p.id = ANY (${[...scope.parishIds]}::uuid[])`;
}

/** The parishes of a council side by side at an instant. */
export async function compareParishes(
  db: Read,
  councilId: string,
  filter: ComparisonFilter,
  now: Date,
): Promise<Comparison> {
  return compare(await readParishes(db, { councilId }, now), filter, now);
}

/** The figures of these parishes, of all their time, in no order. Those that never had a term are left out. */
export async function outcomesOf(db: Read, parishIds: readonly string[], now: Date): Promise<ComparedLine[]> {
  return (await readParishes(db, { parishIds }, now)).map((parish) => lineOf(parish, now));
}

/** One figure of the comparison, opened: the same figure with every row that it was counted from. */
export interface OpenedFigure extends Counted {
  /** Null for all parishes together. */
  parish: { slug: string; name: string } | null;
}

/** Stands in an address for all parishes together. No parish can be called that. */
export const allParishes = "_all";

/**
 * One figure of the comparison with its rows; null when the council has no such parish, or none that ever had a term.
 *
 * @param which.parish the name of a parish as an address has it, or `allParishes`
 */
export async function openFigure(
  db: Read,
  which: { councilId: string; parish: string; column: OutcomeColumn; filter: Pick<ComparisonFilter, "state" | "year"> },
  now: Date,
): Promise<OpenedFigure | null> {
  const { councilId, column, filter } = which;
  if (which.parish === allParishes) {
    const all = await readParishes(db, { councilId }, now);
    return { parish: null, ...countedOfAll(column, chosenParishes(all, filter), filter, now) };
  }
  const row = await db.parish.findFirst({ where: { slug: which.parish, councilId }, select: { id: true } });
  const [parish] = row ? await readParishes(db, { parishIds: [row.id] }, now) : [];
  if (!parish) return null;
  const { slug, name } = parish;
  return { parish: { slug, name }, ...countedOf(column, parish, filter, now) };
}

/**
 * Parishes with everything that they are compared by, in one statement a kind of thing however many parishes there are. Read side by
 * side, and each only as far as figures need it: a council may have thousands of each.
 */
async function readParishes(db: Read, scope: Scope, now: Date): Promise<ComparedParish[]> {
  const [rows, votes, duties, promises, actions, grants, proposals, seconders] = await Promise.all([
    db.parish.findMany({
      where: {
        ...("councilId" in scope ? { councilId: scope.councilId } : { id: { in: [...scope.parishIds] } }),
        approvedAt: { not: null },
      },
    }),
    readVotes(db, scope),
    readDuties(db, scope),
    readPromises(db, scope),
    readActions(db, scope),
    readGrants(db, scope),
    readProposals(db, scope),
    countSeconders(db, scope),
  ]);
  const outcomes = new Map<string, ParishOutcomes>();
  const parishes = rows.flatMap((row) => toParish(row, outcomes, now));
  const of = (row: { parishId: string }) => outcomes.get(row.parishId);
  for (const row of votes) of(row)?.votes.push({ ...row, ...thing(row, row.what, `/votes/${row.key}`) });
  for (const row of duties) addDuty(of(row), row, now);
  for (const row of promises) of(row)?.promises.push({ ...row, ...thing(row, row.what, proposalPath(row)) });
  for (const row of actions) of(row)?.measures.push(toMeasure(row, `/parishes/${row.slug}/review`));
  for (const row of grants) {
    const name = powerOf(row.catalogueId)?.name ?? row.service;
    of(row)?.grants.push({ ...row, ...thing(row, name, `/parishes/${row.slug}/powers`) });
  }
  addProposals(outcomes, proposals);
  for (const row of seconders) {
    const found = of(row);
    if (found) found.people.seconders = row.seconders;
  }
  return parishes;
}

interface OfParish {
  key: string;
  parishId: string;
  slug: string;
}

interface OfProposal extends OfParish {
  number: number;
}

const proposalPath = ({ slug, number }: { slug: string; number: number | null }) =>
  `/parishes/${slug}/proposals/${number}`;

function thing({ key }: { key: string }, what: string, href: string): Thing {
  return { key, what, href };
}

function toParish(row: Parish, outcomes: Map<string, ParishOutcomes>, now: Date): ComparedParish[] {
  if (!row.termStartsOn || !row.sunsetAt) return [];
  const { slug, name } = row;
  const startsOn = fromDateColumn(row.termStartsOn);
  const asked = {
    ...thing({ key: row.id }, row.moneyPurpose || "The charter’s money", `/parishes/${slug}/charter`),
    on: startsOn,
    type: row.moneyType,
    pence: Number(row.moneyAskedPence),
  };
  const own: ParishOutcomes = {
    votes: [],
    duties: [],
    promises: [],
    measures: [],
    costs: [],
    asked: [asked],
    grants: [],
    proposals: [],
    people: { proposers: 0, seconders: 0 },
  };
  outcomes.set(row.id, own);
  const state = parishStateOf(row, now);
  return [{ slug, name, state, startsOn, endsOn: civilDateOf(row.sunsetAt), outcomes: own }];
}

interface VoteRow extends OfParish {
  what: string;
  closedOn: CivilDate;
  class: ProposalClass;
  outcome: "passed" | "failed" | "inquorate";
  roll: number;
  cast: number;
}

function readVotes(db: Read, scope: Scope) {
  return readPacked<VoteRow>(db)`
    SELECT v.id::text AS key, p.id::text AS "parishId", p.slug, v.question AS what, v.class::text,
      to_char(v.closes_at AT TIME ZONE 'Europe/London', 'YYYY-MM-DD') AS "closedOn",
      v.ruling ->> 'outcome' AS outcome, v.roll_size AS roll, v."cast"
    FROM vote v JOIN parish p ON p.id = v.parish_id
    WHERE ${within(scope)}
      AND v.closed_at IS NOT NULL AND v.purpose <> 'practice'
    ORDER BY v.closes_at, v.id`;
}

interface DutyRow extends OfParish {
  kind: DutyKind;
  receivedOn: CivilDate;
  /** Instants in milliseconds since 1970. */
  receivedAt: number;
  acknowledgeBy: number;
  dateBy: number;
  answerBy: number;
  acknowledgedAt: number | null;
  datedAt: number | null;
  answeredAt: number | null;
  sunsetAt: number | null;
  /** Of a decision. */
  number: number | null;
  title: string | null;
  costPence: number;
  moneyType: MoneyType;
  isDone: boolean;
  baseline: string;
  target: string;
  measureOn: CivilDate | null;
  reviewed: ReviewOutcome | null;
  reviewText: string | null;
  measured: number | null;
  measuredOn: CivilDate | null;
  answer: Answer | null;
  repliedAt: number | null;
  /** Of a modified answer alone. */
  rules: Rules | null;
  seconders: number | null;
  consents: number | null;
  refusals: number | null;
}

function readDuties(db: Read, scope: Scope) {
  return readPacked<DutyRow>(db)`
    SELECT d.id::text AS key, p.id::text AS "parishId", p.slug, d.kind::text,
      to_char(d.received_at AT TIME ZONE 'Europe/London', 'YYYY-MM-DD') AS "receivedOn", extract(epoch FROM d.received_at) * 1000 AS "receivedAt",
      extract(epoch FROM d.acknowledge_by) * 1000 AS "acknowledgeBy", extract(epoch FROM d.date_by) * 1000 AS "dateBy", extract(epoch FROM d.answer_by) * 1000 AS "answerBy",
      extract(epoch FROM d.acknowledged_at) * 1000 AS "acknowledgedAt", extract(epoch FROM d.dated_at) * 1000 AS "datedAt", extract(epoch FROM d.answered_at) * 1000 AS "answeredAt", extract(epoch FROM p.sunset_at) * 1000 AS "sunsetAt",
      q.number, q.title, q.cost_pence::float8 AS "costPence", q.money_type::text AS "moneyType", q.done_at IS NOT NULL AS "isDone",
      q.baseline, q.target, to_char(q.measure_on, 'YYYY-MM-DD') AS "measureOn",
      o.outcome::text AS reviewed, o.measured AS "reviewText", m.value AS measured, to_char(m.measured_on, 'YYYY-MM-DD') AS "measuredOn",
      r.answer::text, extract(epoch FROM r.at) * 1000 AS "repliedAt", CASE WHEN r.answer = 'modify' THEN d.rules END AS rules,
      CASE WHEN r.answer = 'modify' THEN (SELECT count(*)::int FROM seconder s WHERE s.proposal_id = q.id AND s.withdrawn_at IS NULL)
        END AS seconders,
      CASE WHEN r.answer = 'modify' THEN (SELECT count(*)::int FROM modify_consent c WHERE c.response_id = r.id AND c.is_consent)
        END AS consents,
      CASE WHEN r.answer = 'modify' THEN (SELECT count(*)::int FROM modify_consent c WHERE c.response_id = r.id AND NOT c.is_consent)
        END AS refusals
    FROM duty d JOIN parish p ON p.id = d.parish_id
      LEFT JOIN proposal q ON q.id = d.proposal_id
      LEFT JOIN response r ON r.duty_id = d.id
      LEFT JOIN outcome_review o ON o.proposal_id = q.id
      LEFT JOIN (
        SELECT DISTINCT ON (proposal_id) proposal_id, value, measured_on FROM measurement WHERE proposal_id IS NOT NULL
        ORDER BY proposal_id, measured_on DESC, at DESC, id DESC
      ) m ON m.proposal_id = q.id
    WHERE ${within(scope)} AND p.approved_at IS NOT NULL
    ORDER BY d.received_at, d.id`;
}

const instantOf = (ms: number | null) => (ms === null ? null : new Date(ms));

/** A duty, and what the decision that it is about costs and came to. */
function addDuty(own: ParishOutcomes | undefined, row: DutyRow, now: Date): void {
  if (!own) return;
  const page = row.kind === "renewal" ? "renewal" : "charter";
  const href = row.number === null ? `/parishes/${row.slug}/${page}` : proposalPath(row);
  const one = thing(row, dutyTitle(row.kind, row.title ?? undefined), href);
  const { receivedOn } = row;
  own.duties.push({
    ...one,
    receivedAt: new Date(row.receivedAt),
    receivedOn,
    acknowledgeBy: new Date(row.acknowledgeBy),
    dateBy: new Date(row.dateBy),
    answerBy: new Date(row.answerBy),
    acknowledgedAt: instantOf(row.acknowledgedAt),
    datedAt: instantOf(row.datedAt),
    answeredAt: instantOf(row.answeredAt),
  });
  if (row.number === null) return;
  const today = civilDateOf(now);
  const standing = costStanding(effectOf(row, now), row.isDone);
  if (!standing) return;
  own.costs.push({ ...one, decidedOn: receivedOn, type: row.moneyType, pence: row.costPence, standing });
  const isDue = row.measureOn !== null && row.measureOn <= today;
  if (row.reviewed || isDue) {
    const dueOn = row.measureOn ?? receivedOn;
    own.measures.push(toMeasure({ ...row, what: one.what, dueOn }, href));
  }
}

function effectOf(row: DutyRow, now: Date) {
  const { answer, repliedAt, rules, sunsetAt } = row;
  if (!answer) return null;
  const consent =
    rules && repliedAt
      ? modifyConsentRuling(rules, {
          seconders: row.seconders ?? 0,
          consents: row.consents ?? 0,
          refusals: row.refusals ?? 0,
          askedAt: new Date(repliedAt),
          now,
          sunsetAt: instantOf(sunsetAt) ?? undefined,
        })
      : null;
  return answerEffect(answer, consent);
}

interface PromiseRow extends OfProposal {
  what: string;
  promisedOn: CivilDate;
  expectedOn: CivilDate;
  doneOn: CivilDate | null;
}

function readPromises(db: Read, scope: Scope) {
  return readPacked<PromiseRow>(db)`
    SELECT c.id::text AS key, p.id::text AS "parishId", p.slug, q.number, c.what,
      to_char(c.original_due_on, 'YYYY-MM-DD') AS "promisedOn", to_char(c.due_on, 'YYYY-MM-DD') AS "expectedOn",
      to_char(c.done_at AT TIME ZONE 'Europe/London', 'YYYY-MM-DD') AS "doneOn"
    FROM commitment c JOIN proposal q ON q.id = c.proposal_id JOIN parish p ON p.id = q.parish_id
    WHERE ${within(scope)}
    ORDER BY c.original_due_on, c.id`;
}

interface MeasureRow {
  key: string;
  what: string;
  dueOn: CivilDate;
  baseline: string;
  target: string;
  measured: number | null;
  measuredOn: CivilDate | null;
  reviewed: ReviewOutcome | null;
  reviewText: string | null;
}

function readActions(db: Read, scope: Scope) {
  return readPacked<MeasureRow & OfParish>(db)`
    SELECT a.id::text AS key, p.id::text AS "parishId", p.slug, a.measure AS what, to_char(a.due_on, 'YYYY-MM-DD') AS "dueOn",
      a.baseline, a.target, m.value AS measured, to_char(m.measured_on, 'YYYY-MM-DD') AS "measuredOn",
      NULL AS reviewed, NULL AS "reviewText"
    FROM priority_action a JOIN parish p ON p.id = a.parish_id
      LEFT JOIN LATERAL (
        SELECT value, measured_on FROM measurement WHERE priority_action_id = a.id
        ORDER BY measured_on DESC, at DESC, id DESC LIMIT 1
      ) m ON true
    WHERE ${within(scope)} AND p.approved_at IS NOT NULL
    ORDER BY a.position, a.id`;
}

/** Charters and proposals often say the same. */
const read = kept(numberAtStart);

/** What a series says goes before what the review wrote down. */
function toMeasure(row: MeasureRow, href: string): MeasureThing {
  const { what, dueOn, baseline, target, measured, measuredOn, reviewed, reviewText } = row;
  const latest =
    measured !== null
      ? { text: "", value: measured, on: measuredOn }
      : reviewText !== null
        ? { text: reviewText, value: read(reviewText)?.value ?? null, on: null }
        : null;
  return {
    ...thing(row, what, href),
    dueOn,
    baseline,
    baselineRead: read(baseline),
    target,
    targetRead: read(target),
    latest,
    reviewed,
  };
}

interface GrantRow extends OfParish {
  service: string;
  catalogueId: string;
  on: CivilDate;
  pence: number;
}

function readGrants(db: Read, scope: Scope) {
  return readPacked<GrantRow>(db)`
    SELECT w.id::text AS key, p.id::text AS "parishId", p.slug, w.service, w.catalogue_id AS "catalogueId", w.budget_year_pence::float8 AS pence,
      to_char(w.granted_from AT TIME ZONE 'Europe/London', 'YYYY-MM-DD') AS "on"
    FROM power w JOIN parish p ON p.id = w.parish_id
    WHERE ${within(scope)}
    ORDER BY w.granted_from, w.id`;
}

interface ProposalRow extends OfProposal {
  title: string;
  authorId: string;
  submittedOn: CivilDate;
  secondedOn: CivilDate | null;
}

function readProposals(db: Read, scope: Scope) {
  return readPacked<ProposalRow>(db)`
    SELECT q.id::text AS key, p.id::text AS "parishId", p.slug, q.number, q.title, q.author_id::text AS "authorId",
      to_char(q.submitted_at AT TIME ZONE 'Europe/London', 'YYYY-MM-DD') AS "submittedOn",
      to_char(q.seconded_at AT TIME ZONE 'Europe/London', 'YYYY-MM-DD') AS "secondedOn"
    FROM proposal q JOIN parish p ON p.id = q.parish_id
    WHERE ${within(scope)} AND q.submitted_at IS NOT NULL
    ORDER BY p.id, q.number`;
}

function addProposals(outcomes: Map<string, ParishOutcomes>, rows: readonly ProposalRow[]): void {
  const authors = new Map<string, Set<string>>();
  for (const row of rows) {
    const { submittedOn, secondedOn } = row;
    outcomes
      .get(row.parishId)
      ?.proposals.push({ ...thing(row, row.title, proposalPath(row)), submittedOn, secondedOn });
    const known = authors.get(row.parishId);
    if (known) known.add(row.authorId);
    else authors.set(row.parishId, new Set([row.authorId]));
  }
  for (const [parishId, { size }] of authors) {
    const own = outcomes.get(parishId);
    if (own) own.people.proposers = size;
  }
}

/** How many different people second something in each parish. Who they are never leaves the database. */
function countSeconders(db: Read, scope: Scope) {
  return readPacked<{ parishId: string; seconders: number }>(db)`
    SELECT one.parish_id::text AS "parishId", count(*)::int AS seconders
    FROM (
      SELECT DISTINCT q.parish_id, s.person_id
      FROM seconder s JOIN proposal q ON q.id = s.proposal_id JOIN parish p ON p.id = q.parish_id
      WHERE ${within(scope)} AND s.withdrawn_at IS NULL
        AND q.submitted_at IS NOT NULL
    ) one
    GROUP BY one.parish_id`;
}
