import type { Application } from "../container";
import { ndjsonOf } from "../exports/ndjson";
import { type AuditEntry, type AuditSearch, readAudit } from "../queries/list-audit";
import { privateFile, privateTable } from "./private-file";

const headings = ["number", "at", "name", "post", "network", "council", "parish", "action", "about", "page", "changes"];

function row(line: AuditEntry): string[] {
  const changes = line.changes.map(
    ({ what, before, after }) => `${what}: ${before ?? "nothing"} → ${after ?? "nothing"}`,
  );
  const { id, at, name, post, network, council, parish, action, about, path } = line;
  return [id, at.toISOString(), name, post, network, council, parish, action, about, path, changes.join("; ")];
}

async function* rowsOf(pages: AsyncIterable<AuditEntry[]>): AsyncGenerator<string[][]> {
  for await (const lines of pages) yield lines.map(row);
}

/** What a search of the audit log finds, as a file. */
export function auditFile(app: Application, search: AuditSearch, format: "csv" | "ndjson", name: string): Response {
  const pages = readAudit(app.db, search);
  return format === "csv"
    ? privateTable(name, headings, rowsOf(pages))
    : privateFile(`${name}.ndjson`, "application/x-ndjson", ndjsonOf(pages));
}
