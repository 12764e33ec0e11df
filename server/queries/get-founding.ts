import { actInForce } from "~/domain/act/act-in-force";
import { powerOf } from "~/domain/act/catalogue";
import { allow, type Ruling } from "~/domain/act/ruling";
import { foundersNeeded, foundersRuling } from "~/domain/act/s04-founders";
import { charterLimits } from "~/domain/act/s05-charter";
import { electorateOf } from "~/domain/act/s06-area";
import { demoScale, supportersNeeded, supportRuling } from "~/domain/act/s08-supporters";
import { termMonths } from "~/domain/act/s11-term";
import { shownApart } from "~/domain/act/s25-window";
import { lastDayBefore } from "~/domain/act/s34-clock";
import { parameterValue } from "~/domain/act/section";
import { type CharterLine, charterLines, partTitles } from "~/domain/parish/charter-words";
import {
  type CharterGap,
  type CharterPart,
  charterParts,
  type FoundingRulings,
  foundingRulings,
  mayBeWithdrawn,
  openingGatheringRuling,
} from "~/domain/parish/founding";
import type { ParishState } from "~/domain/parish/parish-state";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { dayInWords, inDays, list, people } from "~/domain/time/words";
import { rulesInForce } from "../commands/rules-in-force";
import type { Read } from "../persistence/db";
import { type FoundParish, findParish } from "./find-parish";
import { type Draft, draftGaps, foundingFacts, loadDraft } from "./get-draft";

/** A parish that is being founded, as every page about that names it. */
export interface FoundingParish {
  slug: string;
  name: string;
  state: ParishState;
  council: { slug: string; name: string };
}

/** One part of the charter in the task list. */
export interface FoundingTask {
  part: CharterPart;
  title: string;
  href: string;
  isComplete: boolean;
  /** While something else must be done first. */
  isBlocked: boolean;
}

/** The task list of a draft for its founders, and what it shows to everybody else. */
export interface FoundingPage {
  parish: FoundingParish;
  isFounder: boolean;
  isSignedIn: boolean;
  /** Whether the founders can still withdraw it. */
  mayWithdraw: boolean;
  mayJoin: Ruling;
  founders: { key: number; name: string; isInArea: boolean; isYou: boolean }[];
  foundersRuling: Ruling;
  wardNames: string;
  problem: string;
  endPoint: string;
  tasks: FoundingTask[];
}

function namesOf(found: FoundParish): FoundingParish {
  const { row, state } = found;
  return {
    slug: row.slug,
    name: row.name,
    state,
    council: { slug: row.council.slug, name: row.council.name },
  };
}

/** Where each part of a charter is written. */
export function partHref(slug: string, part: CharterPart, field = ""): string {
  return `/parishes/${slug}/founding/${part}${field ? `#${encodeURIComponent(field)}` : ""}`;
}

/** The page of a draft for one reader; null when there is no such parish. */
export async function getFounding(db: Read, actor: Actor, slug: string, now: Date): Promise<FoundingPage | null> {
  const found = await findParish(db, slug, now);
  if (!found) return null;
  const draft = await loadDraft(db, found, now);
  const gaps = draftGaps(draft);
  const facts = foundingFacts(draft);
  const founderIds = { founderIds: found.founderIds };
  return {
    parish: namesOf(found),
    isFounder: may(actor, "parish.edit_draft", founderIds).holds,
    isSignedIn: actor.personId !== null,
    mayWithdraw: may(actor, "parish.withdraw", founderIds).holds && mayBeWithdrawn(found.state),
    mayJoin: may(actor, "parish.join_founders", { wardIds: found.wardIds }),
    founders: draft.founders.map((founder, index) => ({
      key: index,
      name: founder.name,
      isInArea: founder.isInArea,
      isYou: founder.id === actor.personId,
    })),
    foundersRuling: foundersRuling(draft.rules, { founders: facts.foundersInArea }),
    wardNames: list(draft.charter.wards.map((ward) => ward.name)),
    problem: draft.charter.problem,
    endPoint: draft.charter.endPoint,
    tasks: charterParts.map((part) => ({
      part,
      title: partTitles[part],
      href: partHref(slug, part),
      isComplete: !gaps.some((gap) => gap.part === part),
      isBlocked: part === "scopes" && draft.charter.powers.length === 0,
    })),
  };
}

