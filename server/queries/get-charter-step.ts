import { catalogue, powerOf } from "~/domain/act/catalogue";
import type { Ruling } from "~/domain/act/ruling";
import { charterLimits, moneyTypeNames, moneyTypes, priorityActions } from "~/domain/act/s05-charter";
import { electorateOf } from "~/domain/act/s06-area";
import { overlapRuling } from "~/domain/act/s07-overlap";
import { gatheringEnds, supportersNeeded } from "~/domain/act/s08-supporters";
import { sunsetOf, termMonths, usualTermMonths } from "~/domain/act/s11-term";
import { tierIds, tiers } from "~/domain/act/s13-tiers";
import { neverDelegable } from "~/domain/act/s14-never-delegable";
import { earliestOpening } from "~/domain/act/s21-notice";
import { openingInstant, votingWindow } from "~/domain/act/s25-window";
import { defaultPublicity, type Publicity, publicities } from "~/domain/act/s26-publicity";
import { answerDue } from "~/domain/act/s34-clock";
import { lastSafeDay } from "~/domain/act/s41-last-safe-day";
import { parameterValue } from "~/domain/act/section";
import { type CharterLine, partTitles, publicityNames } from "~/domain/parish/charter-words";
import { type CharterPart, foundingRulings } from "~/domain/parish/founding";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { CivilDate } from "~/domain/time/civil";
import { dayInWords, instantInWords, people } from "~/domain/time/words";
import type { Refused } from "../commands/outcome";
import type { Read } from "../persistence/db";
import { findParish } from "./find-parish";
import { type AskedElsewhere, findPowersAskedElsewhere } from "./find-powers-elsewhere";
import { type Draft, foundingFacts, loadDraft, versionOf } from "./get-draft";
import { linesOf } from "./get-founding";

/** A day as it is typed into three boxes. */
export interface DayParts {
  day: string;
  month: string;
  year: string;
}

/** Something to choose, with what helps to choose it. */
export interface Choice {
  value: string;
  label: string;
  hint: string;
}

/** What the form of each part of a charter shows. */
export interface CharterStepFields {
  aim: { name: string; problem: string; endPoint: string; limits: { problem: number; endPoint: number } };
  area: {
    wards: Choice[];
    chosen: string[];
    council: { slug: string; name: string };
    ownWard: string;
    supporters: Ruling | null;
    overlaps: Ruling[];
  };
  term: {
    startsOn: DayParts;
    termMonths: string;
    least: number;
    most: number;
    sunsetWords: string;
    /** The vote on the charter would close on this day if every stage took all the time it may. */
    slowestWords: string;
    lastSafe: { name: string; ruling: Ruling }[];
  };
  actions: {
    actions: { action: string; measure: string; baseline: string; target: string; dueOn: DayParts }[];
    termWords: string;
  };
  powers: {
    tiers: { id: string; name: string; text: string; powers: Choice[] }[];
    chosen: string[];
    never: string[];
    overlaps: Ruling[];
    askedElsewhere: AskedElsewhere[];
  };
  scopes: { powers: { catalogueId: string; name: string; about: string; scope: string; budget: string }[] };
  money: { moneyType: string; amount: string; moneyPurpose: string; types: Choice[] };
  offices: { convenorId: string; deputyId: string; founders: { value: string; text: string }[] };
  publicity: { ordinaryPublicity: Publicity; spendingPublicity: Publicity; choices: Choice[] };
  sunset: { receiverName: string; receiverTakes: string; limit: number };
}

/** One part of a charter as its page shows it to a founder. */
export interface CharterStep<Part extends CharterPart> {
  parish: { slug: string; name: string };
  part: Part;
  title: string;
  /** Names the wording that this page shows. */
  version: string;
  /** What is saved now, in words. */
  saved: CharterLine[];
  fields: CharterStepFields[Part];
}

function dayParts(date: CivilDate | null): DayParts {
  const [year = "", month = "", day = ""] = date?.split("-") ?? [];
  return { day: day.replace(/^0/, ""), month: month.replace(/^0/, ""), year };
}

