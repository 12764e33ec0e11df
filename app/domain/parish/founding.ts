import { powerOf } from "../act/catalogue";
import { type Gap, textProblem } from "../act/plain-text";
import { allOf, type Rules, type Ruling } from "../act/ruling";
import { foundersRuling } from "../act/s04-founders";
import {
  type CharterFacts,
  charterGaps,
  charterLimits,
  charterRuling,
  type MoneyType,
  mostMoneyPence,
  type PriorityAction,
} from "../act/s05-charter";
import { type AreaWard, areaRuling } from "../act/s06-area";
import { type HeldElsewhere, overlapRuling } from "../act/s07-overlap";
import { termRuling } from "../act/s11-term";
import { delegableRuling } from "../act/s14-never-delegable";
import type { Publicity } from "../act/s26-publicity";
import { type CivilDate, compareDates } from "../time/civil";
import { pounds } from "../time/words";
import type { ParishState } from "./parish-state";

/** The parts in which a charter is written, one page each, in the order of the task list. */
export const charterParts = [
  "aim",
  "area",
  "term",
  "actions",
  "powers",
  "scopes",
  "money",
  "offices",
  "publicity",
  "sunset",
] as const;

export type CharterPart = (typeof charterParts)[number];

/** A power that a charter asks for. */
export interface AskedPower {
  catalogueId: string;
  /** The service and the streets it is to cover. */
  scope: string;
  budgetYearPence: number;
}

/** What each part of a charter holds. */
export interface CharterContent {
  aim: { name: string; problem: string; endPoint: string };
  area: { wardIds: readonly string[] };
  term: { startsOn: CivilDate | null; termMonths: number | null };
  actions: { priorityActions: readonly PriorityAction[] };
  powers: { catalogueIds: readonly string[] };
  scopes: { scopes: readonly AskedPower[] };
  money: { amountPence: number; moneyType: MoneyType; moneyPurpose: string };
  offices: { convenorId: string | null; deputyId: string | null };
  publicity: { ordinaryPublicity: Publicity | null; spendingPublicity: Publicity | null };
  sunset: { receiverName: string; receiverTakes: string };
}

/** A ward of an area, with the identifier that forms send. */
export interface CharterWard extends AreaWard {
  id: string;
  name: string;
}

/** A charter as far as it has been written. */
export interface Charter {
  name: string;
  problem: string;
  endPoint: string;
  wards: readonly CharterWard[];
  startsOn: CivilDate | null;
  termMonths: number | null;
  priorityActions: readonly PriorityAction[];
  powers: readonly AskedPower[];
  amountPence: number;
  moneyType: MoneyType;
  moneyPurpose: string;
  convenorId: string | null;
  deputyId: string | null;
  ordinaryPublicity: Publicity | null;
  spendingPublicity: Publicity | null;
  receiverName: string;
  receiverTakes: string;
}

/** What one part of a charter holds now. */
export function contentOf<Part extends CharterPart>(charter: Charter, part: Part): CharterContent[Part] {
  const all: CharterContent = {
    aim: { name: charter.name, problem: charter.problem, endPoint: charter.endPoint },
    area: { wardIds: charter.wards.map((ward) => ward.id).sort() },
    term: { startsOn: charter.startsOn, termMonths: charter.termMonths },
    actions: { priorityActions: charter.priorityActions },
    powers: { catalogueIds: charter.powers.map((power) => power.catalogueId).sort() },
    scopes: { scopes: charter.powers },
    money: { amountPence: charter.amountPence, moneyType: charter.moneyType, moneyPurpose: charter.moneyPurpose },
    offices: { convenorId: charter.convenorId, deputyId: charter.deputyId },
    publicity: { ordinaryPublicity: charter.ordinaryPublicity, spendingPublicity: charter.spendingPublicity },
    sunset: { receiverName: charter.receiverName, receiverTakes: charter.receiverTakes },
  };
  return all[part];
}

