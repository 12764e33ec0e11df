import { auditWordsOf } from "~/domain/permissions/official-actions";
import { addDays, type CivilDate, startOfDay } from "~/domain/time/civil";
import { joinParts, noPart, type Read, type SqlPart, sqlPart } from "../persistence/db";

/** What somebody looks for in the audit log. Whatever is left out is not asked for. */
export interface AuditSearch {
  /** The log of one council; null for all of it, which only the operator reads. */
  councilId: string | null;
  /** Letters of the person's name or post. */
  person: string;
  action: string;
  /** Letters of what it was about. */
  about: string;
  /** The address of a parish. */
  parish: string;
  from: CivilDate | null;
  /** The last day, included. */
  until: CivilDate | null;
}

/** A line of the audit log in words. */
export interface AuditEntry {
  id: string;
  at: Date;
  name: string;
  post: string;
  network: string;
  council: string;
  parish: string;
  action: string;
  about: string;
  path: string;
  changes: { what: string; before?: string; after?: string }[];
}

interface Row extends Omit<AuditEntry, "id" | "action" | "council" | "parish"> {
  id: bigint;
  action: string;
  council: string | null;
  parish: string | null;
}

export const auditLinesOnPage = 50;

/** Letters as LIKE takes them: what it would read as a pattern is a letter like any other. */
const containing = (letters: string) => `%${letters.replace(/[\\%_]/g, "\\$&")}%`;

function conditionsOf(search: AuditSearch): SqlPart[] {
  const { councilId, person, action, about, parish, from, until } = search;
  return [
    ...(councilId ? [sqlPart`line.council_id = ${councilId}::uuid`] : []),
    ...(parish ? [sqlPart`line.parish_id = (SELECT id FROM parish WHERE slug = ${parish})`] : []),
    ...(person ? [sqlPart`(line.name ILIKE ${containing(person)} OR line.post ILIKE ${containing(person)})`] : []),
    ...(action ? [sqlPart`line.action = ${action}`] : []),
    ...(about ? [sqlPart`line.about ILIKE ${containing(about)}`] : []),
    ...(from ? [sqlPart`line.at >= ${startOfDay(from)}`] : []),
    ...(until ? [sqlPart`line.at < ${startOfDay(addDays(until, 1))}`] : []),
  ];
}

/**
 * Lines of the audit log, the newest first, as many as asked for.
 *
 * @param before the number of the line that the page before ended with; null for the first page
 */
export async function listAudit(
  db: Read,
  search: AuditSearch,
  before: bigint | null,
  take = auditLinesOnPage,
): Promise<{ lines: AuditEntry[]; next: string | null }> {
  const conditions = [...conditionsOf(search), ...(before === null ? [] : [sqlPart`line.id < ${before}`])];
  const where = conditions.length > 0 ? sqlPart`WHERE ${joinParts(conditions, " AND ")}` : noPart;
  const rows = await db.$queryRaw<Row[]>`
    SELECT line.id, line.at, line.name, line.post, line.network, line.action, line.about, line.path, line.changes,
      council.name AS council, parish.name AS parish
    FROM audit_line line
    LEFT JOIN council ON council.id = line.council_id
    LEFT JOIN parish ON parish.id = line.parish_id
    ${where} ORDER BY line.id DESC LIMIT ${take + 1}`;
  const lines = rows.slice(0, take).map((row) => ({
    ...row,
    id: String(row.id),
    action: auditWordsOf(row.action),
    council: row.council ?? "",
    parish: row.parish ?? "",
  }));
  return { lines, next: rows.length > take ? (lines.at(-1)?.id ?? null) : null };
}

const linesAtOnce = 2_000;

/** Every line that a search finds, some thousands at a time, so that a long log needs no more memory than a short one. */
export async function* readAudit(db: Read, search: AuditSearch): AsyncGenerator<AuditEntry[]> {
  let before: bigint | null = null;
  for (;;) {
    const { lines, next }: Awaited<ReturnType<typeof listAudit>> = await listAudit(db, search, before, linesAtOnce);
    yield lines;
    if (next === null) return;
    before = BigInt(next);
  }
}
