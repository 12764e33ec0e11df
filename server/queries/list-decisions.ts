import type { DecisionFacts, DecisionKind, RecordedDecision } from "~/domain/act/replay";
import type { Rules } from "~/domain/act/ruling";
import type { ProposalClass } from "~/domain/act/s02-interpretation";
import type { Tier } from "~/domain/act/s13-tiers";
import type { CivilDate } from "~/domain/time/civil";
import type { Read } from "../persistence/db";

/** A decision of the record, with where it stands. */
export interface ListedDecision extends RecordedDecision {
  id: string;
  title: string;
  href: string;
  /** When it was made. */
  at: Date;
  parish: { slug: string; name: string };
}

/** How many decisions of a kind are made again at most: the newest. */
export const mostDecisions = 10_000;

interface Row {
  id: string;
  title: string;
  href: string;
  at: Date;
  slug: string;
  name: string;
  rules: Rules;
}

type Facts<Kind extends DecisionKind> = Omit<Extract<DecisionFacts, { kind: Kind }>, "kind">;

/** Which decisions are asked for. */
export interface DecisionScope {
  /** Only those of this council's parishes; of all councils when null. */
  councilId: string | null;
  /** Only those made up to this instant. */
  until: Date;
}

async function votes(db: Read, of: DecisionScope) {
  const rows = await db.$queryRaw<
    (Row & { class: ProposalClass; roll: number; for: number; against: number; abstain: number })[]
  >`
    SELECT v.id::text, v.question AS title, '/votes/' || v.id AS href, v.closes_at AS at, p.slug, p.name, v.rules,
      v.class::text, v.roll_size AS roll, v.step_for AS for, v.step_against AS against, v.step_abstain AS abstain
    FROM vote v JOIN parish p ON p.id = v.parish_id
    WHERE v.closed_at IS NOT NULL AND v.closes_at <= ${of.until} AND (${of.councilId}::uuid IS NULL OR p.council_id = ${of.councilId}::uuid)
    ORDER BY v.closes_at DESC, v.id LIMIT ${mostDecisions}`;
  return rows.map((row) => {
    const counts = { for: row.for, against: row.against, abstain: row.abstain };
    return listed(row, { kind: "vote", class: row.class, roll: row.roll, counts });
  });
}

async function supports(db: Read, of: DecisionScope) {
  const rows = await db.$queryRaw<(Row & Facts<"support">)[]>`
    SELECT p.id::text, 'Support for ' || p.name AS title, '/parishes/' || p.slug || '/charter' AS href, p.slug, p.name, p.rules,
      coalesce(p.gathering_met_at, p.gathering_ends_at) AS at, p.electorate, p.gathering_opened_at AS "openedAt",
      CASE WHEN p.gathering_met_at IS NOT NULL THEN p.supporters_needed
        ELSE (SELECT count(*)::int FROM supporter s WHERE s.parish_id = p.id) END AS supporters
    FROM parish p
    WHERE p.gathering_opened_at IS NOT NULL AND (p.gathering_met_at IS NOT NULL OR p.withdrawn_at IS NULL)
      AND coalesce(p.gathering_met_at, p.gathering_ends_at) <= ${of.until} AND (${of.councilId}::uuid IS NULL OR p.council_id = ${of.councilId}::uuid)
    ORDER BY at DESC, p.id LIMIT ${mostDecisions}`;
  return rows.map((row) =>
    listed(row, {
      kind: "support",
      electorate: row.electorate,
      supporters: row.supporters,
      openedAt: row.openedAt,
      at: row.at,
    }),
  );
}

async function secondings(db: Read, of: DecisionScope) {
  const rows = await db.$queryRaw<(Row & Facts<"seconding">)[]>`
    SELECT q.id::text, q.title, '/parishes/' || p.slug || '/proposals/' || q.number AS href, p.slug, p.name, q.rules,
      coalesce(q.seconded_at, q.seconding_ends_at) AS at, q.submitted_at AS "openedAt", (m.body ->> 'roll')::int AS roll,
      CASE WHEN q.seconded_at IS NOT NULL THEN q.seconders_needed
        ELSE (SELECT count(*)::int FROM seconder s WHERE s.proposal_id = q.id AND s.withdrawn_at IS NULL) END AS seconders
    FROM proposal q JOIN parish p ON p.id = q.parish_id
      JOIN minute_entry m ON m.parish_id = p.id AND m.kind = 'proposal_submitted' AND (m.body ->> 'number')::int = q.number
    WHERE q.submitted_at IS NOT NULL
      AND (q.seconded_at IS NOT NULL OR (q.withdrawn_at IS NULL AND q.inadmissible_at IS NULL))
      AND coalesce(q.seconded_at, q.seconding_ends_at) <= ${of.until} AND (${of.councilId}::uuid IS NULL OR p.council_id = ${of.councilId}::uuid)
    ORDER BY at DESC, q.id LIMIT ${mostDecisions}`;
  return rows.map((row) =>
    listed(row, { kind: "seconding", roll: row.roll, seconders: row.seconders, openedAt: row.openedAt, at: row.at }),
  );
}

