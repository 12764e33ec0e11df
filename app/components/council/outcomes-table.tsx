import type { OutcomeColumn } from "~/domain/outcomes/columns";
import { amountWords } from "~/domain/outcomes/columns";
import { type ComparedLine, type ComparisonFilter, filterQuery } from "~/domain/outcomes/comparison";
import { missingWords, type OutcomeFigure } from "~/domain/outcomes/figure";
import { shortDay } from "~/domain/time/words";
import { StateTag } from "../content/state-tag";

export interface OutcomesTableProps {
  caption: string;
  /** Where the comparison stands: `/councils/wexcombe/outcomes`. */
  base: string;
  columns: readonly Pick<OutcomeColumn, "key" | "heading" | "unit" | "kind">[];
  lines: readonly Pick<ComparedLine, "slug" | "name" | "state" | "startsOn" | "endsOn" | "figures">[];
  total: Readonly<Record<string, OutcomeFigure>>;
  filter: ComparisonFilter;
  /** How an address names all parishes together. */
  allSlug: string;
}

/** Parishes side by side. Every heading sorts, and every figure leads to the rows it was counted from. */
export function OutcomesTable({ caption, base, columns, lines, total, filter, allSlug }: OutcomesTableProps) {
  const opened = filterQuery({ year: filter.year });
  return (
    // A wide table is moved sideways with the arrow keys, so it can be reached by Tab.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
    <section className="outcomes" aria-label={caption} tabIndex={0}>
      <table className="govuk-table outcomes__table table--stacks">
        <caption className="govuk-table__caption govuk-table__caption--m">{caption}</caption>
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            <Heading sortKey="name" heading="Parish" base={base} filter={filter} />
            {columns.map(({ key, heading }) => (
              <Heading key={key} sortKey={key} heading={heading} base={base} filter={filter} isNumeric />
            ))}
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {lines.map((line) => (
            <tr key={line.slug} className="govuk-table__row">
              <th scope="row" className="govuk-table__header outcomes__parish">
                <a href={`/parishes/${line.slug}`} dir="auto">
                  {line.name}
                </a>
                <span className="outcomes__facts">
                  <StateTag of="parish" state={line.state} />
                </span>
                <span className="outcomes__facts">
                  {shortDay(line.startsOn)} to {shortDay(line.endsOn)}
                </span>
              </th>
              {columns.map((column) => (
                <Cell
                  key={column.key}
                  column={column}
                  figure={line.figures[column.key]}
                  href={`${base}/${line.slug}/${column.key}${opened}`}
                  of={line.name}
                />
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="govuk-table__row outcomes__total">
            <th scope="row" className="govuk-table__header outcomes__parish">
              All parishes together
            </th>
            {columns.map((column) => (
              <Cell
                key={column.key}
                column={column}
                figure={total[column.key]}
                href={`${base}/${allSlug}/${column.key}${filterQuery({ year: filter.year, state: filter.state })}`}
                of="all parishes together"
              />
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

interface HeadingProps {
  sortKey: string;
  heading: string;
  base: string;
  filter: ComparisonFilter;
  isNumeric?: boolean;
}

/** Sorts by its column: the other way round when the table is sorted by it. Names begin with the first letter, figures with the largest. */
function Heading({ sortKey, heading, base, filter, isNumeric = false }: HeadingProps) {
  const isSorted = filter.sort === sortKey;
  const usual = isNumeric ? "desc" : "asc";
  const order = isSorted ? (filter.order === "asc" ? "desc" : "asc") : usual;
  const sorted = filter.order === "asc" ? "ascending" : "descending";
  return (
    <th
      scope="col"
      aria-sort={isSorted ? sorted : undefined}
      className={`govuk-table__header${isNumeric ? " govuk-table__header--numeric" : " outcomes__parish"}`}
    >
      <a href={`${base}${filterQuery({ ...filter, sort: sortKey, order })}`}>{heading}</a>
      {isSorted && <span aria-hidden="true">{filter.order === "asc" ? " ▲" : " ▼"}</span>}
    </th>
  );
}

interface CellProps {
  column: OutcomesTableProps["columns"][number];
  figure: OutcomeFigure | undefined;
  href: string;
  of: string;
}

function Cell({ column, figure, href, of }: CellProps) {
  return (
    <td className="govuk-table__cell govuk-table__cell--numeric">
      <span className="table__heading" aria-hidden="true">
        {column.heading}
      </span>
      {!figure || figure.words === "" ? (
        <>
          <span aria-hidden="true">–</span>
          <span className="govuk-visually-hidden">{figure ? missingWords(figure, column.kind) : ""}</span>
        </>
      ) : (
        <>
          <a href={href}>
            {figureWords(column, figure)}
            <span className="govuk-visually-hidden">
              {" "}
              {column.heading}: {of}
            </span>
          </a>
          <FigureNote column={column} figure={figure} />
        </>
      )}
    </td>
  );
}

/** The figure alone; out of how many stands under it. */
export function figureWords({ kind, unit }: Pick<OutcomeColumn, "kind" | "unit">, figure: OutcomeFigure): string {
  return kind === "share" && figure.value !== null ? amountWords(figure.value, unit) : figure.words;
}

/** From how many a figure was made, or what it is made of. */
function FigureNote({ column: { kind, unit }, figure }: Pick<CellProps, "column"> & { figure: OutcomeFigure }) {
  const { parts, yes, of, isHidden } = figure;
  const words =
    kind === "share"
      ? `${yes} of ${of}`
      : kind === "median"
        ? `of ${of}`
        : parts.map(({ name, value }) => `${amountWords(value, kind === "sum" ? unit : "")} ${name}`).join(", ");
  return words === "" || isHidden ? null : <span className="outcomes__facts">{words}</span>;
}