/** An amount as it is typed into a box; empty for nothing. */
function typedPounds(pence: number): string {
  if (pence === 0) return "";
  return pence % 100 === 0 ? String(pence / 100) : (pence / 100).toFixed(2);
}

function clashes(draft: Draft): Ruling[] {
  return foundingRulings(draft.rules, foundingFacts(draft))
    .overlaps.map(({ ruling }) => ruling)
    .filter((ruling) => !ruling.holds);
}

type Reader<Part extends CharterPart> = (
  draft: Draft,
  db: Read,
  actor: Actor,
  now: Date,
) => Promise<CharterStepFields[Part]> | CharterStepFields[Part];

const readers: { [Part in CharterPart]: Reader<Part> } = {
  aim: ({ charter }) => ({
    name: charter.name,
    problem: charter.problem,
    endPoint: charter.endPoint,
    limits: { problem: charterLimits.problem.max, endPoint: charterLimits.endPoint.max },
  }),
  async area(draft, db, actor) {
    const { row } = draft.found;
    const wards = await db.ward.findMany({
      where: { councilId: row.councilId },
      orderBy: [{ name: "asc" }, { gss: "asc" }],
      select: { id: true, name: true, electorate: true },
    });
    const electorate = electorateOf(draft.charter.wards);
    const isKnown = electorate !== null && draft.charter.wards.length > 0;
    return {
      wards: wards.map((ward) => ({
        value: ward.id,
        label: ward.name,
        hint:
          ward.electorate === null
            ? "No figure of electors yet: ask the council. Gathering cannot open until there is one."
            : people(ward.electorate, "elector", "electors"),
      })),
      chosen: draft.charter.wards.map((ward) => ward.id),
      council: { slug: row.council.slug, name: row.council.name },
      ownWard: wards.find((ward) => ward.id === actor.residency?.wardId)?.name ?? "",
      supporters: isKnown ? supportersNeeded(draft.rules, electorate).ruling : null,
      overlaps: clashes(draft),
    };
  },
  term(draft, _db, _actor, now) {
    const { rules, charter } = draft;
    const { startsOn } = charter;
    const months = charter.termMonths;
    const sunsetAt = startsOn && months !== null ? sunsetOf(startsOn, months) : null;
    const answered = answerDue(rules, { receivedAt: gatheringEnds(rules, now) });
    const opening = openingInstant(earliestOpening(rules, { class: "charter", noticeAt: answered }));
    const safe = (name: string, tier: "A" | "B") =>
      startsOn && sunsetAt
        ? [{ name, ruling: lastSafeDay(rules, { startsOn, sunsetAt, class: "ordinary", tier }).ruling }]
        : [];
    return {
      startsOn: dayParts(startsOn),
      termMonths: String(months ?? usualTermMonths(rules)),
      least: termMonths.min,
      most: termMonths.max,
      sunsetWords: sunsetAt ? instantInWords(sunsetAt) : "",
      slowestWords: dayInWords(votingWindow(rules, opening).closesAt),
      lastSafe: [
        ...safe("Votes that the parish decides by itself (tier A)", "A"),
        ...safe("Votes that the council must answer (tiers B and C)", "B"),
      ],
    };
  },
  actions(draft) {
    const { charter, rules } = draft;
    const empty = { action: "", measure: "", baseline: "", target: "", dueOn: dayParts(null) };
    const most = Math.max(parameterValue(rules, priorityActions), charter.priorityActions.length);
    const { startsOn } = charter;
    const sunsetAt = startsOn && charter.termMonths !== null ? sunsetOf(startsOn, charter.termMonths) : null;
    return {
      actions: Array.from({ length: most }, (_, index) => {
        const action = charter.priorityActions[index];
        return action ? { ...action, dueOn: dayParts(action.dueOn) } : empty;
      }),
      termWords:
        startsOn && sunsetAt
          ? `The term in this charter is from ${dayInWords(startsOn)} to ${dayInWords(new Date(sunsetAt.getTime() - 1))}.`
          : "",
    };
  },
  async powers(draft, db, _actor, now) {
    const wards = draft.charter.wards.map((ward) => ward.gss);
    return {
      tiers: tierIds.map((id) => ({
        id,
        ...tiers[id],
        powers: catalogue
          .filter((power) => power.tier === id)
          .map((power) => {
            const overlap = overlapRuling(draft.rules, { power: power.id, wards, others: draft.heldElsewhere });
            const hint = `${power.service}. Resembles the ${power.statute}.`;
            return { value: power.id, label: power.name, hint: overlap.holds ? hint : `${hint} ${overlap.sentence}` };
          }),
      })),
      chosen: draft.charter.powers.map((power) => power.catalogueId),
      never: neverDelegable.map((one) => one.name),
      overlaps: clashes(draft),
      askedElsewhere: await findPowersAskedElsewhere(db, {
        parishId: draft.found.row.id,
        wardIds: draft.found.wardIds,
        powers: draft.charter.powers.map((power) => power.catalogueId),
        now,
      }),
    };
  },
  scopes: ({ charter }) => ({
    powers: charter.powers.map(({ catalogueId, scope, budgetYearPence }) => {
      const power = powerOf(catalogueId);
      return {
        catalogueId,
        name: power?.name ?? "",
        about: power ? `Tier ${power.tier}: ${tiers[power.tier].text} Resembles the ${power.statute}.` : "",
        scope,
        budget: typedPounds(budgetYearPence),
      };
    }),
  }),
  money: ({ charter }) => ({
    moneyType: charter.moneyType,
    amount: typedPounds(charter.amountPence),
    moneyPurpose: charter.moneyPurpose,
    types: moneyTypes.map((value) => ({ value, label: typeLabels[value], hint: capital(moneyTypeNames[value]) })),
  }),
  offices: ({ charter, founders }) => ({
    convenorId: charter.convenorId ?? "",
    deputyId: charter.deputyId ?? "",
    founders: founders.map(({ id, name, isInArea }) => ({
      value: id,
      text: isInArea ? name : `${name} (does not live in the area)`,
    })),
  }),
  publicity: ({ charter }) => ({
    ordinaryPublicity: charter.ordinaryPublicity ?? defaultPublicity("ordinary"),
    spendingPublicity: charter.spendingPublicity ?? defaultPublicity("spending"),
    choices: publicities.map((value) => ({
      value,
      label: publicityNames[value].name,
      hint: publicityNames[value].text,
    })),
  }),
  sunset: ({ charter }) => ({
    receiverName: charter.receiverName,
    receiverTakes: charter.receiverTakes,
    limit: charterLimits.receiverTakes.max,
  }),
};

