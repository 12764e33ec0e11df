import { randomUUID } from "node:crypto";
import type { CivilDate } from "~/domain/time/civil";
import { findWardsOfToday, type PlacedWard } from "./current-wards";
import { slugOf } from "./place-names";
import { type CouncilFacts, type CouncilList, isSameCouncilName, laterCodes } from "./read-councils";
import type { ElectorateList } from "./read-electorates";
import type { Problem } from "./read-table";
import type { WardList } from "./read-wards";

/** A council as the database has it, or shall have it. */
export interface CouncilRecord {
  id: string;
  slug: string;
  name: string;
  gss: string;
  formerCodes: string[];
  kind: string;
  population: number | null;
}

/** A ward as the database has it, or shall have it. */
export interface WardRecord {
  id: string;
  councilId: string;
  gss: string;
  name: string;
  formerCodes: string[];
  vintage: number;
  electorate: number | null;
  electorateSource: string | null;
  electorateOn: CivilDate | null;
}

/** How many of one thing a load added, changed and found as they should be. */
export interface Counts {
  added: number;
  changed: number;
  unchanged: number;
  /** Rows of the file that could not be used; each is listed. */
  skipped: number;
}

export interface PlacePlan {
  councils: { added: CouncilRecord[]; changed: CouncilRecord[]; counts: Counts };
  wards: { added: WardRecord[]; changed: WardRecord[]; counts: Counts };
  electorates: Counts;
  /** Wards in the database that the lists have ended; they go when nobody lives in them and no parish covers them. */
  ended: WardRecord[];
  problems: Problem[];
  /** What a person should know that is no fault of a row. */
  notes: string[];
}

export interface PlaceLists {
  councils?: { file: string; list: CouncilList };
  wards?: { file: string; list: WardList };
  electorates?: { file: string; list: ElectorateList };
}

/**
 * Works out what the lists change in the database. A council or ward that the lists do not name stays as it is, and so
 * does every address (slug) that exists. A code that is in the database from a newer list is never overruled.
 * @param lists what the files hold
 * @param now the councils and wards of the database
 */
export function planPlaces(lists: PlaceLists, now: { councils: CouncilRecord[]; wards: WardRecord[] }): PlacePlan {
  const problems: Problem[] = [];
  const notes: string[] = [];
  const { councils, counts: councilCounts } = planCouncils(lists, now.councils, problems);
  const { wards, ended, counts: wardCounts } = planWards(lists, [...councils.values()], now.wards, problems, notes);
  const electorateCounts = planElectorates(lists, wards, problems);
  const councilsBefore = new Map(now.councils.map((council) => [council.id, council]));
  const wardsBefore = new Map(now.wards.map((ward) => [ward.id, ward]));
  return {
    councils: { ...changesOf([...councils.values()], councilsBefore), counts: councilCounts },
    wards: { ...changesOf([...wards.values()], wardsBefore), counts: wardCounts },
    electorates: electorateCounts,
    ended,
    problems,
    notes,
  };
}

