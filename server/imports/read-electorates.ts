import { type CivilDate, isCivilDate } from "~/domain/time/civil";
import { wardCode, wardCodeElsewhere } from "./place-names";
import { wholeNumber } from "./read-councils";
import { type Column, type Problem, type Reading, readTable, type SourceFile } from "./read-table";

/** How many people may vote in a ward, on a day, according to a source. */
export interface ElectorateRow {
  line: number;
  code: string;
  electorate: number;
  on: CivilDate;
  source: string;
}

export interface ElectorateList {
  rows: ElectorateRow[];
  /** Rows of wards outside England. */
  elsewhere: number;
  problems: Problem[];
}

const columns = {
  code: { heading: "code", isNeeded: true },
  electorate: { heading: "electorate", isNeeded: true },
  date: { heading: "date", isNeeded: true },
  source: { heading: "source", isNeeded: false },
} satisfies Record<string, Column>;

/** Far above every English ward (the largest have some 25,000 electors): a figure beyond it is a slip or a whole city. */
const largestElectorate = 200_000;

/**
 * Reads electorates of wards: code, electorate, date (2025-12-01 or 01/12/2025) and, where the file has it, source.
 * @param file the figures; its name is the source of those that name none
 * @param today figures of a later day are bad rows
 * @returns every usable row and a problem for each bad one, or why the whole file is refused
 */
export function readElectorates(file: SourceFile, today: CivilDate): Reading<ElectorateList> {
  const table = readTable(file, columns);
  if (!table.ok) return table;
  const problems = [...table.value.problems];
  const rows: ElectorateRow[] = [];
  let elsewhere = 0;
  for (const { line, cells } of table.value.rows) {
    const problem = (what: string) => problems.push({ file: file.name, line, what });
    const code = cells.code.toUpperCase();
    const electorate = wholeNumber(cells.electorate);
    const on = dateIn(cells.date);
    if (wardCodeElsewhere.test(code)) elsewhere += 1;
    else if (!wardCode.test(code)) problem(`"${cells.code}" is not the code of an English ward`);
    else if (electorate === null) problem(`${code} has no electorate`);
    else if (electorate === undefined) problem(`"${cells.electorate}" is no whole number of electors`);
    else if (electorate < 1 || electorate > largestElectorate) {
      problem(`an electorate of ${cells.electorate} cannot be right for a ward`);
    } else if (on === null) problem(`"${cells.date}" is no day; write it like 2025-12-01`);
    else if (on > today) problem(`${cells.date} lies in the future`);
    else rows.push({ line, code, electorate, on, source: cells.source || baseName(file.name) });
  }
  return { ok: true, value: { rows, elsewhere, problems } };
}

function dateIn(cell: string): CivilDate | null {
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell);
  const [, day = "", month = "", year = ""] = british ?? [];
  const text = british ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : cell;
  return isCivilDate(text) ? text : null;
}

function baseName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
