import { plainName } from "./place-names";
import { laterCodes } from "./read-councils";
import type { WardRow } from "./read-wards";

/** A row of a ward, with the council of today that it belongs to. */
export interface PlacedWard extends WardRow {
  councilId: string;
}

/** A ward that stands today. */
export interface StandingWard extends PlacedWard {
  /** Codes it had before, as far as they can be told, in the order of the alphabet. */
  formerCodes: string[];
}

export interface WardsOfToday {
  standing: StandingWard[];
  /** Codes of wards that stand no more, to the code of the ward of the same name that took over; null where none can be told. */
  ended: Map<string, string | null>;
  /** Rows that contradict another row of the same list. */
  contradictions: { line: number; what: string }[];
}

/**
 * A list that brings at least this share of new codes to the wards that stood, at least this many, and a name that did not
 * stand there before, has redrawn the whole council. Checked against the national list of May 2025: of its 6,826 English
 * wards it finds every one and keeps none that had ended. The smallest complete redrawing there changed 30 % of the codes,
 * the largest partial change that brought a new name 21 %.
 */
const redrawnShare = 0.25;
const redrawnCodes = 5;

interface KnownWard extends PlacedWard {
  /** The oldest list that has the code. */
  firstYear: number;
  /** Its name in the form in which lists may be compared. */
  plain: string;
}

/**
 * Works out which wards stand today from lists of several years, in which a ward appears under the year that first had its
 * code and nothing says when a code ended. In the order of the years: a new code ends the older code of the same name in
 * the same council; a list that redraws a council ends all its older codes; so does the first list of the council that
 * replaced it. What ended is a former code of the standing ward of the same name in that council or its successor, unless
 * two merged councils both had the name.
 * @param rows wards with the council of today that each belongs to
 * @param replacedBy from the code of a council to the codes of those that replaced it at once
 * @param renumbered councils that only got a new code, from old to new
 */
export function findWardsOfToday(
  rows: readonly PlacedWard[],
  replacedBy: ReadonlyMap<string, readonly string[]>,
  renumbered: ReadonlyMap<string, string>,
): WardsOfToday {
  const { known, contradictions } = newestRows(rows);
  const present = (code: string) => renumbered.get(code) ?? code;
  const successors = withListed(rows, replacedBy, present);

  const standing: StandingWard[] = [];
  const ended = new Map<string, string | null>();
  for (const wards of groupBy(known, (ward) => ward.councilId).values()) {
    const ofCouncil = new Map(wards.map((ward) => [ward.code, present(ward.listedCouncil)]));
    const councilOf = (ward: KnownWard) => ofCouncil.get(ward.code) as string;
    const later = new Map([...new Set(ofCouncil.values())].map((code) => [code, laterCodes(code, successors)]));
    const isInLine = (older: string, newer: string) => older === newer || (later.get(older)?.has(newer) ?? false);

    const stand = standingOf(wards, councilOf, (code) => later.get(code) as Set<string>);
    const goneByName = groupBy(
      wards.filter((ward) => !stand.has(ward.code)),
      (ward) => ward.plain,
    );
    for (const ward of wards) if (!stand.has(ward.code)) ended.set(ward.code, null);
    for (const ward of stand.values()) {
      const candidates = (goneByName.get(ward.plain) ?? []).filter((gone) =>
        isInLine(councilOf(gone), councilOf(ward)),
      );
      const isOneLine = candidates.every((one) =>
        candidates.every(
          (other) => isInLine(councilOf(one), councilOf(other)) || isInLine(councilOf(other), councilOf(one)),
        ),
      );
      const former = isOneLine ? candidates.map((gone) => gone.code).sort() : [];
      for (const code of former) ended.set(code, ward.code);
      const { firstYear: _firstYear, plain: _plain, ...facts } = ward;
      standing.push({ ...facts, formerCodes: former });
    }
  }
  return { standing, ended, contradictions };
}

/** One row for each code: that of the newest list, which wins for name and council. */
function newestRows(rows: readonly PlacedWard[]): {
  known: KnownWard[];
  contradictions: { line: number; what: string }[];
} {
  const contradictions: { line: number; what: string }[] = [];
  const known: KnownWard[] = [];
  for (const same of groupBy(rows, (row) => row.code).values()) {
    const newestYear = Math.max(...same.map((row) => row.year));
    const [newest, ...others] = same.filter((row) => row.year === newestYear) as [PlacedWard, ...PlacedWard[]];
    for (const other of others) {
      const what = other.councilId !== newest.councilId ? "council" : other.name !== newest.name ? "name" : null;
      if (what === null) continue;
      contradictions.push({
        line: other.line,
        what: `${other.code} has another ${what} on line ${newest.line}, in the same list of ${other.year}`,
      });
    }
    const firstYear = Math.min(...same.map((row) => row.year));
    known.push({ ...newest, firstYear, plain: plainName(newest.name) });
  }
  return { known, contradictions };
}

/** The wards of one council of today that still stand. */
function standingOf(
  wards: readonly KnownWard[],
  councilOf: (ward: KnownWard) => string,
  laterThan: (council: string) => ReadonlySet<string>,
): Map<string, KnownWard> {
  let standing: KnownWard[] = [];
  const years = groupBy(wards, (ward) => ward.firstYear);
  for (const year of [...years.keys()].sort()) {
    const lists = groupBy(years.get(year) as KnownWard[], councilOf);
    // The first list of a council that replaced another ends the other's wards.
    standing = standing.filter((ward) => ![...laterThan(councilOf(ward))].some((code) => lists.has(code)));
    for (const [council, fresh] of lists) {
      const stood = standing.filter((ward) => councilOf(ward) === council);
      const stoodNames = new Set(stood.map((ward) => ward.plain));
      const freshNames = new Set(fresh.map((ward) => ward.plain));
      const hasNewName = [...freshNames].some((name) => !stoodNames.has(name));
      const isRedrawn = hasNewName && fresh.length >= redrawnCodes && fresh.length >= redrawnShare * stood.length;
      standing = standing.filter((ward) => councilOf(ward) !== council || (!isRedrawn && !freshNames.has(ward.plain)));
      standing.push(...fresh);
    }
  }
  return new Map(standing.map((ward) => [ward.code, ward]));
}

/** The successors that a register names and those that the lists of wards show, in codes of today. */
function withListed(
  rows: readonly PlacedWard[],
  replacedBy: ReadonlyMap<string, readonly string[]>,
  present: (code: string) => string,
): Map<string, string[]> {
  const successors = new Map<string, Set<string>>();
  const add = (from: string, to: string) => {
    if (from === to) return;
    const codes = successors.get(from) ?? new Set<string>();
    successors.set(from, codes.add(to));
  };
  for (const [code, next] of replacedBy) for (const successor of next) add(present(code), present(successor));
  for (const row of rows) add(present(row.listedCouncil), present(row.activeCouncil));
  return new Map([...successors].map(([code, codes]) => [code, [...codes]]));
}

function groupBy<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
