import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";
import { decode } from "./read-table";

/** One row of a registrar's list: which claim, and what the registrar says about it. */
export interface VerdictRow {
  /** The line of the list, counted from 1. */
  line: number;
  /** The number of the claim, or the beginning of it; or the e-mail address of the person. */
  who: string;
  verdict: "confirm" | "refuse" | null;
  /** As it was typed, for the answer. */
  verdictTyped: string;
  reason: string;
}

export const mostVerdicts = 500;
/** The longest list, in characters. Five hundred rows with an address and a reason have a tenth of it. */
export const mostListCharacters = 500_000;

const headings = {
  who: ["claim", "claim number", "number", "e-mail", "email", "e-mail address", "email address"],
  verdict: ["verdict", "decision"],
  reason: ["reason", "reasons"],
};
const yes = new Set(["confirm", "confirmed", "yes", "y"]);
const no = new Set(["refuse", "refused", "no", "n", "reject", "rejected"]);

/** What a spreadsheet writes before text that looks like a formula, and what it hides between letters. */
const tidy = (cell: string | undefined) =>
  (cell ?? "")
    .replace(/[\uFEFF\u200B\u00A0]/g, " ")
    .trim()
    .replace(/^'(?=[=+\-@])/, "");

/**
 * Reads a registrar's list of verdicts as spreadsheets make them: commas, semicolons or tabs, any line ends, with or without a byte-order mark, UTF-8,
 * UTF-16 or Windows letters. A row without a verdict is left out: nothing has been decided about it.
 *
 * @returns the rows, or one sentence that says why the list cannot be used as a whole
 */
export function readVerdicts(
  bytes: Uint8Array,
): { ok: true; rows: VerdictRow[]; text: string } | { ok: false; why: string } {
  const refuse = (why: string) => ({ ok: false as const, why });
  const text = decode(bytes);
  if (text === null) return refuse("This is no CSV file: it holds bytes that are not text.");
  // A browser sends two characters for the end of a line: what was tried from a file must not be too long when it comes back as text.
  if (text.replace(/\r/g, "").length > mostListCharacters) {
    return refuse("The list is too long. Send it in parts, or leave out columns that are not needed.");
  }
  const firstLine = text.split(/\r\n|\n|\r/).find((line) => line.trim() !== "");
  if (firstLine === undefined) return refuse("The list is empty.");
  const delimiter = [";", "\t", ","].find((one) => firstLine.includes(one)) ?? ",";
  let found: { record: string[]; info: { lines: number } }[];
  try {
    found = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      record_delimiter: ["\r\n", "\n", "\r"],
    }) as unknown as typeof found;
  } catch (error) {
    if (error instanceof CsvError) return refuse("A quotation mark in the list is never closed.");
    throw error;
  }
  const [head, ...body] = found;
  const titles = (head?.record ?? []).map((title) => tidy(title).toLowerCase().replace(/_/g, " "));
  const place = (names: string[]) => titles.findIndex((title) => names.includes(title));
  const whoAt = titles.flatMap((title, index) => (headings.who.includes(title) ? [index] : []));
  const verdictAt = place(headings.verdict);
  const reasonAt = place(headings.reason);
  if (whoAt.length === 0)
    return refuse("The first row must name the columns. There is none called “claim” or “e-mail”.");
  if (verdictAt < 0) return refuse("The first row must name the columns. There is none called “verdict”.");
  const rows = body.flatMap(({ record, info }): VerdictRow[] => {
    const verdictTyped = tidy(record[verdictAt]);
    if (verdictTyped === "") return [];
    const word = verdictTyped.toLowerCase();
    return [
      {
        line: info.lines,
        who: whoAt.map((index) => tidy(record[index]).toLowerCase()).find((cell) => cell !== "") ?? "",
        verdict: yes.has(word) ? "confirm" : no.has(word) ? "refuse" : null,
        verdictTyped,
        reason: reasonAt < 0 ? "" : tidy(record[reasonAt]),
      },
    ];
  });
  if (rows.length === 0) return refuse("No row has a verdict: write “confirm” or “refuse” in that column.");
  if (rows.length > mostVerdicts) {
    return refuse(`The list has ${rows.length} verdicts. At most ${mostVerdicts} can be decided at once.`);
  }
  return { ok: true, rows, text };
}
