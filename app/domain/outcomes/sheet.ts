import { leastPeopleShown } from "../act/s52-data";
import { parishStateWords } from "../parish/parish-state";
import { outcomeColumns } from "./columns";
import type { Comparison } from "./comparison";
import type { OutcomeFigure } from "./figure";

/** A cell of a table that is taken elsewhere. A percentage is given as 80 for 80%. */
export type SheetCell =
  | { type: "text"; text: string }
  | { type: "number" | "percent" | "pence"; value: number }
  | { type: "day"; day: string }
  | null;

/** A table that is taken elsewhere. Its first row holds the headings. */
export interface Sheet {
  name: string;
  headings: string[];
  rows: SheetCell[][];
}

const text = (words: string): SheetCell => ({ type: "text", text: words });
const count = (value: number): SheetCell => ({ type: "number", value });

interface SheetColumn {
  heading: string;
  cell(figures: Record<string, OutcomeFigure>): SheetCell;
}

/** Every column of the comparison, those that a page shows in one cell taken apart. */
const sheetColumns: readonly SheetColumn[] = outcomeColumns.flatMap(({ key, heading, kind, unit, groups }) => {
  const of = (cell: (figure: OutcomeFigure) => SheetCell) => (figures: Record<string, OutcomeFigure>) => {
    const figure = figures[key];
    return figure ? cell(figure) : null;
  };
  const named = unit === "" ? heading : `${heading} (${unit === "percent" ? "%" : unit === "pence" ? "£" : unit})`;
  const type = unit === "percent" || unit === "pence" ? unit : "number";
  const first = of(({ value, isHidden }) => {
    if (isHidden) return text(`fewer than ${leastPeopleShown}`);
    return value === null ? null : { type, value };
  });
  const rest: SheetColumn[] = groups.map((group) => ({
    heading: `${heading}: ${group.name}`,
    cell: of(({ parts }) => ({
      type: kind === "sum" ? type : "number",
      value: parts.find((part) => part.key === group.key)?.value ?? 0,
    })),
  }));
  if (kind === "share") {
    rest.unshift(
      { heading: `${heading}: number`, cell: of(({ yes }) => count(yes)) },
      { heading: `${heading}: out of`, cell: of((figure) => count(figure.of)) },
    );
  }
  return [{ heading: named, cell: first }, ...rest];
});

/** The comparison as two tables: the figures, and how each is counted. */
export function sheetsOf({ lines, total }: Pick<Comparison, "lines" | "total">): [Sheet, Sheet] {
  const rows = lines.map((line) => [
    text(line.name),
    text(parishStateWords[line.state]),
    { type: "day" as const, day: line.startsOn },
    { type: "day" as const, day: line.endsOn },
    ...sheetColumns.map(({ cell }) => cell(line.figures)),
  ]);
  const all = [text("All parishes together"), null, null, null, ...sheetColumns.map(({ cell }) => cell(total))];
  return [
    {
      name: "Outcomes",
      headings: ["Parish", "State", "Term from", "Ends", ...sheetColumns.map(({ heading }) => heading)],
      rows: [...rows, all],
    },
    {
      name: "How this is counted",
      headings: ["Column", "How it is counted"],
      rows: outcomeColumns.map(({ heading, how }) => [text(heading), text(how)]),
    },
  ];
}
