import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";

/** A file as it came, not yet looked into. */
export interface SourceFile {
  /** What the person called it: shown in front of every problem. */
  name: string;
  bytes: Uint8Array;
}

/** One row that could not be used, and why. */
export interface Problem {
  file: string;
  /** The line of the file on which the row begins, counted from 1. */
  line: number;
  what: string;
}

/** Where a column is found: by its heading, whatever its place, capitals, spaces or underscores. */
export interface Column {
  /** The heading with hyphens and small letters; with a pattern, the last of those that match (`pop-2020` over `pop-2015`). */
  heading: string | RegExp;
  isNeeded: boolean;
}

export interface Row<Key extends string> {
  line: number;
  /** Tidied text; empty where the column is absent. */
  cells: Record<Key, string>;
}

export interface Table<Key extends string> {
  rows: Row<Key>[];
  problems: Problem[];
}

/** What came of reading a file: its content, or one sentence that says why the whole file is refused. */
export type Reading<T> = { ok: true; value: T } | { ok: false; why: string };

interface RawRow {
  line: number;
  cells: string[] | null;
}

/** How many filled rows may stand above the headings. */
const rowsAboveHeadings = 20;
/** How many lines a quoted cell may run over before its quotation mark counts as never closed. */
const linesOfCell = 20;

/**
 * Reads a table of comma-separated values as the world makes them: byte-order marks wherever they stand, any line ends,
 * UTF-8, UTF-16 or Windows letters, rows above the headings, blank rows, stray quotation marks.
 * @param file the file
 * @param columns the columns to find, by a key of your own
 * @returns the usable rows and a problem for every other row that is not blank, or why the whole file is refused: it is
 * empty, is no text, or lacks a needed column
 */
export function readTable<Key extends string>(file: SourceFile, columns: Record<Key, Column>): Reading<Table<Key>> {
  const text = decode(file.bytes);
  if (text === null) return { ok: false, why: `${file.name} is not a CSV file: it holds bytes that are not text.` };
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.every((line) => line.trim() === "")) return { ok: false, why: `${file.name} is empty.` };

  const found = findHeadings(file.name, lines, columns);
  if (!found.ok) return found;
  const { headings, places, above, firstLine } = found.value;
  const keys = Object.keys(columns) as Key[];
  const needed = keys.filter((key) => columns[key].isNeeded).map((key) => places[key] as number);
  const lastNeeded = Math.max(...needed);

  const problems: Problem[] = above.map((line) => ({ file: file.name, line, what: "stands above the headings" }));
  const rows: Row<Key>[] = [];
  for (const raw of splitRows(lines, firstLine, headings.length)) {
    const problem = (what: string) => problems.push({ file: file.name, line: raw.line, what });
    if (raw.cells === null) {
      problem("has a quotation mark that is never closed");
      continue;
    }
    const cells = raw.cells.map(tidy);
    while (cells.length > headings.length && cells.at(-1) === "") cells.pop();
    if (cells.every((cell) => cell === "")) continue;
    if (cells.length > headings.length || cells.length <= lastNeeded) {
      problem(`has ${countOf(cells.length, "cell")} where the headings have ${headings.length}`);
    } else if (needed.every((place) => headingForm(cells[place] ?? "") === headings[place])) {
      problem("repeats the headings");
    } else {
      const named = keys.map((key) => [key, places[key] === undefined ? "" : (cells[places[key]] ?? "")] as const);
      rows.push({ line: raw.line, cells: Object.fromEntries(named) as Record<Key, string> });
    }
  }
  return { ok: true, value: { rows, problems } };
}

function countOf(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

/** The text of a file, or null when it is none. Files of older programs are in Windows letters and say so nowhere. */
export function decode(bytes: Uint8Array): string | null {
  let text: string;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) text = new TextDecoder("utf-16le").decode(bytes);
  else if (bytes[0] === 0xfe && bytes[1] === 0xff) text = new TextDecoder("utf-16be").decode(bytes);
  else {
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      text = new TextDecoder("windows-1252").decode(bytes);
    }
  }
  return text.includes("\0") ? null : text;
}

