import { z } from "zod";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { auditWords } from "~/domain/permissions/official-actions";
import { type CivilDate, isCivilDate } from "~/domain/time/civil";
import { instantInWords } from "~/domain/time/words";
import { type FieldError, invalid } from "../commands/outcome";
import { refusedTo } from "../commands/refused-to";
import type { Application } from "../container";
import { findCouncil } from "../queries/find-council";
import { type AuditEntry, type AuditSearch, listAudit } from "../queries/list-audit";
import { auditFile } from "./audit-file";
import { throwRefused } from "./respond";

const longestWords = 80;

/** What is searched for, as the form shows it again. */
export interface TypedSearch {
  person: string;
  action: string;
  about: string;
  parish: string;
  from: string;
  until: string;
}

/** Reads a search of the audit log from an address. A day that is none, or an action that nobody knows, is left out and said. */
export function readAuditSearch(
  asked: URLSearchParams,
  councilId: string | null,
): { search: AuditSearch; typed: TypedSearch; before: bigint | null; errors: FieldError[] } {
  const words = (name: string) => (asked.get(name) ?? "").replaceAll("\0", "").trim().slice(0, longestWords);
  const errors: FieldError[] = [];
  const day = (name: string): CivilDate | null => {
    const typed = words(name);
    if (typed === "") return null;
    const parts =
      /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed) ??
      /^(\d{1,2})[ /.-](\d{1,2})[ /.-](\d{4})$/.exec(typed)?.toReversed();
    const numbers = (parts ?? []).filter((part) => /^\d+$/.test(part));
    const date = [numbers[0], numbers[1]?.padStart(2, "0"), numbers[2]?.padStart(2, "0")].join("-");
    if (isCivilDate(date)) return date;
    errors.push({ field: name, message: "Enter a real date, such as 27 3 2027." });
    return null;
  };
  const action = words("action");
  const isKnown = action === "" || Object.hasOwn(auditWords, action);
  if (!isKnown) errors.push({ field: "action", message: "Choose an action of the list." });
  const typed = {
    person: words("person"),
    action: isKnown ? action : "",
    about: words("about"),
    parish: words("parish"),
    from: words("from"),
    until: words("until"),
  };
  const search = { ...typed, councilId, from: day("from"), until: day("until") };
  const after = z
    .string()
    .regex(/^\d{1,18}$/)
    .safeParse(asked.get("before"));
  return { search, typed, before: after.success ? BigInt(after.data) : null, errors };
}

/** A line as the page shows it. */
export function shownLine(line: AuditEntry) {
  return { ...line, at: instantInWords(line.at) };
}

/** The council whose audit log somebody asks for, or null for all of it; or the page that refuses them. */
export async function auditReader(
  app: Application,
  actor: Actor,
  slug: string | undefined,
): Promise<{ id: string; slug: string; name: string } | null> {
  const council = slug === undefined ? null : await findCouncil(app.db, slug);
  if (slug !== undefined && !council) {
    throwRefused({ code: "not_found", message: "There is no council at this address." });
  }
  const allowed = may(actor, "audit.read", { councilId: council?.id });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  return council;
}

/** What a page of the audit log shows. */
export async function auditPage(app: Application, actor: Actor, request: Request, slug: string | undefined) {
  const council = await auditReader(app, actor, slug);
  const { search, typed, before, errors } = readAuditSearch(new URL(request.url).searchParams, council?.id ?? null);
  const { lines, next } = await listAudit(app.db, search, before);
  return { council, typed, errors, lines: lines.map(shownLine), next, isFirst: before === null };
}

/** The same lines, and all older ones that the search finds, as a file; or the refusal of a search that cannot be read. */
export async function auditDownload(
  app: Application,
  actor: Actor,
  request: Request,
  slug: string | undefined,
  format: "csv" | "ndjson",
): Promise<Response> {
  const council = await auditReader(app, actor, slug);
  const { search, errors } = readAuditSearch(new URL(request.url).searchParams, council?.id ?? null);
  // A page can say what it left out of a search. A file would hold more than was asked for, and nobody would know.
  if (errors.length > 0) throwRefused(invalid(errors).refused);
  return auditFile(app, search, format, council ? `audit-${council.slug}` : "audit");
}
