import { EmptyState } from "~/components/content/empty-state";
import { Pagination } from "~/components/content/pagination";
import { Table } from "~/components/content/table";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Select } from "~/components/forms/select";
import { TextInput } from "~/components/forms/text-input";
import { PageHeading } from "~/components/page-shell/page-heading";
import { auditWords } from "~/domain/permissions/official-actions";

interface Line {
  id: string;
  at: string;
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

interface Search {
  person: string;
  action: string;
  about: string;
  parish: string;
  from: string;
  until: string;
}

export interface AuditLogProps {
  caption: string;
  /** The address of the page itself; its files lie below it. */
  base: string;
  /** Whether lines of several councils stand side by side. */
  isOfAll: boolean;
  typed: Search;
  errors: { field: string; message: string }[];
  lines: Line[];
  /** The number of the last line, when there are older ones. */
  next: string | null;
  isFirst: boolean;
}

/** The audit log: a search, its lines with the newest first, and the same as files. */
export function AuditLog({ caption, base, isOfAll, typed, errors, lines, next, isFirst }: AuditLogProps) {
  const query = new URLSearchParams(Object.entries(typed).filter(([, value]) => value !== ""));
  const href = (path: string, before?: string) => {
    const kept = new URLSearchParams(query);
    if (before) kept.set("before", before);
    return kept.size > 0 ? `${path}?${kept}` : path;
  };
  const errorAt = (field: string) => errors.find((error) => error.field === field)?.message;
  const named = Object.entries(auditWords).map(([value, text]) => ({ value, text }));
  const actions = [
    { value: "", text: "Anything" },
    ...named.toSorted((one, other) => one.text.localeCompare(other.text)),
  ];
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHeading
        title="Audit log"
        caption={caption}
        lead="What people did in a post or an office: who, when, from which network, and what changed."
      >
        Lines are only ever added. Nobody can change or remove one, and they hold no ballot, no note and no address.
      </PageHeading>
      <form method="get" className="audit-search">
        <TextInput name="person" label="Name or post" value={typed.person} />
        <Select name="action" label="What was done" options={actions} value={typed.action} />
        <TextInput name="about" label="What it was about" value={typed.about} />
        <TextInput name="parish" label="Parish" hint="The last part of its page’s address" value={typed.parish} />
        <TextInput name="from" label="From" hint="Such as 1 12 2026" value={typed.from} error={errorAt("from")} />
        <TextInput name="until" label="To" hint="That day included" value={typed.until} error={errorAt("until")} />
        <Button tone="secondary">Search</Button>
      </form>
      {lines.length === 0 ? (
        <EmptyState title={query.size > 0 ? "Nothing was found" : "Lines will be listed here"}>
          {query.size > 0 ? "Ask for less, or for other days." : "Nobody has acted in a post or an office yet."}
        </EmptyState>
      ) : (
        <>
          <p className="govuk-body">
            Download what was found: <a href={href(`${base}.csv`)}>CSV</a> ·{" "}
            <a href={href(`${base}.ndjson`)}>one JSON object a line</a>
          </p>
          <Table
            caption="Lines, newest first"
            isCaptionHidden
            columns={[{ heading: "When" }, { heading: "Who" }, { heading: "What" }, { heading: "From where" }]}
            rows={lines.map((line) => ({
              key: line.id,
              cells: [
                line.at,
                <span key="who" dir="auto">
                  {line.name}
                  <br />
                  <span className="audit-quiet">{line.post}</span>
                </span>,
                <What key="what" line={line} isOfAll={isOfAll} />,
                line.network || "Not known",
              ],
            }))}
          />
        </>
      )}
      <Pagination
        previous={isFirst ? null : { href: href(base), label: "Newest" }}
        next={next === null ? null : { href: href(base, next), label: "Older" }}
      />
    </>
  );
}

function What({ line, isOfAll }: { line: Line; isOfAll: boolean }) {
  const where = [isOfAll ? line.council : "", line.parish].filter(Boolean).join(", ");
  return (
    <span dir="auto">
      <strong>{line.action}</strong>
      <br />
      {line.path ? <a href={line.path}>{line.about}</a> : line.about}
      {where && <span className="audit-quiet"> · {where}</span>}
      {line.changes.map(({ what, before, after }) => (
        <span key={what} className="audit-change">
          {what}: {before !== undefined && <del>{before}</del>}
          {before !== undefined && after !== undefined && " → "}
          {after !== undefined && <ins>{after}</ins>}
        </span>
      ))}
    </span>
  );
}