/** The founders' last look before they open the charter for supporters. */
export interface CheckPage {
  parish: FoundingParish;
  isFounder: boolean;
  lines: (CharterLine & { href: string })[];
  missing: { message: string; href: string }[];
  rulings: { key: string; heading: string; ruling: Ruling }[];
  /** Everything that opening rests on; the first refusal when it cannot be opened. */
  opening: Ruling;
  isReady: boolean;
}

function rulingList(rulings: FoundingRulings, draft: Draft) {
  const { founders, charter, area, overlaps, term } = rulings;
  const clashes = overlaps.filter(({ ruling }) => !ruling.holds);
  const electorate = electorateOf(draft.charter.wards);
  return [
    // What is missing is listed beside it, with links.
    { key: "charter", heading: "The charter", ruling: { ...charter, wouldChange: "" } },
    { key: "founders", heading: "Founders", ruling: founders },
    { key: "area", heading: "Area", ruling: area },
    ...(term ? [{ key: "term", heading: "Term", ruling: term }] : []),
    ...(clashes.length > 0
      ? clashes.map(({ catalogueId, ruling }) => ({
          key: `overlap ${catalogueId}`,
          heading: `Overlap: ${powerOf(catalogueId)?.name ?? ""}`,
          ruling,
        }))
      : [
          {
            key: "overlap",
            heading: "Overlap",
            ruling: allow(draft.rules, {
              sections: ["s7"],
              sentence: "No other parish holds any of these powers on this ground.",
            }),
          },
        ]),
    ...(electorate !== null && draft.charter.wards.length > 0
      ? [{ key: "supporters", heading: "Supporters", ruling: supportersNeeded(draft.rules, electorate).ruling }]
      : []),
  ];
}

/** The check before gathering opens; null when there is no such parish. */
export async function getCheck(db: Read, actor: Actor, slug: string, now: Date): Promise<CheckPage | null> {
  const found = await findParish(db, slug, now);
  if (!found) return null;
  const draft = await loadDraft(db, found, now);
  const facts = foundingFacts(draft);
  const gaps: CharterGap[] = draftGaps(draft);
  const opening = openingGatheringRuling(draft.rules, facts);
  const rulings = foundingRulings(draft.rules, facts);
  const missing = gaps.map(({ part, field, message }) => ({ message, href: partHref(slug, part, field) }));
  if (!rulings.founders.holds) {
    missing.push({ message: rulings.founders.sentence, href: `/parishes/${slug}/founding#founders` });
  }
  if (!rulings.area.holds && draft.charter.wards.length > 0) {
    missing.push({ message: rulings.area.sentence, href: partHref(slug, "area", "wardIds") });
  }
  if (rulings.term && !rulings.term.holds) {
    missing.push({ message: rulings.term.sentence, href: partHref(slug, "term", "termMonths") });
  }
  for (const { ruling } of rulings.overlaps) {
    if (!ruling.holds) missing.push({ message: ruling.sentence, href: partHref(slug, "powers", "catalogueIds") });
  }
  return {
    parish: namesOf(found),
    isFounder: may(actor, "parish.open_gathering", { founderIds: found.founderIds }).holds,
    lines: linesOf(draft).map((line) => ({ ...line, href: line.field && partHref(slug, line.part, line.field) })),
    missing,
    rulings: rulingList(rulings, draft),
    opening,
    isReady: opening.holds && gaps.length === 0,
  };
}

/** What a draft says, in words. */
export function linesOf(draft: Draft): CharterLine[] {
  return charterLines(draft.charter, {
    council: draft.found.row.council.name,
    nameOf: (id) => draft.founders.find((founder) => founder.id === id)?.name ?? "Somebody who has left",
  });
}