/** A cell without byte-order marks, stray quotation marks and doubled or unusual spaces. No place's name holds any. */
function tidy(cell: string): string {
  if (!untidy.test(cell)) return cell;
  return cell
    .replace(/[\uFEFF\u200B"]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** Most cells are tidy already, and looking is cheaper than replacing. */
const untidy = /[\s"\uFEFF\u200B]/;

function headingForm(cell: string): string {
  return tidy(cell)
    .toLowerCase()
    .replace(/[\s_]+/g, "-");
}

interface Headings<Key extends string> {
  headings: string[];
  places: Partial<Record<Key, number>>;
  /** Lines of filled rows that stand above the headings. */
  above: number[];
  /** The first line after the headings, as an index. */
  firstLine: number;
}

function findHeadings<Key extends string>(
  name: string,
  lines: string[],
  columns: Record<Key, Column>,
): Reading<Headings<Key>> {
  const keys = Object.keys(columns) as Key[];
  const titles = (wanted: Key[]) => wanted.map((key) => `"${String(columns[key].heading)}"`).join(", ");
  const neededKeys = keys.filter((key) => columns[key].isNeeded);
  const above: number[] = [];
  let nearest = neededKeys;
  for (const raw of splitRows(lines, 0, undefined)) {
    const headings = (raw.cells ?? []).map(headingForm);
    if (headings.every((heading) => heading === "")) continue;
    const places: Partial<Record<Key, number>> = {};
    for (const key of keys) {
      const { heading } = columns[key];
      const matching = headings.filter((text) => (typeof heading === "string" ? text === heading : heading.test(text)));
      const chosen = matching.sort().at(-1);
      if (chosen !== undefined) places[key] = headings.indexOf(chosen);
    }
    const missing = neededKeys.filter((key) => places[key] === undefined);
    if (missing.length === 0) {
      const twice = neededKeys.filter((key) => headings.filter((text) => text === columns[key].heading).length > 1);
      if (twice.length > 0) return { ok: false, why: `${name} has the column ${titles(twice)} more than once.` };
      return { ok: true, value: { headings, places, above, firstLine: raw.line } };
    }
    if (missing.length < nearest.length) nearest = missing;
    above.push(raw.line);
    if (above.length > rowsAboveHeadings) break;
  }
  const what = nearest.length === neededKeys.length ? "has none of the columns" : "lacks the columns";
  return { ok: false, why: `${name} ${what} ${titles(nearest)}.` };
}

/**
 * Cuts lines into rows. A quoted cell may run over several lines, but a quotation mark that is never closed costs its own
 * row only: the line after it is taken on its own as soon as that is a whole row.
 */
function* splitRows(lines: string[], from: number, width: number | undefined): Generator<RawRow> {
  let index = from;
  while (index < lines.length) {
    const line = index + 1;
    let text = lines[index] as string;
    let cells = parseRow(text);
    index += 1;
    if (cells === null) {
      let next = index;
      while (cells === null && next < lines.length && next - index < linesOfCell) {
        if (parseRow(lines[next] as string)?.length === width) break;
        text = `${text}\n${lines[next]}`;
        cells = parseRow(text);
        next += 1;
      }
      if (cells !== null && (width === undefined || cells.length === width)) index = next;
      else cells = null;
    }
    yield { line, cells };
  }
}

/** The cells of one row, or null when a quotation mark is open at its end. */
function parseRow(text: string): string[] | null {
  // Most rows are quoted nowhere, and are then exactly what stands between the commas.
  if (!text.includes('"')) return text.split(",");
  try {
    const rows = parse(text, { relax_quotes: true, relax_column_count: true, bom: true });
    return rows.length > 1 ? null : (rows[0] ?? []);
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}
