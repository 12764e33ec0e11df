import { councilCode, plainName, wardCode, wardCodeElsewhere } from "./place-names";
import { type Column, type Problem, type Reading, readTable, type SourceFile } from "./read-table";

/** A ward as the list of one year has it. */
export interface WardRow {
  line: number;
  code: string;
  name: string;
  /** The council's code in the list of that year. */
  listedCouncil: string;
  /** The code of the council that has the ward now. */
  activeCouncil: string;
  year: number;
}

export interface WardList {
  rows: WardRow[];
  /** Councils that only got a new code, from old code to new: still the same council with the same name. */
  renumbered: Map<string, string>;
  /** Rows of wards outside England. */
  elsewhere: number;
  problems: Problem[];
}

const columns = {
  code: { heading: "wdcd", isNeeded: true },
  name: { heading: "wdnm", isNeeded: true },
  listedCouncil: { heading: "ladcd", isNeeded: false },
  listedName: { heading: "ladnm", isNeeded: false },
  activeCouncil: { heading: "ladcd-active", isNeeded: true },
  activeName: { heading: "ladnm-active", isNeeded: false },
  year: { heading: "sourcefile", isNeeded: true },
} satisfies Record<string, Column>;

/**
 * Reads wards of several years' lists from one file (WDCD, WDNM, LADCD, LADCD_ACTIVE, SOURCEFILE).
 * @param file the lists
 * @returns every usable row and a problem for each bad one, or why the whole file is refused
 */
export function readWards(file: SourceFile): Reading<WardList> {
  const table = readTable(file, columns);
  if (!table.ok) return table;
  const problems = [...table.value.problems];
  const rows: (WardRow & { listedName: string; activeName: string })[] = [];
  let elsewhere = 0;
  for (const { line, cells } of table.value.rows) {
    const problem = (what: string) => problems.push({ file: file.name, line, what });
    const code = cells.code.toUpperCase();
    const activeCouncil = cells.activeCouncil.toUpperCase();
    const listedCouncil = cells.listedCouncil.toUpperCase() || activeCouncil;
    // A ward across two districts stands in old lists as two parts of one code.
    const name = cells.name.replace(/ \(part [^)]*\)$/i, "");
    if (wardCodeElsewhere.test(code)) elsewhere += 1;
    else if (!wardCode.test(code)) problem(`"${cells.code}" is not the code of an English ward`);
    else if (name === "") problem(`${code} has no name`);
    else if (!councilCode.test(activeCouncil))
      problem(`"${cells.activeCouncil}" is not the code of an English council`);
    else if (!councilCode.test(listedCouncil))
      problem(`"${cells.listedCouncil}" is not the code of an English council`);
    else if (!/^20\d\d$/.test(cells.year)) problem(`"${cells.year}" is not the year of a list`);
    else {
      const { listedName, activeName } = cells;
      rows.push({ line, code, name, listedCouncil, activeCouncil, year: Number(cells.year), listedName, activeName });
    }
  }
  return { ok: true, value: { rows, renumbered: renumberedIn(rows), elsewhere, problems } };
}

/** A code with one predecessor of the same name, which no row calls active any more, is that council's new number. */
function renumberedIn(
  rows: { listedCouncil: string; activeCouncil: string; listedName: string; activeName: string }[],
): Map<string, string> {
  const active = new Set(rows.map((row) => row.activeCouncil));
  const before = new Map<string, Map<string, boolean>>();
  for (const row of rows) {
    if (row.listedCouncil === row.activeCouncil) continue;
    const codes = before.get(row.activeCouncil) ?? new Map<string, boolean>();
    before.set(row.activeCouncil, codes);
    const isSame = row.listedName !== "" && plainName(row.listedName) === plainName(row.activeName);
    codes.set(row.listedCouncil, (codes.get(row.listedCouncil) ?? true) && isSame);
  }
  const renumbered = new Map<string, string>();
  for (const [code, codes] of before) {
    const [only, ...others] = codes;
    if (only === undefined || others.length > 0) continue;
    const [old, isSame] = only;
    if (isSame && !active.has(old)) renumbered.set(old, code);
  }
  return renumbered;
}
