import type { ReactNode } from "react";

export interface TableColumn {
  heading: string;
  isNumeric?: boolean;
}

export interface TableRow {
  key: string;
  /** One for each column; the first is the heading of the row. */
  cells: ReactNode[];
}

export interface TableProps {
  caption: string;
  /** Whether the caption is only for screen readers, because a heading above says the same. */
  isCaptionHidden?: boolean;
  columns: TableColumn[];
  rows: TableRow[];
}

/** A table that becomes stacked rows on a phone. */
export function Table({ caption, isCaptionHidden = false, columns, rows }: TableProps) {
  return (
    <table className="govuk-table table--stacks">
      <caption className={isCaptionHidden ? "govuk-visually-hidden" : "govuk-table__caption govuk-table__caption--m"}>
        {caption}
      </caption>
      <thead className="govuk-table__head">
        <tr className="govuk-table__row">
          {columns.map((column) => (
            <th key={column.heading} scope="col" className={cellClass("header", column)}>
              {column.heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="govuk-table__body">
        {rows.map((row) => (
          <tr key={row.key} className="govuk-table__row">
            {columns.map((column, index) =>
              index === 0 ? (
                <th key={column.heading} scope="row" className={cellClass("header", column)}>
                  {row.cells[index]}
                </th>
              ) : (
                <td key={column.heading} className={cellClass("cell", column)}>
                  <span className="table__heading" aria-hidden="true">
                    {column.heading}
                  </span>
                  {row.cells[index]}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cellClass(kind: "header" | "cell", column: TableColumn): string {
  const name = `govuk-table__${kind}`;
  return column.isNumeric ? `${name} ${name}--numeric` : name;
}
