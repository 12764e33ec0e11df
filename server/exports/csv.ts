import type { Sheet, SheetCell } from "~/domain/outcomes/sheet";

/** Without it some spreadsheet programs take the file for another encoding and spoil every letter with an accent. */
export const byteOrderMark = "\ufeff";

/** What makes a spreadsheet program take a text for a formula, wide forms and blanks before it included; and a tab or a new line that begins one. */
const startsFormula = /^(?:[\t\r]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/u;
const mustBeQuoted = /[",\r\n]|^\s|\s$/;

/** A table as comma-separated values (RFC 4180) in UTF-8, with a heading row. No text in it can be run as a formula. */
export function csvOf({ headings, rows }: Sheet): string {
  return byteOrderMark + csvRow(headings) + rows.map((row) => rowOf(row.map(field))).join("");
}

/** A row of texts, with its line end. No text in it can be run as a formula. */
export function csvRow(texts: readonly string[]): string {
  return rowOf(texts.map(textField));
}

/** Fields that are written already, as a row. */
export function rowOf(fields: readonly string[]): string {
  return `${fields.join(",")}\r\n`;
}

function field(cell: SheetCell): string {
  if (cell === null) return "";
  switch (cell.type) {
    case "text":
      return textField(cell.text);
    case "day":
      return cell.day;
    case "pence":
      return (cell.value / 100).toFixed(2);
    default:
      return String(cell.value);
  }
}

/** A text as a field: what could be run is led by an apostrophe, which says that it is a text. */
export function textField(text: string): string {
  const safe = startsFormula.test(text) ? `'${text}` : text;
  return mustBeQuoted.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
