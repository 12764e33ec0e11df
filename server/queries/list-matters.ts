import { lastDayBefore } from "~/domain/act/s34-clock";
import type { FindingView, MatterLine } from "~/domain/response/matter-view";
import {
  directedStanding,
  findingWords,
  type MatterKind,
  type MatterState,
  matterKinds,
  matterPath,
  matterStates,
  matterWords,
} from "~/domain/response/matters";
import { dayInWords } from "~/domain/time/words";
import type { Read } from "../persistence/db";
import { type FoundMatter, findMatters, type WantedMatters } from "./find-matters";

/** A matter as lists show it. */
export function lineOfMatter(matter: FoundMatter, now: Date): MatterLine {
  const { kind, id, title, state } = matter;
  return {
    kind,
    id,
    href: matterPath(kind, id),
    kindWords: matterWords[kind].name,
    title,
    parish: { slug: matter.parish.slug, name: matter.parish.name },
    council: { slug: matter.council.slug, name: matter.council.name },
    since: matter.since.toISOString(),
    state,
    endedAt: matter.endedAt?.toISOString() ?? null,
    finding: findingOf(matter, now),
  };
}

const standingWords = {
  due: "It is not due yet.",
  kept: "The council kept it.",
  late: "The council was late against this date too.",
  missed: "It has passed without an answer.",
};

function findingOf({ kind, finding, answeredAt }: FoundMatter, now: Date): FindingView | null {
  if (!finding) return null;
  const { isUpheld, reasons, byName, at, originalBy, directedBy } = finding;
  const standing = directedBy && directedStanding(directedBy, answeredAt, now);
  return {
    isUpheld,
    words: findingWords(kind, isUpheld),
    reasons,
    by: byName,
    at: at.toISOString(),
    directed:
      originalBy && directedBy && standing
        ? {
            firstDay: dayInWords(lastDayBefore(originalBy)),
            newDay: dayInWords(lastDayBefore(directedBy)),
            standing,
            words: standingWords[standing],
          }
        : null,
  };
}

/** What is before the Commissioner about a parish, a council or a proposal: what waits first. */
export async function listMatters(db: Read, wanted: WantedMatters, now: Date): Promise<MatterLine[]> {
  return (await findMatters(db, wanted, now)).map((one) => lineOfMatter(one, now));
}

export interface RegisterFilter {
  kind: MatterKind | "all";
  state: MatterState | "all";
  /** The address of a council; empty for all. */
  council: string;
  /** What titles, parishes or councils have to contain; empty for everything. */
  search: string;
  page: number;
}

export interface MatterRegister {
  lines: MatterLine[];
  total: number;
  page: number;
  pages: number;
  /** How many there would be with another choice of one filter and the rest as it is. */
  counts: { kinds: Record<MatterKind | "all", number>; states: Record<MatterState | "all", number> };
  councils: { slug: string; name: string }[];
}

const pageSize = 20;

/** The public register: a page of everything before the Commissioner. */
export async function listRegister(db: Read, filter: RegisterFilter, now: Date): Promise<MatterRegister> {
  const all = await findMatters(db, {}, now);
  const wanted = filter.search.trim().toLowerCase();
  const found = all.filter(
    ({ title, parish, council }) =>
      (filter.council === "" || council.slug === filter.council) &&
      (wanted === "" || [title, parish.name, council.name].some((text) => text.toLowerCase().includes(wanted))),
  );
  const isKind = (one: FoundMatter, kind: RegisterFilter["kind"]) => kind === "all" || one.kind === kind;
  const isState = (one: FoundMatter, state: RegisterFilter["state"]) => state === "all" || one.state === state;
  const shown = found.filter((one) => isKind(one, filter.kind) && isState(one, filter.state));
  const pages = Math.max(1, Math.ceil(shown.length / pageSize));
  const page = Math.min(filter.page, pages);
  const ofState = found.filter((one) => isState(one, filter.state));
  const ofKind = found.filter((one) => isKind(one, filter.kind));
  return {
    lines: shown.slice((page - 1) * pageSize, page * pageSize).map((one) => lineOfMatter(one, now)),
    total: shown.length,
    page,
    pages,
    counts: {
      kinds: countsOf(["all", ...matterKinds], (kind) => ofState.filter((one) => isKind(one, kind)).length),
      states: countsOf(["all", ...matterStates], (state) => ofKind.filter((one) => isState(one, state)).length),
    },
    councils: [
      ...new Map(all.map(({ council }) => [council.slug, { slug: council.slug, name: council.name }])).values(),
    ].sort((one, other) => one.name.localeCompare(other.name)),
  };
}

function countsOf<Key extends string>(keys: readonly Key[], count: (key: Key) => number): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, count(key)])) as Record<Key, number>;
}

/** What waits for the Commissioner, longest first, and directed dates that have passed without an answer. */
export async function getCommissionerDesk(
  db: Read,
  now: Date,
): Promise<{ waiting: MatterLine[]; missed: MatterLine[] }> {
  const lines = await listMatters(db, {}, now);
  return {
    waiting: lines.filter(({ state }) => state === "waits"),
    missed: lines.filter(({ finding }) => finding?.directed?.standing === "missed"),
  };
}

/**
 * The published findings, the latest first.
 *
 * @param asked.after the kind and identifier of the finding to read on after: `silence/…`; unknown ones begin at the start
 * @param asked.take how many
 */
export async function listFindings(
  db: Read,
  asked: { parishId?: string; councilId?: string; after?: string | null; take: number },
  now: Date,
): Promise<{ findings: MatterLine[]; next: string | null }> {
  const { parishId, councilId, after, take } = asked;
  const all = (await findMatters(db, { parishId, councilId }, now)).filter(({ finding }) => finding !== null);
  const keyOf = (one: { kind: MatterKind; id: string }) => `${one.kind}/${one.id}`;
  const start = after ? all.findIndex((one) => keyOf(one) === after) + 1 : 0;
  const findings = all.slice(start, start + take);
  const last = findings.at(-1);
  return {
    findings: findings.map((one) => lineOfMatter(one, now)),
    next: last && start + take < all.length ? keyOf(last) : null,
  };
}