/** The page on which residents support a charter. */
export interface SupportPage {
  parish: FoundingParish;
  problem: string;
  endPoint: string;
  actions: string[];
  powerNames: string[];
  supporters: number;
  /** How many of them signed on paper; null where that is too few to be shown apart. */
  onPaper: number | null;
  /** Null in a draft. */
  needed: number | null;
  /** How the number needed comes about, with the demonstration scale when there is one. */
  neededRuling: Ruling | null;
  ruling: Ruling | null;
  isScaled: boolean;
  /** The last day of gathering. */
  lastDayWords: string;
  /** "in 12 days"; empty unless it is gathering. */
  leftWords: string;
  isSignedIn: boolean;
  isSupporter: boolean;
  mayWithdraw: boolean;
  maySupport: Ruling;
}

/** The page on which residents support a charter; null when there is no such parish. */
export async function getSupport(db: Read, actor: Actor, slug: string, now: Date): Promise<SupportPage | null> {
  const found = await findParish(db, slug, now);
  if (!found) return null;
  const { row, rules, state } = found;
  const draft = await loadDraft(db, found, now);
  const supporters = await db.supporter.count({ where: { parishId: row.id } });
  const { electorate, gatheringOpenedAt } = row;
  const lastDay = row.gatheringEndsAt && lastDayBefore(row.gatheringEndsAt);
  return {
    parish: namesOf(found),
    problem: row.problem,
    endPoint: row.endPoint,
    actions: draft.charter.priorityActions.map((action) => action.action),
    powerNames: draft.charter.powers.map(({ catalogueId }) => powerOf(catalogueId)?.name ?? ""),
    supporters,
    onPaper: shownApart(await db.supporter.count({ where: { parishId: row.id, enteredById: { not: null } } })),
    needed: row.supportersNeeded,
    neededRuling: rules && electorate !== null ? supportersNeeded(rules, electorate).ruling : null,
    ruling:
      rules && electorate !== null && gatheringOpenedAt
        ? supportRuling(rules, { electorate, supporters, now: row.gatheringMetAt ?? now, gatheringOpenedAt })
        : null,
    isScaled: rules !== null && parameterValue(rules, demoScale) !== 1,
    lastDayWords: lastDay ? dayInWords(lastDay) : "",
    leftWords: lastDay && state === "gathering" ? inDays(now, lastDay) : "",
    isSignedIn: actor.personId !== null,
    isSupporter:
      actor.personId !== null &&
      (await db.supporter.count({ where: { parishId: row.id, personId: actor.personId } })) > 0,
    mayWithdraw: may(actor, "parish.withdraw", { founderIds: found.founderIds }).holds && mayBeWithdrawn(state),
    maySupport: may(actor, "parish.support", { wardIds: found.wardIds }),
  };
}

/** What somebody sees before they start a parish. */
export interface NewParishPage {
  mayFound: Ruling;
  isSignedIn: boolean;
  /** Figures of the rules where the reader lives, or of the Act. */
  figures: { founders: number; leastMonths: number; mostMonths: number; nameCharacters: number };
  /** Drafts that the reader is a founder of. */
  drafts: { slug: string; name: string; founders: string }[];
}

/** The page on which a parish is started. */
export async function getNewParish(db: Read, actor: Actor, now: Date): Promise<NewParishPage> {
  const rules = actor.residency ? await rulesInForce(db, actor.residency.councilId, now) : actInForce;
  const drafts =
    actor.personId === null
      ? []
      : await db.parish.findMany({
          where: { gatheringOpenedAt: null, withdrawnAt: null, founders: { some: { personId: actor.personId } } },
          orderBy: [{ createdAt: "desc" }, { id: "asc" }],
          select: { slug: true, name: true, _count: { select: { founders: true } } },
        });
  return {
    mayFound: may(actor, "parish.found"),
    isSignedIn: actor.personId !== null,
    figures: {
      founders: foundersNeeded(rules),
      leastMonths: termMonths.min,
      mostMonths: termMonths.max,
      nameCharacters: charterLimits.name.max,
    },
    drafts: drafts.map(({ slug, name, _count }) => ({
      slug,
      name,
      founders: people(_count.founders, "founder", "founders"),
    })),
  };
}