function actFacts(charter: Charter): CharterFacts {
  return {
    name: charter.name,
    area: charter.wards.map((ward) => ward.gss),
    problem: charter.problem,
    endPoint: charter.endPoint,
    priorityActions: charter.priorityActions,
    powers: charter.powers.map((power) => power.catalogueId),
    money: { pence: charter.amountPence, type: charter.moneyType },
    convenor: charter.convenorId,
    deputy: charter.deputyId,
    publicity: {
      ...(charter.ordinaryPublicity ? { ordinary: charter.ordinaryPublicity } : {}),
      ...(charter.spendingPublicity ? { spending: charter.spendingPublicity } : {}),
    },
    receiver: charter.receiverName,
    startsOn: charter.startsOn,
    termMonths: charter.termMonths,
  };
}

/** Something that a charter lacks, with the page and the form field that put it right. */
export interface CharterGap {
  part: CharterPart;
  /** The name of the field in that page's form. */
  field: string;
  message: string;
}

const partOfField: Readonly<Record<string, CharterPart>> = {
  name: "aim",
  problem: "aim",
  endPoint: "aim",
  area: "area",
  priorityActions: "actions",
  powers: "powers",
  money: "money",
  convenor: "offices",
  deputy: "offices",
  publicity: "publicity",
  receiver: "sunset",
  startsOn: "term",
  termMonths: "term",
};

function formField(gap: Gap, charter: Charter): string {
  switch (gap.field) {
    case "area":
      return "wardIds";
    case "priorityActions":
      return `priorityActions[${gap.index ?? 0}].${gap.part ?? "action"}`;
    case "powers":
      return "catalogueIds";
    case "money":
      return charter.amountPence > 0 && charter.moneyType === "none" ? "moneyType" : "amount";
    case "convenor":
      return "convenorId";
    case "deputy":
      return "deputyId";
    case "publicity":
      return `${gap.part}Publicity`;
    case "receiver":
      return "receiverName";
    default:
      return gap.field;
  }
}

/** What the register will need (section 12) and the Act's list for charters does not name. */
function scopeGaps(charter: Charter): CharterGap[] {
  return charter.powers.flatMap(({ catalogueId, scope, budgetYearPence }, index): CharterGap[] => {
    const name = powerOf(catalogueId)?.name ?? "This power";
    const problem = textProblem(
      scope,
      charterLimits.scope,
      `${name}: say which service and which streets it is to cover.`,
      `${name}: what it is to cover`,
    );
    const gaps: CharterGap[] = problem ? [{ part: "scopes", field: `scopes[${index}].scope`, message: problem }] : [];
    if (budgetYearPence > mostMoneyPence) {
      const message = `${name}: the budget must be ${pounds(mostMoneyPence)} a year or less.`;
      gaps.push({ part: "scopes", field: `scopes[${index}].budget`, message });
    }
    return gaps;
  });
}

function purposeGaps(charter: Charter): CharterGap[] {
  if (charter.amountPence === 0 && charter.moneyPurpose.trim() === "") return [];
  const problem = textProblem(charter.moneyPurpose, charterLimits.moneyPurpose, "Say what the money is for.", "This");
  return problem ? [{ part: "money", field: "moneyPurpose", message: problem }] : [];
}

function receiverTakesGaps(charter: Charter): CharterGap[] {
  if (charter.receiverTakes.trim() === "") return [];
  const problem = textProblem(charter.receiverTakes, charterLimits.receiverTakes, "", "What they take on");
  return problem ? [{ part: "sunset", field: "receiverTakes", message: problem }] : [];
}

/**
 * Everything that a charter still lacks, in the order of the task list, each with the page and field that put it right. Empty when
 * it is complete. Whether the Act allows what it says is for `refusalsOf` and `foundingRulings`.
 *
 * @param today the day on which it is asked; a charter that is still being written cannot start in the past
 */
