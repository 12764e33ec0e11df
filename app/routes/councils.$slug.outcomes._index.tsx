import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { allParishes, compareParishes, findCouncil } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { SectionLinks } from "~/components/act/section-links";
import { Details } from "~/components/content/details";
import { EmptyState } from "~/components/content/empty-state";
import { FilterLinks } from "~/components/council/filter-links";
import { OutcomeBars } from "~/components/council/outcome-bars";
import { OutcomesTable } from "~/components/council/outcomes-table";
import { Button } from "~/components/forms/button";
import { Select } from "~/components/forms/select";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { type ColumnGroup, columnGroups, columnsOf, outcomeColumns } from "~/domain/outcomes/columns";
import { type ComparisonFilter, filterQuery, readFilter } from "~/domain/outcomes/comparison";
import type { OutcomeFigure } from "~/domain/outcomes/figure";
import { dayInWords, people } from "~/domain/time/words";
import { titled } from "~/page-title";

/** Drawn as bars under the table. */
const drawn = ["turnout", "answered-in-time", "kept-first-date"];

export const meta = titled<typeof loader>((data) => `Parishes side by side: ${data?.council.name ?? "a council"}`);

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { app } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const now = await app.now();
  const filter = readFilter(new URL(request.url).searchParams);
  const { lines, total, years } = await compareParishes(app.db, council.id, filter, now);
  // Only what the page shows is sent.
  const keys = [...new Set([...columnsOf(filter.show).map(({ key }) => key), ...drawn])];
  const shown = (figures: Record<string, OutcomeFigure>) =>
    Object.fromEntries(keys.flatMap((key) => (figures[key] ? [[key, figures[key]]] : [])));
  return {
    council,
    filter,
    lines: lines.map((line) => ({ ...line, figures: shown(line.figures) })),
    total: shown(total),
    years,
    allSlug: allParishes,
    today: dayInWords(now),
  };
}

const groupNames: Record<ColumnGroup, string> = {
  overview: "Overview",
  votes: "Votes",
  answers: "Answers",
  delivery: "Delivery",
  money: "Money",
  proposals: "Proposals",
  all: "All columns",
};

const stateNames: Record<ComparisonFilter["state"], string> = {
  all: "All that ever had a term",
  running: "Those that have their powers",
  ended: "Those that have ended",
};

export default function OutcomesPage() {
  const { council, filter, lines, total, years, allSlug, today } = useLoaderData<typeof loader>();
  const base = `/councils/${council.slug}/outcomes`;
  const columns = columnsOf(filter.show);
  const query = filterQuery(filter);
  const isNarrowed = filter.state !== "all" || filter.year !== "";
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: "Councils", href: "/councils" },
            { text: council.name, href: `/councils/${council.slug}` },
            { text: "Outcomes" },
          ]}
        />
      }
    >
      <PageHeading
        caption={council.name}
        title="Parishes side by side"
        lead="What became of each parish: who took part, what the council answered, and what was delivered."
      >
        {people(lines.length, "parish", "parishes")}, as the record stands on {today}. Every figure leads to the rows
        that it was counted from. <SectionLinks sections={["s34", "s38", "s39", "s52"]} />
      </PageHeading>
      <form method="get" className="outcomes-filter">
        <input type="hidden" name="show" value={filter.show} />
        <input type="hidden" name="sort" value={filter.sort} />
        <input type="hidden" name="order" value={filter.order} />
        <Select
          name="state"
          label="Parishes"
          value={filter.state}
          options={Object.entries(stateNames).map(([value, text]) => ({ value, text }))}
        />
        <Select
          name="year"
          label="Year"
          value={filter.year}
          options={[
            { value: "", text: "All years" },
            ...[...new Set([...years, ...(filter.year ? [filter.year] : [])])].map((year) => ({
              value: year,
              text: year,
            })),
          ]}
        />
        <Button tone="secondary">Show</Button>
      </form>
      <FilterLinks
        label="Columns"
        links={columnGroups.map((show) => ({
          text: groupNames[show],
          href: `${base}${filterQuery({ ...filter, show })}`,
          isCurrent: show === filter.show,
        }))}
      />
      {lines.length === 0 ? (
        <EmptyState title="Parishes will be set side by side here">
          {isNarrowed
            ? "No parish fits what you have chosen."
            : "No parish of this council has had a term yet. One has when residents have approved its charter."}
        </EmptyState>
      ) : (
        <>
          <OutcomesTable
            caption={`${groupNames[filter.show]}${filter.year ? `, ${filter.year}` : ""}`}
            base={base}
            columns={columns}
            lines={lines}
            total={total}
            filter={filter}
            allSlug={allSlug}
          />
          <div className="outcomes-charts">
            {outcomeColumns
              .filter(({ key }) => drawn.includes(key))
              .map(({ key, heading }) => (
                <OutcomeBars key={key} column={{ key, heading }} lines={lines} />
              ))}
          </div>
        </>
      )}
      <p className="govuk-body outcomes-files">
        Take it with you, with all columns: <a href={`${base}.csv${query}`}>CSV</a>,{" "}
        <a href={`${base}.ods${query}`}>OpenDocument spreadsheet</a>. The page itself can be printed.
      </p>
      <h2 className="govuk-heading-m" id="how">
        How this is counted
      </h2>
      <dl className="outcomes-how">
        {columns.map(({ key, heading, how }) => (
          <div key={key}>
            <dt className="govuk-heading-s">{heading}</dt>
            <dd className="govuk-body">{how}</dd>
          </div>
        ))}
      </dl>
      <Details summary="Which day a figure belongs to">
        A vote counts under the day on which it closed, an answer under the day on which the council received the
        decision, a commitment under the day first promised, a measure under the day by which it was to be reached,
        money under the day of the decision, and a proposal under the day on which it was put forward. Money asked for
        counts under the first day of the term.
      </Details>
    </Main>
  );
}
