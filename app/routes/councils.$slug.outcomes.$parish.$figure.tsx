import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findCouncil, openFigure } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { EmptyState } from "~/components/content/empty-state";
import { InsetText } from "~/components/content/inset-text";
import { SummaryList } from "~/components/content/summary-list";
import { Table } from "~/components/content/table";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { amountWords, columnOf } from "~/domain/outcomes/columns";
import { filterQuery, readFilter } from "~/domain/outcomes/comparison";
import { missingWords } from "~/domain/outcomes/figure";
import { number, people, shortDay } from "~/domain/time/words";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) =>
  data ? `${data.heading}: ${data.parish?.name ?? data.council.name}` : "A figure",
);

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { app } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  const column = columnOf(params.figure ?? "");
  const filter = readFilter(new URL(request.url).searchParams);
  const which = column && council && { councilId: council.id, parish: params.parish ?? "", column, filter };
  const now = await app.now();
  const opened = which ? await openFigure(app.db, which, now) : null;
  if (!council || !column || !opened) {
    throwRefused({ code: "not_found", message: "There is no such figure at this address." });
  }
  const { heading, how, kind, unit, groups } = column;
  const { parish, figure } = opened;
  const rows = opened.rows.map((row) => ({
    key: row.source.key,
    what: row.source.what,
    href: row.source.href,
    on: row.on,
    isYes: row.isYes,
    group: groups.find(({ key }) => key === row.group)?.name ?? "",
    note: column.note(row, now),
  }));
  return { council, parish, heading, how, kind, unit, hasGroups: groups.length > 0, filter, figure, rows };
}

export default function FigurePage() {
  const { council, parish, heading, how, kind, unit, hasGroups, filter, figure, rows } = useLoaderData<typeof loader>();
  const base = `/councils/${council.slug}/outcomes`;
  const counts = kind === "share" ? [{ heading: "Counts" }] : [];
  const parts = hasGroups ? [{ heading: "Of which kind" }] : [];
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: council.name, href: `/councils/${council.slug}` },
            { text: "Outcomes", href: `${base}${filterQuery({ year: filter.year })}` },
            { text: heading },
          ]}
        />
      }
    >
      <PageHeading
        caption={parish?.name ?? `All parishes of ${council.name}`}
        title={`${heading}${filter.year ? `, ${filter.year}` : ""}`}
        lead={figure.words || capitalised(missingWords(figure, kind))}
      >
        {how}
      </PageHeading>
      {kind === "people" && (
        <InsetText>
          The rows below are the proposals. Which people they are is not listed here: each proposal says who put it
          forward, and how many second it.
        </InsetText>
      )}
      {rows.length === 0 ? (
        <EmptyState title="The rows of this figure will be listed here">There is none yet.</EmptyState>
      ) : (
        <>
          <SummaryList
            rows={[
              { key: "Rows", value: number(rows.length) },
              ...(kind === "share"
                ? [{ key: "Of which count", value: `${number(figure.yes)}, which is ${figure.words}` }]
                : []),
              ...(kind === "sum" || kind === "median"
                ? [{ key: kind === "sum" ? "Sum" : "In the middle", value: figure.words }]
                : []),
              ...figure.parts.map(({ name, value }) => ({
                key: capitalised(name),
                value: kind === "sum" ? amountWords(value, unit) : people(value, "row", "rows"),
              })),
            ]}
          />
          <Table
            caption={`Rows of: ${heading}`}
            isCaptionHidden
            columns={[{ heading: "What" }, { heading: "Day" }, ...counts, ...parts, { heading: "Why it counts so" }]}
            rows={rows.map((row) => ({
              key: row.key,
              cells: [
                <a key="what" href={row.href} dir="auto">
                  {row.what}
                </a>,
                shortDay(row.on),
                ...(kind === "share" ? [row.isYes ? "Yes" : "No"] : []),
                ...(hasGroups ? [row.group] : []),
                row.note,
              ],
            }))}
          />
        </>
      )}
      <p className="govuk-body">
        <a href={`${base}${filterQuery({ year: filter.year })}`}>See all parishes side by side</a>
      </p>
    </Main>
  );
}

function capitalised(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
