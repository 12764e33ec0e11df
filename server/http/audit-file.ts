import type { Application } from "../container";
import { type AuditEntry, type AuditSearch, readAudit } from "../queries/list-audit";
import { byteOrderMark, csvRow, privateFile } from "./private-file";

const headings = ["number", "at", "name", "post", "network", "council", "parish", "action", "about", "page", "changes"];

function row(line: AuditEntry): string {
  const changes = line.changes.map(
    ({ what, before, after }) => `${what}: ${before ?? "nothing"} → ${after ?? "nothing"}`,
  );
  const { id, at, name, post, network, council, parish, action, about, path } = line;
  return csvRow([id, at.toISOString(), name, post, network, council, parish, action, about, path, changes.join("; ")]);
}

async function* asCsv(pages: AsyncIterable<AuditEntry[]>): AsyncGenerator<string> {
  yield byteOrderMark + csvRow(headings);
  for await (const lines of pages) yield lines.map(row).join("");
}

async function* asNdjson(pages: AsyncIterable<AuditEntry[]>): AsyncGenerator<string> {
  for await (const lines of pages) yield lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** What a search of the audit log finds, as a file. */
export function auditFile(app: Application, search: AuditSearch, format: "csv" | "ndjson", name: string): Response {
  const pages = readAudit(app.db, search);
  return format === "csv"
    ? privateFile(`${name}.csv`, "text/csv", asCsv(pages))
    : privateFile(`${name}.ndjson`, "application/x-ndjson", asNdjson(pages));
}
