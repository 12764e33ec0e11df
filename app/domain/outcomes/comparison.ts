import { isLive, type ParishState } from "../parish/parish-state";
import type { CivilDate } from "../time/civil";
import { type ColumnGroup, type CountedRow, columnGroups, type OutcomeColumn, outcomeColumns } from "./columns";
import type { ParishOutcomes } from "./facts";
import { figureOf, type OutcomeFigure } from "./figure";

/** A parish that ever had a term, with what it has to show. */
export interface ComparedParish {
  slug: string;
  name: string;
  state: ParishState;
  startsOn: CivilDate;
  endsOn: CivilDate;
  outcomes: ParishOutcomes;
}

/** What is compared, and in which order. */
export interface ComparisonFilter {
  /** Parishes that still have their powers, those that have ended, or both. */
  state: "all" | "running" | "ended";
  /** Only what belongs to this calendar year, such as "2026"; empty for all. */
  year: string;
  show: ColumnGroup;
  /** The key of a column, or "name". */
  sort: string;
  order: "asc" | "desc";
}

const states: readonly string[] = ["all", "running", "ended"] satisfies ComparisonFilter["state"][];

/** What an address asks for. What it gets wrong is left at what is usual. */
export function readFilter(asked: URLSearchParams): ComparisonFilter {
  const [state = "", year = "", show = "", sort = ""] = ["state", "year", "show", "sort"].map(
    (name) => asked.get(name) ?? "",
  );
  return {
    state: states.includes(state) ? (state as ComparisonFilter["state"]) : "all",
    year: /^\d{4}$/.test(year) ? year : "",
    show: columnGroups.find((one) => one === show) ?? "overview",
    sort: outcomeColumns.some(({ key }) => key === sort) ? sort : "name",
    order: asked.get("order") === "desc" ? "desc" : "asc",
  };
}

/** The same as the end of an address, without what is usual; empty when all is. */
export function filterQuery(filter: Partial<ComparisonFilter>): string {
  const { state = "all", year = "", show = "overview", sort = "name", order = "asc" } = filter;
  const asked = new URLSearchParams();
  if (state !== "all") asked.set("state", state);
  if (year !== "") asked.set("year", year);
  if (show !== "overview") asked.set("show", show);
  if (sort !== "name") asked.set("sort", sort);
  if (order !== "asc") asked.set("order", order);
  const text = asked.toString();
  return text === "" ? "" : `?${text}`;
}

/** One line of the comparison. */
export interface ComparedLine {
  slug: string;
  name: string;
  state: ParishState;
  startsOn: CivilDate;
  endsOn: CivilDate;
  /** By the key of the column. */
  figures: Record<string, OutcomeFigure>;
}

export interface Comparison {
  lines: ComparedLine[];
  /** The same figures over all lines together. */
  total: Record<string, OutcomeFigure>;
  /** The years to choose among, the latest first. */
  years: string[];
}

/** A figure with the rows that it was counted from. */
export interface Counted {
  figure: OutcomeFigure;
  rows: CountedRow[];
}

type Filtered = Pick<ComparisonFilter, "year">;

function within(rows: CountedRow[], { year }: Filtered): CountedRow[] {
  return year === "" ? rows : rows.filter(({ on }) => on.startsWith(`${year}-`));
}

/** A figure of one parish. A number of people is not given for a single year: two years could be subtracted. */
function countedFor(column: OutcomeColumn, parish: ComparedParish, all: CountedRow[], filter: Filtered): Counted {
  const rows = within(all, filter);
  const people = column.people && filter.year === "" ? parish.outcomes.people[column.people] : null;
  return { figure: figureOf(column, rows, people), rows };
}

/**
 * The same figure over several parishes. People are the sum of what is shown of each: what is hidden adds nothing, so that nothing can
 * be subtracted from it (section 52).
 */
function countedTogether(column: OutcomeColumn, each: readonly Counted[]): Counted {
  const rows = each.flatMap((one) => one.rows);
  const shown = each.flatMap(({ figure }) => (column.people ? (figure.value ?? []) : []));
  return { figure: figureOf(column, rows, shown.length === 0 ? null : sum(shown)), rows };
}

const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);

/** One figure of one parish with its rows. */
export function countedOf(column: OutcomeColumn, parish: ComparedParish, filter: Filtered, now: Date): Counted {
  return countedFor(column, parish, column.rows(parish.outcomes, now), filter);
}

/** The same figure of several parishes together. */
export function countedOfAll(
  column: OutcomeColumn,
  parishes: readonly ComparedParish[],
  filter: Filtered,
  now: Date,
): Counted {
  return countedTogether(
    column,
    parishes.map((one) => countedOf(column, one, filter, now)),
  );
}

/** The parishes that a filter leaves, in the order of their names. */
export function chosenParishes(
  all: readonly ComparedParish[],
  filter: Pick<ComparisonFilter, "state">,
): ComparedParish[] {
  return all
    .filter(({ state }) => filter.state === "all" || isLive(state) === (filter.state === "running"))
    .sort((one, other) => one.name.localeCompare(other.name, "en-GB") || (one.slug < other.slug ? -1 : 1));
}

/** The line of one parish, of all its time. */
export function lineOf(parish: ComparedParish, now: Date): ComparedLine {
  const { outcomes: _, ...told } = parish;
  const figures = outcomeColumns.map(
    (column) => [column.key, countedOf(column, parish, { year: "" }, now).figure] as const,
  );
  return { ...told, figures: Object.fromEntries(figures) };
}

/** Parishes side by side at an instant. What has no figure, or none that may be shown, comes last in either order. */
export function compare(all: readonly ComparedParish[], filter: ComparisonFilter, now: Date): Comparison {
  const years = new Set<string>();
  const rowsBy = new Map(all.map((parish) => [parish, outcomeColumns.map((one) => one.rows(parish.outcomes, now))]));
  for (const columns of rowsBy.values()) {
    for (const rows of columns) for (const { on } of rows) years.add(on.slice(0, 4));
  }
  const chosen = chosenParishes(all, filter);
  const counted = outcomeColumns.map((column, index) =>
    chosen.map((parish) => countedFor(column, parish, rowsBy.get(parish)?.[index] ?? [], filter)),
  );
  const figures = (figure: (index: number, column: OutcomeColumn) => OutcomeFigure | undefined) =>
    Object.fromEntries(
      outcomeColumns.map((column, index) => [column.key, figure(index, column) ?? figureOf(column, [])]),
    );
  const lines = chosen.map(({ outcomes: _, ...parish }, place): ComparedLine => {
    return { ...parish, figures: figures((index) => counted[index]?.[place]?.figure) };
  });
  return {
    lines: inOrder(lines, filter),
    total: figures((index, column) => countedTogether(column, counted[index] ?? []).figure),
    years: [...years].sort().reverse(),
  };
}

function inOrder(lines: ComparedLine[], { sort, order }: ComparisonFilter): ComparedLine[] {
  const sign = order === "desc" ? -1 : 1;
  if (sort === "name") return sign === 1 ? lines : lines.reverse();
  const value = (line: ComparedLine) => line.figures[sort]?.value ?? null;
  return lines.sort((one, other) => {
    const [left, right] = [value(one), value(other)];
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    return sign * (left - right);
  });
}
