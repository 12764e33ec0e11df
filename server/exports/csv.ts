import type { Sheet, SheetCell } from "~/domain/outcomes/sheet";

/** Without it some spreadsheet programs take the file for another encoding and spoil every letter with an accent. */
const byteOrderMark = "\ufeff";

/** What makes a spreadsheet program take a text for a formula, wide forms and blanks before it included. */
const startsFormula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;
const mustBeQuoted = /[",\r\n]|^\s|\s$/;

/** A table as comma-separated values (RFC 4180) in UTF-8, with a heading row. No text in it can be run as a formula. */
export function csvOf({ headings, rows }: Sheet): string {
  const lines = [headings.map(textField), ...rows.map((row) => row.map(field))];
  return `${byteOrderMark}${lines.map((line) => `${line.join(",")}\r\n`).join("")}`;
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
