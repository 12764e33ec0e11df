import { actInForce } from "~/domain/act/act-in-force";
import { type Answer, modifyConsentRuling } from "~/domain/act/s35-answer";
import { answerEffect } from "~/domain/response/council-answer";
import type { Owed } from "~/domain/response/docket";
import { type DutyFacts, dutyStanding, nextStep } from "~/domain/response/duty-clock";
import { type DutyKind, dutyTitleOf } from "~/domain/response/duty-kinds";
import { type CivilDate, civilDateOf, endOfDay } from "~/domain/time/civil";
import { fromDateColumn, type Prisma, type Read, rulesOf } from "../persistence/db";
import { readPacked } from "../persistence/read-packed";

/** A thing that is owed, with what its row on the page is read by. */
export type OwedRow = Owed & { dutyId: string; promiseId?: string; since?: CivilDate };

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

/** A duty as its packed row has it: instants are texts. */
type PackedDuty = Omit<NarrowDuty, keyof DutyFacts> & {
  [name in keyof DutyFacts]: null extends DutyFacts[name] ? string | null : string;
};

/** Every duty of a council that is not answered. */
async function readNarrowDuties(db: Read, councilId: string, now: Date): Promise<NarrowDuty[]> {
  const rows = await readPacked<PackedDuty>(db)`
    SELECT d.id, d.kind, d.acknowledge_by AS "acknowledgeBy", d.date_by AS "dateBy", d.answer_by AS "answerBy",
      d.acknowledged_at AS "acknowledgedAt", d.dated_at AS "datedAt", d.pause_from AS "pauseFrom", d.pause_until AS "pauseUntil",
      CASE WHEN d.answer_by <= ${now} THEN d.rules END AS rules, d.parish_id AS "parishId", h.name AS parish, p.title,
      w.catalogue_id AS service, r.person_id AS "assigneeId"
    FROM duty d
    JOIN parish h ON h.id = d.parish_id AND h.withdrawn_at IS NULL
    LEFT JOIN proposal p ON p.id = d.proposal_id
    LEFT JOIN power w ON w.id = p.power_id
    LEFT JOIN duty_assignment a ON a.duty_id = d.id
    LEFT JOIN role r ON r.id = a.role_id AND r.ended_at IS NULL
    WHERE d.council_id = ${councilId}::uuid AND d.answered_at IS NULL`;
  const instantOf = (text: string | null) => (text === null ? null : new Date(text));
  return rows.map((row) => ({
    // Written out, since spreading thousands of rows takes longer than all the rest.
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
  }));
}

/** Everything that a council owes at an instant, in narrow rows and in no order. */
export async function readOwed(db: Read, councilId: string, now: Date): Promise<OwedRow[]> {
  const today = civilDateOf(now);
  const [duties, promises, reviews, places] = await Promise.all([
    // The rules are only asked of what is overdue: they say when silence goes to the Commissioner. Nobody owes an answer to a charter that its
    // founders took back.
    readNarrowDuties(db, councilId, now),
    // What another receiver has taken over is theirs from the sunset on (sections 38 and 45); what nobody took stays the council's.
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
      WHERE c.done_at IS NULL AND NOT (h.sunset_at <= ${now} AND EXISTS (
        SELECT 1 FROM handover_item i
        WHERE i.parish_id = h.id AND i.kind = 'commitment' AND i.subject = c.id::text AND i.sunset_at >= h.sunset_at
          AND i.answer = 'accepted' AND i.ended_at IS NULL AND i.person_id IS NOT NULL))`,
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