async function notices(db: Read, of: DecisionScope) {
  const rows = await db.$queryRaw<(Row & { class: ProposalClass; opensOn: CivilDate })[]>`
    SELECT v.id::text, v.question AS title, '/votes/' || v.id AS href, v.notice_at AS at, p.slug, p.name, v.rules,
      v.class::text, to_char(v.opens_at AT TIME ZONE 'Europe/London', 'YYYY-MM-DD') AS "opensOn"
    FROM vote v JOIN parish p ON p.id = v.parish_id
    WHERE v.cancelled_at IS NULL AND v.notice_at <= ${of.until} AND (${of.councilId}::uuid IS NULL OR p.council_id = ${of.councilId}::uuid)
    ORDER BY v.notice_at DESC, v.id LIMIT ${mostDecisions}`;
  return rows.map((row) => listed(row, { kind: "notice", class: row.class, noticeAt: row.at, opensOn: row.opensOn }));
}

async function gatherings(db: Read, of: DecisionScope) {
  return db.$queryRaw<(Row & { founders: number; termMonths: number })[]>`
    SELECT p.id::text, 'The charter of ' || p.name AS title, '/parishes/' || p.slug || '/charter' AS href, p.slug, p.name, p.rules,
      p.gathering_opened_at AS at, (m.body ->> 'founders')::int AS founders, p.term_months AS "termMonths"
    FROM parish p JOIN minute_entry m ON m.parish_id = p.id AND m.kind = 'gathering_opened'
    WHERE p.gathering_opened_at <= ${of.until} AND (${of.councilId}::uuid IS NULL OR p.council_id = ${of.councilId}::uuid)
    ORDER BY at DESC, p.id LIMIT ${mostDecisions}`;
}

async function foundings(db: Read, of: DecisionScope) {
  return (await gatherings(db, of)).map((row) => listed(row, { kind: "founding", founders: row.founders }));
}

async function terms(db: Read, of: DecisionScope) {
  return (await gatherings(db, of)).map((row) => listed(row, { kind: "term", termMonths: row.termMonths }));
}

async function deliberations(db: Read, of: DecisionScope) {
  // A proposal that had to queue began its deliberation later than its seconding; when, is not in its own record.
  const rows = await db.$queryRaw<(Row & Facts<"deliberation">)[]>`
    SELECT v.id::text, q.title, '/parishes/' || p.slug || '/proposals/' || q.number AS href, p.slug, p.name, v.rules,
      v.notice_at AS at, q.seconded_at AS "startedAt", v.notice_at AS "noticeAt"
    FROM vote v JOIN proposal q ON q.id = v.proposal_id JOIN parish p ON p.id = v.parish_id
      JOIN minute_entry m ON m.parish_id = p.id AND m.kind = 'proposal_seconded' AND (m.body ->> 'number')::int = q.number
    WHERE v.round = 1 AND v.cancelled_at IS NULL AND NOT m.body ? 'place' AND v.notice_at <= ${of.until}
      AND (${of.councilId}::uuid IS NULL OR p.council_id = ${of.councilId}::uuid)
    ORDER BY at DESC, v.id LIMIT ${mostDecisions}`;
  return rows.map((row) => listed(row, { kind: "deliberation", startedAt: row.startedAt, noticeAt: row.noticeAt }));
}

