import { isIdentifier } from "../record/identifier";
import { type DutyStanding, type DutyStep, dutySteps } from "./duty-clock";
import type { DutyKind } from "./duty-kinds";

// What a council owes, as narrow rows that are filtered, counted and put in order in memory: what is owed next follows from the clock, so no
// index knows it.

/** What is to be done next about something on a docket: the three steps of an answer, then delivery, then the review. */
export const docketStages = [...dutySteps, "deliver", "review"] as const;
export type DocketStage = DutyStep | "deliver" | "review";

/** One thing that a council owes: a duty that is not answered, a promise that is not kept, or a review that is due. */
export interface Owed {
  /** Unlike that of anything else on a docket, and always the same. */
  key: string;
  kind: DutyKind;
  stage: DocketStage;
  /** The end of the time for it. */
  by: Date;
  standing: DutyStanding;
  /** Who deals with it; null for nobody. */
  assigneeId: string | null;
  wardIds: readonly string[];
  /** The power that it is about, by its id in the catalogue; null where there is none. */
  service: string | null;
  /** What words are looked for in: its title and the parish's name. */
  text: string;
}

/** What of a docket is asked for. Whatever is left out asks for everything. */
export interface DocketChoice {
  kind?: DutyKind;
  stage?: DocketStage;
  /** A person, or nobody. */
  assignee?: string | "nobody";
  ward?: string;
  service?: string;
  isOverdue?: boolean;
  /** Words that must all be in it. */
  words?: string;
}

/** Whether what stands so is late. */
export function isLate(standing: DutyStanding): boolean {
  return standing === "overdue" || standing === "escalated";
}

/** What is due first comes first; of two that are due at one instant, always the same one. */
export function compareOwed(one: Pick<Owed, "by" | "key">, other: Pick<Owed, "by" | "key">): number {
  return one.by.getTime() - other.by.getTime() || (one.key < other.key ? -1 : Number(one.key > other.key));
}

/** What each filter of a docket would be set to, to show one thing; several wards where it is about several. */
const settingOf = {
  kind: (owed: Owed) => owed.kind,
  stage: (owed: Owed) => owed.stage,
  assignee: (owed: Owed) => owed.assigneeId ?? "nobody",
  ward: (owed: Owed) => owed.wardIds,
  service: (owed: Owed) => owed.service ?? "",
  isOverdue: (owed: Owed) => (isLate(owed.standing) ? "true" : "false"),
} satisfies Record<string, (owed: Owed) => string | readonly string[]>;

export type DocketFacet = keyof typeof settingOf;
const facets = Object.keys(settingOf) as DocketFacet[];

/** How many things each setting of each filter would show, with all other filters as they are. */
export type DocketCounts = Record<DocketFacet, Map<string, number>>;

/** What a choice shows, and the counts beside its filters. */
export function chooseOwed(all: readonly Owed[], choice: DocketChoice): { shown: Owed[]; counts: DocketCounts } {
  const words = (choice.words ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const asked = facets.flatMap((facet) => {
    const wanted = choice[facet];
    return wanted === undefined ? [] : [{ facet, wanted: String(wanted) }];
  });
  const shown: Owed[] = [];
  const counts = Object.fromEntries(facets.map((facet) => [facet, new Map<string, number>()])) as DocketCounts;
  const add = (facet: DocketFacet, value: string) => counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
  const count = (facet: DocketFacet, owed: Owed) => {
    const setting: string | readonly string[] = settingOf[facet](owed);
    if (typeof setting === "string") add(facet, setting);
    else for (const value of setting) add(facet, value);
  };
  for (const owed of all) {
    if (words.length > 0) {
      const text = owed.text.toLowerCase();
      if (!words.every((word) => text.includes(word))) continue;
    }
    let failed: DocketFacet | null = null;
    let failures = 0;
    for (const { facet, wanted } of asked) {
      if (settingOf[facet](owed) === wanted || (facet === "ward" && owed.wardIds.includes(wanted))) continue;
      failed = facet;
      failures += 1;
    }
    // What one filter alone keeps out counts beside that filter: there it says what another setting would show.
    if (failed === null) {
      shown.push(owed);
      for (const facet of facets) count(facet, owed);
    } else if (failures === 1) count(failed, owed);
  }
  return { shown, counts };
}

/** A place in a docket between two things. It holds whatever is answered or added meanwhile. */
export interface DocketPlace {
  by: Date;
  key: string;
}

/** A place as an address carries it. */
export function placeInAddress({ by, key }: DocketPlace): string {
  return `${by.getTime()}_${key}`;
}

/** The place that an address carries; null when it carries none. Instants of fourteen digits end in the year 5138, which any database can hold. */
export function placeOfAddress(text: string | null | undefined): DocketPlace | null {
  const [, by = "", kind, id = ""] = /^(\d{1,14})_([a-z])-(.+)$/.exec(text ?? "") ?? [];
  return isIdentifier(id) ? { by: new Date(Number(by)), key: `${kind}-${id}` } : null;
}

/**
 * One page of what is shown, in order: what comes after a place, or right before one, or the first page.
 *
 * @param size the most things on a page
 */
export function pageOfOwed<Thing extends Pick<Owed, "by" | "key">>(
  shown: readonly Thing[],
  at: { after?: DocketPlace | null; before?: DocketPlace | null },
  size: number,
): { page: Thing[]; hasBefore: boolean; hasAfter: boolean } {
  const ordered = [...shown].sort(compareOwed);
  const { after, before } = at;
  let from = 0;
  if (after) {
    const next = ordered.findIndex((one) => compareOwed(one, after) > 0);
    from = next === -1 ? ordered.length : next;
  } else if (before) {
    const end = ordered.findIndex((one) => compareOwed(one, before) >= 0);
    from = Math.max(0, (end === -1 ? ordered.length : end) - size);
  }
  const page = ordered.slice(from, from + size);
  return { page, hasBefore: from > 0, hasAfter: from + page.length < ordered.length };
}
