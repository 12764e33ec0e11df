import { parse } from "csv-parse/sync";
import { type CivilDate, compareDates, isCivilDate } from "~/domain/time/civil";
import { dayInWords, number } from "~/domain/time/words";

/** One figure of a list. */
export interface ListedFigure {
  measuredOn: CivilDate;
  value: number;
  source: string;
}

/** A line of a list with its figure, or with what is wrong with it. */
export interface ReadLine {
  /** As a spreadsheet counts them, the heading being line 1. */
  line: number;
  figure: ListedFigure | null;
  problem: string;
  /** As it was sent, for whoever looks for it. */
  cells: string;
}

/** The most lines that a list may have: three years of days. */
export const mostLines = 1100;

const mostSourceCharacters = 300;

/**
 * Reads a list of figures from CSV: date, value and source, with or without a heading. Dates are 2027-03-27 or 27/03/2027, as British
 * spreadsheets write them.
 *
 * @param bounds the first and the last day that a figure may be of
 * @returns each line with its figure or its problem; or in one sentence why it is no such list
 */
export function readMeasurements(
  text: string,
  bounds: { from: CivilDate; to: CivilDate },
): { ok: true; lines: ReadLine[] } | { ok: false; message: string } {
  let rows: string[][];
  try {
    const delimiter = /^[^\n]*;/.test(text) && !/^[^\n]*,/.test(text) ? ";" : ",";
    rows = parse(text, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: true, trim: true });
  } catch {
    return {
      ok: false,
      message: "This is no list that can be read. Save it as CSV, with a date, a value and a source on each line.",
    };
  }
  const hasHeading = rows.length > 0 && /^(date|day)/i.test(rows[0]?.[0] ?? "");
  const lines = rows.slice(hasHeading ? 1 : 0);
  if (lines.length === 0) return { ok: false, message: "The list has no figures." };
  if (lines.length > mostLines) {
    return {
      ok: false,
      message: `The list has ${number(lines.length)} lines. Send ${number(mostLines)} at a time at most.`,
    };
  }
  return {
    ok: true,
    lines: lines.map((cells, index) => ({
      line: index + (hasHeading ? 2 : 1),
      cells: cells.join(", "),
      ...readLine(cells, bounds),
    })),
  };
}

function readLine(
  [day = "", amount = "", source = ""]: string[],
  bounds: { from: CivilDate; to: CivilDate },
): Pick<ReadLine, "figure" | "problem"> {
  const no = (problem: string) => ({ figure: null, problem });
  const measuredOn = dayOf(day);
  if (!measuredOn) return no("The date must be like 2027-03-27 or 27/03/2027.");
  if (compareDates(measuredOn, bounds.to) > 0) return no("The day lies ahead.");
  if (compareDates(measuredOn, bounds.from) < 0) return no(`The day lies before ${dayInWords(bounds.from)}.`);
  const digits = amount.replace(/(\d),(?=\d{3}(\D|$))/g, "$1");
  if (!/^-?\d{1,12}(\.\d{1,2})?$/.test(digits)) return no("The value must be a number, such as 12 or 37.5.");
  const words = source.normalize("NFC").replace(/\s+/g, " ");
  if (words.length < 3) return no("Say where the figure comes from.");
  if (words.length > mostSourceCharacters || words.includes("\0")) return no("The source is too long.");
  return { figure: { measuredOn, value: Number(digits), source: words }, problem: "" };
}

function dayOf(text: string): CivilDate | null {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  const date = day && month ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text;
  return isCivilDate(date) ? date : null;
}