async function openings(db: Read, of: DecisionScope) {
  const rows = await db.$queryRaw<
    (Row & {
      class: ProposalClass;
      tier: Tier | null;
      opensOn: CivilDate;
      startsOn: CivilDate;
      sunsetAt: Date;
      hallEndsAt: Date | null;
    })[]
  >`
    SELECT v.id::text, v.question AS title, '/votes/' || v.id AS href, v.notice_at AS at, p.slug, p.name, v.rules, v.class::text,
      w.tier::text, to_char(v.opens_at AT TIME ZONE 'Europe/London', 'YYYY-MM-DD') AS "opensOn",
      to_char(p.term_starts_on, 'YYYY-MM-DD') AS "startsOn", p.sunset_at AS "sunsetAt",
      CASE WHEN v.closes_at - v.opens_at < interval '1 day' THEN v.closes_at END AS "hallEndsAt"
    FROM vote v JOIN parish p ON p.id = v.parish_id JOIN proposal q ON q.id = v.proposal_id LEFT JOIN power w ON w.id = q.power_id
    WHERE v.cancelled_at IS NULL AND p.sunset_at IS NOT NULL AND p.term_starts_on IS NOT NULL AND v.notice_at <= ${of.until}
      AND (${of.councilId}::uuid IS NULL OR p.council_id = ${of.councilId}::uuid)
    ORDER BY at DESC, v.id LIMIT ${mostDecisions}`;
  return rows.map((row) => {
    const { tier, opensOn, startsOn, sunsetAt } = row;
    const closesAt = row.hallEndsAt ?? undefined;
    return listed(row, { kind: "opening", class: row.class, tier, opensOn, startsOn, sunsetAt, closesAt });
  });
}

interface DutyRow extends Row {
  receivedAt: Date;
  termDays: number | null;
  acknowledgedAt: Date | null;
  datedAt: Date | null;
  answeredAt: Date | null;
  pauseFrom: Date | null;
  pauseUntil: Date | null;
}

async function duties(db: Read, of: DecisionScope) {
  return db.$queryRaw<DutyRow[]>`
    SELECT d.id::text, coalesce(q.title, 'The charter of ' || p.name) AS title,
      '/parishes/' || p.slug || coalesce('/proposals/' || q.number, '/charter') AS href, d.received_at AS at, p.slug, p.name, d.rules,
      d.received_at AS "receivedAt", d.term_days AS "termDays", d.acknowledged_at AS "acknowledgedAt", d.dated_at AS "datedAt",
      d.answered_at AS "answeredAt", d.pause_from AS "pauseFrom", d.pause_until AS "pauseUntil"
    FROM duty d JOIN parish p ON p.id = d.parish_id LEFT JOIN proposal q ON q.id = d.proposal_id
    -- The time to confirm powers after a renewal comes from section 43, which the lab does not replay.
    WHERE d.kind <> 'renewal' AND d.received_at <= ${of.until} AND (${of.councilId}::uuid IS NULL OR p.council_id = ${of.councilId}::uuid)
    ORDER BY at DESC, d.id LIMIT ${mostDecisions}`;
}

async function answers(db: Read, of: DecisionScope) {
  return (await duties(db, of)).flatMap((row) => {
    const { receivedAt, termDays, answeredAt, pauseFrom, pauseUntil } = row;
    if (!answeredAt || answeredAt > of.until) return [];
    const pause = pauseFrom && pauseUntil ? { from: pauseFrom, until: pauseUntil } : null;
    return [listed({ ...row, at: answeredAt }, { kind: "answer", receivedAt, termDays, pause, answeredAt })];
  });
}

async function steps(db: Read, of: DecisionScope, kind: "acknowledgement" | "dating") {
  return (await duties(db, of)).flatMap((row) => {
    const { receivedAt, termDays } = row;
    const at = kind === "dating" ? row.datedAt : row.acknowledgedAt;
    return at && at <= of.until ? [listed({ ...row, at }, { kind, receivedAt, termDays, at })] : [];
  });
}

function listed(row: Row, facts: DecisionFacts): ListedDecision {
  const { id, title, href, at, slug, name, rules } = row;
  return { id, title, href, at, parish: { slug, name }, rules, facts };
}

const lists: Record<DecisionKind, (db: Read, of: DecisionScope) => Promise<ListedDecision[]>> = {
  vote: votes,
  support: supports,
  seconding: secondings,
  notice: notices,
  founding: foundings,
  term: terms,
  deliberation: deliberations,
  opening: openings,
  acknowledgement: (db, of) => steps(db, of, "acknowledgement"),
  dating: (db, of) => steps(db, of, "dating"),
  answer: answers,
};

/** The recorded decisions of some kinds, each with the facts it was made on; newest first within a kind. */
export async function listDecisions(
  db: Read,
  kinds: readonly DecisionKind[],
  of: DecisionScope,
): Promise<ListedDecision[]> {
  const found = await Promise.all(kinds.map((kind) => lists[kind](db, of)));
  return found.flat();
}