export function foundingGaps(rules: Rules, charter: Charter, today: CivilDate): CharterGap[] {
  const gaps: CharterGap[] = [
    ...charterGaps(rules, actFacts(charter)).map((gap) => ({
      part: partOfField[gap.field] ?? "aim",
      field: formField(gap, charter),
      message: gap.message,
    })),
    ...scopeGaps(charter),
    ...purposeGaps(charter),
    ...receiverTakesGaps(charter),
  ];
  if (charter.startsOn !== null && compareDates(charter.startsOn, today) < 0) {
    gaps.push({ part: "term", field: "startsOn", message: "The parish cannot start on a day that has passed." });
  }
  return gaps.sort((one, other) => charterParts.indexOf(one.part) - charterParts.indexOf(other.part));
}

/** A refusal of the Act, with the form field that it is about. */
export interface FieldRuling {
  field: string;
  ruling: Ruling;
}

/**
 * What the Act refuses in one part of a charter, whether or not the rest is complete: an area in two councils (s6), a term it does not
 * allow (s11), a power that can never be given (s14). Empty when it refuses nothing.
 */
export function refusalsOf(rules: Rules, charter: Charter, part: CharterPart): FieldRuling[] {
  const rulings: FieldRuling[] = [];
  if (part === "area" && charter.wards.length > 0) {
    // A draft may be written before the council has recorded the electorates; gathering cannot open without them.
    const wards = charter.wards.map((ward) => ({ ...ward, electorate: ward.electorate ?? 0 }));
    rulings.push({ field: "wardIds", ruling: areaRuling(rules, { wards }) });
  }
  if (part === "term" && charter.termMonths !== null) {
    rulings.push({ field: "termMonths", ruling: termRuling(rules, { termMonths: charter.termMonths }) });
  }
  if (part === "powers" || part === "scopes") {
    for (const { catalogueId } of charter.powers) {
      rulings.push({ field: "catalogueIds", ruling: delegableRuling(rules, { catalogueId }) });
    }
  }
  return rulings.filter(({ ruling }) => !ruling.holds);
}

/** What the Act says about opening a charter for supporters. */
export interface FoundingRulings {
  founders: Ruling;
  charter: Ruling;
  area: Ruling;
  /** One for each power asked for. */
  overlaps: { catalogueId: string; ruling: Ruling }[];
  /** Null while no term has been chosen. */
  term: Ruling | null;
}

export interface FoundingFacts {
  charter: Charter;
  /** Founders who are confirmed as living in the area. */
  foundersInArea: number;
  /** What other live parishes hold, and will still hold when this one starts. */
  heldElsewhere: readonly HeldElsewhere[];
}

/** The rulings on which opening a charter for supporters depends (sections 4, 5, 6, 7 and 11). */
export function foundingRulings(rules: Rules, facts: FoundingFacts): FoundingRulings {
  const { charter } = facts;
  const wards = charter.wards.map((ward) => ward.gss);
  return {
    founders: foundersRuling(rules, { founders: facts.foundersInArea }),
    charter: charterRuling(rules, actFacts(charter)),
    area: areaRuling(rules, { wards: charter.wards }),
    overlaps: charter.powers.map(({ catalogueId }) => ({
      catalogueId,
      ruling: overlapRuling(rules, { power: catalogueId, wards, others: facts.heldElsewhere }),
    })),
    term: charter.termMonths === null ? null : termRuling(rules, { termMonths: charter.termMonths }),
  };
}

/** Whether a charter may be opened for supporters: the first refusal, or one ruling with everything it rests on. */
export function openingGatheringRuling(rules: Rules, facts: FoundingFacts): Ruling {
  const { founders, charter, area, overlaps, term } = foundingRulings(rules, facts);
  return allOf(charter, area, ...(term ? [term] : []), ...overlaps.map(({ ruling }) => ruling), founders);
}

/** Whether founders may still withdraw their parish: until residents have decided on it. An open vote stands in the way all the same. */
export function mayBeWithdrawn(state: ParishState): boolean {
  return ["draft", "gathering", "council_review", "charter_vote"].includes(state);
}