function noCounts(): Counts {
  return { added: 0, changed: 0, unchanged: 0, skipped: 0 };
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function changesOf<Item extends { id: string }>(items: Item[], before: ReadonlyMap<string, Item>) {
  const added = items.filter(({ id }) => !before.has(id));
  const changed = items.filter((item) => {
    const old = before.get(item.id);
    return old !== undefined && !isSame(old, item);
  });
  return { added, changed };
}

function codesUnited(own: string, ...lists: readonly (readonly string[])[]): string[] {
  const codes = new Set(lists.flat());
  codes.delete(own);
  return [...codes].sort();
}

function planCouncils(
  lists: PlaceLists,
  now: readonly CouncilRecord[],
  problems: Problem[],
): { councils: Map<string, CouncilRecord>; counts: Counts } {
  const counts = noCounts();
  const councils = new Map(now.map((council) => [council.id, council]));
  const renumbered = lists.wards?.list.renumbered ?? new Map<string, string>();
  const facts = (lists.councils?.list.councils ?? []).map((council) => withNewNumber(council, renumbered));
  const byCode = new Map(now.map((council) => [council.gss, council]));
  const listed = new Set(facts.map((council) => council.gss));
  const slugs = new Set(now.map((council) => council.slug));

  for (const council of facts) {
    const renamedCode = council.earlierCodes.find((code) => byCode.has(code) && !listed.has(code));
    const newer = now.find(({ formerCodes }) => formerCodes.includes(council.gss));
    const found = byCode.get(council.gss) ?? (renamedCode === undefined ? newer : byCode.get(renamedCode));
    if (found === undefined) {
      const formerCodes = codesUnited(council.gss, council.earlierCodes, council.replacedCodes);
      const added = orderedCouncil({ ...council, id: randomUUID(), slug: freeSlug(council, slugs), formerCodes });
      slugs.add(added.slug);
      councils.set(added.id, added);
      counts.added += 1;
      continue;
    }
    if (found === newer && !isSameCouncilName(found.name, council.name)) {
      counts.skipped += 1;
      const file = lists.councils?.file ?? "";
      problems.push({ file, line: council.line, what: `${council.gss} is replaced by ${found.name} already` });
      continue;
    }
    const gss = found === newer ? found.gss : council.gss;
    const changed = orderedCouncil({
      id: found.id,
      slug: found.slug,
      name: council.name,
      gss,
      formerCodes: codesUnited(gss, found.formerCodes, council.earlierCodes, council.replacedCodes, [
        found.gss,
        council.gss,
      ]),
      kind: council.kind,
      population: council.population ?? found.population,
    });
    councils.set(found.id, changed);
    counts[isSame(found, changed) ? "unchanged" : "changed"] += 1;
  }

  for (const [old, code] of renumbered) {
    const council = byCode.get(old);
    if (council === undefined || councils.get(council.id)?.gss !== old) continue;
    if ([...councils.values()].some(({ gss }) => gss === code)) continue;
    const formerCodes = codesUnited(code, council.formerCodes, [old]);
    councils.set(council.id, orderedCouncil({ ...council, gss: code, formerCodes }));
    counts.changed += 1;
  }
  return { councils, counts };
}

/** The fields in one order, so that two records can be compared. */
function orderedCouncil(council: CouncilRecord): CouncilRecord {
  const { id, slug, name, gss, formerCodes, kind, population } = council;
  return { id, slug, name, gss, formerCodes, kind, population };
}

function orderedWard(ward: WardRecord): WardRecord {
  const { id, councilId, gss, name, formerCodes, vintage, electorate, electorateSource, electorateOn } = ward;
  return { id, councilId, gss, name, formerCodes, vintage, electorate, electorateSource, electorateOn };
}

/** A register may still have the code that a council had before the lists of wards gave it a new one. */
function withNewNumber(council: CouncilFacts, renumbered: ReadonlyMap<string, string>): CouncilFacts {
  const code = renumbered.get(council.gss);
  return code === undefined ? council : { ...council, gss: code, earlierCodes: [...council.earlierCodes, council.gss] };
}

function freeSlug(council: CouncilFacts, taken: ReadonlySet<string>): string {
  const slug = slugOf(council.slugSource) || council.gss.toLowerCase();
  const withKind = `${slug}-${slugOf(council.kind)}`;
  const free = [slug, withKind].find((candidate) => !taken.has(candidate));
  return free ?? `${slug}-${council.gss.toLowerCase()}`;
}

function planWards(
  lists: PlaceLists,
  councils: readonly CouncilRecord[],
  now: readonly WardRecord[],
  problems: Problem[],
  notes: string[],
): { wards: Map<string, WardRecord>; ended: WardRecord[]; counts: Counts } {
  const counts = noCounts();
  const wards = new Map(now.map((ward) => [ward.id, ward]));
  if (lists.wards === undefined) return { wards, ended: [], counts };
  const { file, list } = lists.wards;
  const skip = (line: number, what: string) => {
    counts.skipped += 1;
    problems.push({ file, line, what });
  };

  const councilOf = councilFinder(councils, lists);
  const placed: PlacedWard[] = [];
  for (const row of list.rows) {
    const council = councilOf(row.activeCouncil);
    if (council) placed.push({ ...row, councilId: council.id });
    else skip(row.line, `there is no current council with the code ${row.activeCouncil}`);
  }
  const replacedBy = lists.councils?.list.replacedBy ?? new Map<string, string[]>();
  const { standing, ended, contradictions } = findWardsOfToday(placed, replacedBy, list.renumbered);
  for (const { line, what } of contradictions) skip(line, what);

  const byCode = new Map(now.map((ward) => [ward.gss, ward]));
  const byFormerCode = new Map(now.flatMap((ward) => ward.formerCodes.map((code) => [code, ward] as const)));
  const newestHere = newestYears(now.map(({ councilId, vintage }) => ({ councilId, year: vintage })));
  const newestListed = newestYears(placed);
  const taken = new Set<string>();
  let olderCount = 0;
  const staleElectorates: string[] = [];

  for (const ward of standing) {
    const { code, name, councilId, year, formerCodes } = ward;
    const replaced = formerCodes
      .map((former) => byCode.get(former))
      .filter((record) => record !== undefined)
      .sort((one, other) => other.vintage - one.vintage)[0];
    const found = byCode.get(code) ?? replaced;
    if (found === undefined) {
      // The database has a newer list of this council, in which the code has another one by now or has ended.
      const isOlder = (newestHere.get(councilId) ?? 0) > (newestListed.get(councilId) ?? 0);
      if (byFormerCode.has(code) || isOlder) {
        olderCount += 1;
        continue;
      }
      const id = randomUUID();
      const none = { electorate: null, electorateSource: null, electorateOn: null };
      wards.set(id, orderedWard({ id, councilId, gss: code, name, formerCodes, vintage: year, ...none }));
      counts.added += 1;
      continue;
    }
    taken.add(found.id);
    const isNewer = year >= found.vintage;
    const gss = isNewer ? code : found.gss;
    const changed = orderedWard({
      ...found,
      gss,
      ...(isNewer ? { name, councilId, vintage: year } : {}),
      formerCodes: codesUnited(gss, found.formerCodes, formerCodes, [found.gss, code]),
    });
    if (changed.gss !== found.gss && found.electorate !== null) staleElectorates.push(`${name} (${code})`);
    wards.set(found.id, changed);
    counts[isSame(found, changed) ? "unchanged" : "changed"] += 1;
  }

  const endedHere = now.filter((ward) => ended.has(ward.gss) && !taken.has(ward.id));
  if (ended.size > 0) {
    const kept = [...ended.values()].filter((code) => code !== null).length;
    notes.push(
      `${count(ended.size, "older ward code")}: ${thousands(kept)} kept as former codes of the ward of the same name, ` +
        `${thousands(ended.size - kept)} left out, because newer lists have redrawn those wards under other names`,
    );
  }
  if (olderCount > 0)
    notes.push(`${count(olderCount, "ward")} left out: the database has a newer list of their council`);
  if (staleElectorates.length > 0) {
    notes.push(
      `The boundary has changed but the electorate is from before, so check it: ${staleElectorates.join(", ")}`,
    );
  }
  return { wards, ended: endedHere, counts };
}

/** Finds the council of today for a code: its own, one it had before, or that of a council with one successor. */
function councilFinder(councils: readonly CouncilRecord[], lists: PlaceLists) {
  const byCode = new Map(councils.map((council) => [council.gss, council]));
  const byFormerCode = new Map<string, CouncilRecord[]>();
  for (const council of councils) {
    for (const code of council.formerCodes) byFormerCode.set(code, [...(byFormerCode.get(code) ?? []), council]);
  }
  const gone = lists.councils?.list.replacedBy ?? new Map<string, string[]>();
  return (code: string): CouncilRecord | undefined => {
    const current = byCode.get(code);
    // A council that is gone may still be in the database, from before.
    const isGone = laterCodes(code, gone).size > 0;
    if (current && !isGone) return current;
    const heirs = byFormerCode.get(code) ?? [];
    return heirs.length === 1 ? heirs[0] : undefined;
  };
}

function newestYears(items: Iterable<{ councilId: string; year: number }>): Map<string, number> {
  const newest = new Map<string, number>();
  for (const { councilId, year } of items) newest.set(councilId, Math.max(newest.get(councilId) ?? 0, year));
  return newest;
}

/** Sets the electorates on the planned wards themselves. */
function planElectorates(lists: PlaceLists, wards: Map<string, WardRecord>, problems: Problem[]): Counts {
  const counts = noCounts();
  if (lists.electorates === undefined) return counts;
  const { file, list } = lists.electorates;
  const byCode = new Map([...wards.values()].map((ward) => [ward.gss, ward]));
  const byFormerCode = new Map([...wards.values()].flatMap((ward) => ward.formerCodes.map((code) => [code, ward])));
  const lineOf = new Map<string, number>();
  const ordered = [...list.rows].sort((one, other) =>
    one.on === other.on ? one.line - other.line : one.on < other.on ? 1 : -1,
  );
  const bad: Problem[] = [];
  for (const { line, code, electorate, on, source } of ordered) {
    const problem = (what: string) => bad.push({ file, line, what });
    const ward = byCode.get(code);
    const heir = byFormerCode.get(code);
    if (ward === undefined) {
      problem(
        heir
          ? `${code} is an older code of ${heir.name} (${heir.gss}), whose boundary has changed since`
          : `there is no ward with the code ${code}`,
      );
    } else if (lineOf.has(code)) problem(`${code} has its figure from line ${lineOf.get(code)}`);
    else {
      lineOf.set(code, line);
      const planned = wards.get(ward.id) as WardRecord;
      if (planned.electorateOn !== null && planned.electorateOn > on) {
        problem(`${code} has a newer figure, of ${planned.electorateOn}, already`);
        continue;
      }
      const changed = orderedWard({ ...planned, electorate, electorateSource: source, electorateOn: on });
      wards.set(ward.id, changed);
      if (planned.electorate === null) counts.added += 1;
      else counts[isSame(planned, changed) ? "unchanged" : "changed"] += 1;
    }
  }
  counts.skipped += bad.length;
  problems.push(...bad);
  return counts;
}

/** A count with its thing in words: "1 ward", "1,204 wards". */
export function count(number: number, thing: string): string {
  return `${thousands(number)} ${thing}${number === 1 ? "" : "s"}`;
}

function thousands(number: number): string {
  return number.toLocaleString("en-GB");
}