const typeLabels = { none: "No money", capital: "Capital", revenue: "Revenue", one_off: "One-off" } as const;

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/**
 * One part of a draft charter for a founder who wants to write it. Refuses as saving it would: an unknown parish, a reader who is no
 * founder, and a charter that is open for supporters.
 */
export async function getCharterStep<Part extends CharterPart>(
  db: Read,
  actor: Actor,
  slug: string,
  part: Part,
  now: Date,
): Promise<{ ok: true; value: CharterStep<Part> } | { ok: false; refused: Refused }> {
  const found = await findParish(db, slug, now);
  if (!found) {
    return { ok: false, refused: { code: "not_found", message: "There is no parish at this address." } };
  }
  const allowed = may(actor, "parish.edit_draft", { founderIds: found.founderIds });
  if (!allowed.holds) {
    const code = actor.personId === null ? "not_signed_in" : "not_allowed";
    return { ok: false, refused: { code, section: allowed.sections[0], message: allowed.sentence } };
  }
  if (found.state !== "draft") {
    const message = "The charter is open for supporters, so it can no longer be changed.";
    return { ok: false, refused: { code: "closed", section: "s5", message } };
  }
  const draft = await loadDraft(db, found, now);
  return {
    ok: true,
    value: {
      parish: { slug, name: found.row.name },
      part,
      title: partTitles[part],
      version: versionOf(draft.charter, part),
      saved: linesOf(draft).filter((line) => line.part === part),
      fields: await readers[part](draft, db, actor, now),
    },
  };
}
