import { councilCode, plainName } from "./place-names";
import { type Column, type Problem, type Reading, readTable, type SourceFile } from "./read-table";

/** A principal council as a register describes it. */
export interface CouncilFacts {
  line: number;
  gss: string;
  name: string;
  /** What its address should be, before it is made unique. */
  slugSource: string;
  kind: string;
  population: number | null;
  /** Codes that this council itself had before. */
  earlierCodes: string[];
  /** Codes of the councils it replaced, however many steps back, with theirs from before. */
  replacedCodes: string[];
}

export interface CouncilList {
  councils: CouncilFacts[];
  /** From the code of a council that is gone to the codes of those that replaced it at once. */
  replacedBy: Map<string, string[]>;
  /** Rows that are right but not of a current principal council of England. */
  leftOut: { elsewhere: number; gone: number; combined: number };
  problems: Problem[];
}

const columns = {
  key: { heading: "local-authority-code", isNeeded: false },
  name: { heading: "official-name", isNeeded: true },
  shortName: { heading: "nice-name", isNeeded: false },
  gss: { heading: "gss-code", isNeeded: true },
  nation: { heading: "nation", isNeeded: true },
  type: { heading: "local-authority-type", isNeeded: true },
  isCurrent: { heading: "current-authority", isNeeded: true },
  replacedBy: { heading: "replaced-by", isNeeded: false },
  earlierCodes: { heading: "former-gss-codes", isNeeded: false },
  slug: { heading: "gov-uk-slug", isNeeded: false },
  population: { heading: /^pop(ulation)?(-\d{4})?$/, isNeeded: false },
} satisfies Record<string, Column>;

/** The register's types of principal council, in the words that pages use. */
const kinds = new Map([
  ["NMD", "district"],
  ["MD", "metropolitan borough"],
  ["UA", "unitary authority"],
  ["LBO", "London borough"],
  ["CTY", "county"],
  ["CC", "city corporation"],
]);
/** Combined and strategic authorities are made of principal councils and have no wards. */
const combinedTypes = ["COMB", "SRA"];
const nationsElsewhere = ["scotland", "wales", "northern ireland"];

interface Entry extends CouncilFacts {
  key: string;
  successorKeys: string[];
  isCurrent: boolean;
}

/**
 * Reads a register of local authorities (the columns are those of the mySociety list) and picks the current principal
 * councils of England: nation England, current authority, and a type that is neither combined nor strategic.
 * @param file the register
 * @returns the councils, each with the codes it had and the codes of the councils it replaced, and a problem for each bad
 * row; or why the whole file is refused
 */
export function readCouncils(file: SourceFile): Reading<CouncilList> {
  const table = readTable(file, columns);
  if (!table.ok) return table;
  const problems = [...table.value.problems];
  const leftOut = { elsewhere: 0, gone: 0, combined: 0 };
  const entries: Entry[] = [];
  const lineOf = new Map<string, number>();

  for (const { line, cells } of table.value.rows) {
    const problem = (what: string) => problems.push({ file: file.name, line, what });
    const nation = cells.nation.toLowerCase();
    const isCurrent = truthOf(cells.isCurrent);
    const gss = cells.gss.toUpperCase();
    const kind = kinds.get(cells.type.toUpperCase());
    if (nationsElsewhere.includes(nation)) leftOut.elsewhere += 1;
    else if (nation !== "england") problem(`"${cells.nation}" is no nation of the United Kingdom`);
    else if (isCurrent === null) problem(`"${cells.isCurrent}" does not say whether the council is current`);
    else if (combinedTypes.includes(cells.type.toUpperCase())) leftOut.combined += 1;
    else if (kind === undefined) problem(`"${cells.type}" is no type of council that is known`);
    else if (!councilCode.test(gss)) problem(`"${cells.gss}" is not the code of an English council`);
    else if (cells.name === "") problem(`${gss} has no name`);
    else if (lineOf.has(gss)) problem(`${gss} stands on line ${lineOf.get(gss)} already`);
    else {
      lineOf.set(gss, line);
      if (!isCurrent) leftOut.gone += 1;
      const population = wholeNumber(cells.population);
      if (population === undefined) problem(`${gss} is loaded, but its population "${cells.population}" is no number`);
      entries.push({
        key: cells.key.toUpperCase(),
        line,
        gss,
        name: cells.name,
        slugSource: cells.slug || (cells.shortName || cells.name).replace(/ council$/i, ""),
        kind,
        population: population ?? null,
        earlierCodes: codesIn(cells.earlierCodes),
        replacedCodes: [],
        successorKeys: wordsIn(cells.replacedBy),
        isCurrent,
      });
    }
  }

  const replacedBy = successorsOf(entries);
  for (const gone of entries.filter((entry) => !entry.isCurrent)) {
    const later = laterCodes(gone.gss, replacedBy);
    for (const council of entries) {
      if (council.isCurrent && later.has(council.gss)) council.replacedCodes.push(gone.gss, ...gone.earlierCodes);
    }
  }
  const councils = entries
    .filter((entry) => entry.isCurrent)
    .map(({ key: _key, successorKeys: _successors, isCurrent: _current, ...facts }) => facts);
  return { ok: true, value: { councils, replacedBy, leftOut, problems } };
}

/** Every code that came after a code, however many steps on. */
export function laterCodes(code: string, replacedBy: ReadonlyMap<string, readonly string[]>): Set<string> {
  const later = new Set<string>();
  const open = [code];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const successor of replacedBy.get(next) ?? []) {
      if (later.has(successor)) continue;
      later.add(successor);
      open.push(successor);
    }
  }
  return later;
}

/** Whether two councils are one and the same by name: "City of Lincoln Council" and "City of Lincoln". */
export function isSameCouncilName(one: string, other: string): boolean {
  const bare = (name: string) => plainName(name).replace(/ council$/, "");
  return bare(one) === bare(other);
}

function successorsOf(entries: Entry[]): Map<string, string[]> {
  const gssOf = new Map(entries.filter(({ key }) => key !== "").map(({ key, gss }) => [key, gss]));
  const successors = new Map<string, string[]>();
  for (const { gss, successorKeys } of entries) {
    const found = successorKeys.map((key) => gssOf.get(key)).filter((code) => code !== undefined);
    if (found.length > 0) successors.set(gss, found);
  }
  return successors;
}

function truthOf(cell: string): boolean | null {
  const word = cell.toLowerCase();
  if (["true", "yes", "1"].includes(word)) return true;
  return ["false", "no", "0"].includes(word) ? false : null;
}

/** A count of people: null when the cell is empty, undefined when it is no whole number. Lists write 64187 as 64187.0. */
export function wholeNumber(cell: string): number | null | undefined {
  if (cell === "") return null;
  const bare = /^(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.0+)?$/.exec(cell)?.[1];
  return bare === undefined ? undefined : Number(bare.replaceAll(",", ""));
}

function wordsIn(cell: string): string[] {
  return cell
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((word) => word !== "");
}

function codesIn(cell: string): string[] {
  return wordsIn(cell).filter((word) => councilCode.test(word));
}
