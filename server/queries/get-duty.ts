import { powerOf } from "~/domain/act/catalogue";
import type { Figure, Ruling } from "~/domain/act/ruling";
import { overlapRuling } from "~/domain/act/s07-overlap";
import { reviewRuling } from "~/domain/act/s09-council-review";
import { type LegalWrapper, legalWrapperNames, legalWrappers } from "~/domain/act/s12-register";
import { tiers } from "~/domain/act/s13-tiers";
import { delegableRuling, neverDelegable } from "~/domain/act/s14-never-delegable";
import { lastDayBefore, pauseDays, pauseReasons } from "~/domain/act/s34-clock";
import { type Answer, objectionGrounds, objectUntil } from "~/domain/act/s35-answer";
import { groundOf, grounds } from "~/domain/act/s36-coded-grounds";
import { confirmationRuling } from "~/domain/act/s43-renewal";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { AnswerEffect, CouncilAnswerView } from "~/domain/response/council-answer";
import { type CountedPeriod, countedPeriods } from "~/domain/response/duty-arithmetic";
import { isPaused } from "~/domain/response/duty-clock";
import { type DutyKind, dutyTitle } from "~/domain/response/duty-kinds";
import { directedWords } from "~/domain/response/matters";
import { civilDateOf } from "~/domain/time/civil";
import { dayInWords, instantInWords, pounds } from "~/domain/time/words";
import { fromDateColumn, type Read } from "../persistence/db";
import { bindingOf, effectOf, type FoundDuty, findDuty } from "./find-duty";
import { findParishById, oldSunsetOf } from "./find-parish";
import { findPowersElsewhere } from "./find-powers-elsewhere";
import { clockOf, figuresOf, promisedDayWords, viewCouncilAnswer } from "./get-council-answer";
import { powersToConfirm } from "./get-renewal";

/** Something to choose in a form. */
export interface Option {
  value: string;
  label: string;
  hint: string;
}

/** A power that a charter asks for, as the council reviews it. */
export interface RequestView {
  id: string;
  href: string;
  name: string;
  statute: string;
  tierWords: string;
  scope: string;
  askedWords: string;
  /** What is decided so far, in a word or two; empty while it is not. */
  decisionWords: string;
  decision: "grant" | "grant_with_conditions" | "refuse" | null;
  conditions: string;
  budgetYear: string;
  budgetDecision: string;
  wrapper: LegalWrapper | null;
  isTrial: boolean;
  ground: string | null;
  groundName: string;
  reasons: string;
  decisionReference: string;
  decidedBy: string;
  /** Why it cannot be given at all (sections 7 and 14); null when it can. */
  barrier: Ruling | null;
}

/** The page of one duty, as one person of the council sees it. */
export interface DutyPage {
  id: string;
  kind: DutyKind;
  council: { slug: string; name: string };
  parish: { slug: string; name: string };
  title: string;
  /** The public page of what it is about. */
  href: string;
  received: string;
  clock: CouncilAnswerView["clock"];
  figures: Figure[];
  /** Its working days, counted one by one. */
  counted: CountedPeriod[];
  /** Whether this person may act for the council, and may review outcomes. */
  mayAct: boolean;
  mayReview: boolean;
  /** When it was acknowledged, in words; empty while it was not. */
  acknowledged: string;
  /** On which day the council said that it will answer, as a sentence; empty while it did not. */
  promisedDay: string;
  answerBy: string;
  /** Whether the time to answer is over, so that no day can be given and no clock stopped. */
  isOverdue: boolean;
  /** The new date that the Commissioner set, in a sentence; empty where there is none. */
  newDate: string;
  /** What is said about the pause; empty when the clock was never stopped. */
  pause: string;
  /** Whether the Act lets the clock be stopped here at all. */
  canPause: boolean;
  isAnswered: boolean;
  pauseReasons: Option[];
  /** The longest that the clock may be stopped. */
  pauseDays: number;
  /** Those that the Act allows here: all seven, or the two on which it lets a council object. */
  grounds: Option[];
  decision: {
    change: string;
    place: string;
    cost: string;
    startsOn: string;
    binding: Ruling;
    answers: (Option & { value: Answer })[];
    /** Until when the council may or might object, as a sentence; empty where it never may. */
    objection: string;
    effect: AnswerEffect | null;
    isUnderWay: boolean;
    isDone: boolean;
    isReviewed: boolean;
    /** What was promised, each with the page on which its progress is recorded. */
    promises: { id: string; what: string; workHref: string; isDone: boolean }[];
    /** Whether the day of the review has come. */
    isReviewDue: boolean;
    view: CouncilAnswerView;
  } | null;
  charter: {
    problem: string;
    endPoint: string;
    ruling: Ruling;
    /** Whether decisions can still be changed. */
    isOpen: boolean;
    requests: RequestView[];
    wrappers: Option[];
  } | null;
  /** The powers of a renewed parish, each to be confirmed or refused. */
  renewal: { parishSunset: string; oldSunset: string; powers: RenewedPower[] } | null;
}

/** A power of a renewed parish, as the council answers for it. */
export interface RenewedPower {
  id: string;
  href: string;
  name: string;
  tierWords: string;
  scope: string;
  conditions: string;
  answer: "confirm" | "refuse" | null;
  ground: string;
  reasons: string;
  answeredBy: string;
  /** Whether, and until when, the council may still answer. */
  ruling: Ruling;
}

/** The page of a duty of a council for one person at an instant; null when that council has no such duty. */
export async function getDuty(
  db: Read,
  which: { councilSlug: string; dutyId: string },
  actor: Actor,
  now: Date,
): Promise<DutyPage | null> {
  const found = await findDuty(db, which.dutyId);
  if (!found || found.row.council.slug !== which.councilSlug) return null;
  const { row } = found;
  const subject = { councilId: row.councilId };
  const { proposal, parish } = row;
  const isBinding = proposal !== null && bindingOf(found).holds;
  return {
    id: row.id,
    kind: row.kind,
    council: { slug: row.council.slug, name: row.council.name },
    parish: { slug: parish.slug, name: parish.name },
    title: dutyTitle(row.kind, proposal?.title),
    href: proposal
      ? `/parishes/${parish.slug}/proposals/${proposal.number}`
      : `/parishes/${parish.slug}/${row.kind === "renewal" ? "renewal" : "charter"}`,
    received: instantInWords(row.receivedAt),
    clock: clockOf(found, now),
    figures: figuresOf(found),
    counted: countedPeriods(found.rules, { ...row, termDays: found.termDays }, { mayObject: isBinding }),
    mayAct: may(actor, "duty.act", subject).holds,
    mayReview: may(actor, "proposal.review", subject).holds,
    acknowledged: row.acknowledgedAt ? instantInWords(row.acknowledgedAt) : "",
    promisedDay: row.willAnswerOn ? promisedDayWords(fromDateColumn(row.willAnswerOn), now) : "",
    answerBy: dayInWords(lastDayBefore(row.answerBy)),
    isOverdue: now >= row.answerBy,
    newDate: directedWords(row),
    pause: pauseWords(found, now),
    isAnswered: row.answeredAt !== null,
    canPause: row.kind !== "renewal",
    pauseReasons: pauseReasons.map(toOption),
    pauseDays,
    grounds: grounds.filter((one) => !isBinding || objectionGrounds.includes(one.code)).map(toOption),
    decision: proposal ? await decisionOf(db, found, actor, now) : null,
    charter: row.kind === "charter_review" ? await charterOf(db, found, now) : null,
    renewal: row.kind === "renewal" ? await renewalOf(db, found, now) : null,
  };
}

function toOption(one: { code: string; name: string; explanation: string }): Option {
  return { value: one.code, label: one.name, hint: one.explanation };
}

function pauseWords({ row }: FoundDuty, now: Date): string {
  if (!row.pauseFrom || !row.pauseUntil) return "";
  const reason = pauseReasons.find((one) => one.code === row.pauseReason)?.name ?? "";
  const until = dayInWords(row.pauseUntil);
  return isPaused(row, now)
    ? `The clock stands still until ${until}. ${reason}.`
    : `The clock stood still from ${dayInWords(row.pauseFrom)} until ${until}. ${reason}.`;
}

const answerOptions: Record<Answer, { label: string; hint: string }> = {
  accept: { label: "Accept", hint: "The council does what was decided. Make a promise below." },
  modify: {
    label: "Modify",
    hint: "The council would do it in a changed way. The seconders are asked. Give a ground, reasons and the changed text.",
  },
  reject: { label: "Reject", hint: "The council does not do it. Give a ground and reasons." },
  commit: { label: "Commit", hint: "The council does what the parish decided. Make a promise below." },
  object: {
    label: "Object",
    hint: "Only because it is unlawful or unsafe. Give the ground and reasons. The Commissioner decides.",
  },
};

async function decisionOf(db: Read, found: FoundDuty, actor: Actor, now: Date): Promise<DutyPage["decision"]> {
  const { row, rules } = found;
  const { proposal } = row;
  if (!proposal) return null;
  const binding = bindingOf(found);
  const objectEnd = objectUntil(rules, row.receivedAt);
  const offered: Answer[] = !binding.holds
    ? ["accept", "modify", "reject"]
    : now < objectEnd
      ? ["commit", "object"]
      : ["commit"];
  const reviewOn = proposal.measureOn
    ? fromDateColumn(proposal.measureOn)
    : proposal.doneAt && civilDateOf(proposal.doneAt);
  return {
    change: proposal.change,
    place: proposal.place,
    cost: pounds(Number(proposal.costPence)),
    startsOn: proposal.startsOn ? dayInWords(fromDateColumn(proposal.startsOn)) : "",
    binding,
    answers: offered.map((value) => ({ value, ...answerOptions[value] })),
    objection: !binding.holds
      ? ""
      : now < objectEnd
        ? `An objection can be made until the end of ${dayInWords(lastDayBefore(objectEnd))}.`
        : `The last day to object was ${dayInWords(lastDayBefore(objectEnd))}.`,
    effect: effectOf(found, now),
    isUnderWay: proposal.underWayAt !== null,
    isDone: proposal.doneAt !== null,
    isReviewed: proposal.review !== null,
    promises: proposal.commitments.map(({ id, what, doneAt }) => ({
      id,
      what,
      workHref: `/councils/${row.council.slug}/docket/${row.id}/commitments/${id}`,
      isDone: doneAt !== null,
    })),
    isReviewDue: reviewOn !== null && reviewOn <= civilDateOf(now),
    view: await viewCouncilAnswer(db, found, actor, now),
  };
}

const decisionWords = {
  grant: "Given",
  grant_with_conditions: "Given with conditions",
  refuse: "Refused",
} as const;

async function charterOf(db: Read, found: FoundDuty, now: Date): Promise<DutyPage["charter"]> {
  const { row, rules } = found;
  const parish = await findParishById(db, row.parishId, now);
  if (!parish) return null;
  const requests = await db.powerRequest.findMany({ where: { parishId: row.parishId } });
  const isOpen = row.answeredAt === null && parish.state === "council_review";
  const others = isOpen ? await findPowersElsewhere(db, { parishId: row.parishId, wardIds: parish.wardIds, now }) : [];
  const wards = parish.row.wards.map((one) => one.ward.gss);
  const count = (isWanted: (decision: string | null) => boolean) =>
    requests.filter((one) => isWanted(one.decision)).length;
  return {
    problem: row.parish.problem,
    endPoint: row.parish.endPoint,
    isOpen,
    ruling: reviewRuling(rules, {
      powersAsked: requests.length,
      granted: count((one) => one === "grant" || one === "grant_with_conditions"),
      refused: count((one) => one === "refuse"),
    }),
    requests: inOrder(requests).map((request) => {
      const power = powerOf(request.catalogueId);
      const delegable = delegableRuling(rules, { catalogueId: request.catalogueId });
      const overlap = overlapRuling(rules, { power: request.catalogueId, wards, others });
      return {
        id: request.id,
        href: `/councils/${row.council.slug}/docket/${row.id}/powers/${request.id}`,
        name: power?.name ?? neverDelegable.find((one) => one.id === request.catalogueId)?.name ?? "Unknown power",
        statute: power?.statute ?? "",
        tierWords: power ? `Tier ${power.tier}: ${tiers[power.tier].text}` : "",
        scope: request.scope,
        askedWords: pounds(Number(request.budgetYearPence)),
        decisionWords: request.decision ? decisionWords[request.decision] : "",
        decision: request.decision,
        conditions: request.conditions,
        budgetYear: inPounds(request.grantedBudgetYearPence),
        budgetDecision: inPounds(request.grantedBudgetDecisionPence),
        wrapper: request.wrapper,
        isTrial: request.isTrial,
        ground: request.ground,
        groundName: request.ground ? (groundOf(request.ground)?.name ?? "") : "",
        reasons: request.reasons,
        decisionReference: request.decisionReference,
        decidedBy: request.officerName ? `${request.officerName}, ${request.officerPost}` : "",
        barrier: delegable.holds ? (overlap.holds ? null : overlap) : delegable,
      };
    }),
    wrappers: legalWrappers.map((value) => ({
      value,
      label: capital(legalWrapperNames[value].name),
      hint: legalWrapperNames[value].law,
    })),
  };
}

async function renewalOf(db: Read, { row, rules }: FoundDuty, now: Date): Promise<DutyPage["renewal"]> {
  const { parish } = row;
  const oldSunsetAt = oldSunsetOf(parish);
  if (!oldSunsetAt || !parish.sunsetAt) return null;
  const powers = await powersToConfirm(db, parish.id, oldSunsetAt);
  const answers = await db.powerConfirmation.findMany({ where: { dutyId: row.id } });
  return {
    parishSunset: instantInWords(parish.sunsetAt),
    oldSunset: instantInWords(oldSunsetAt),
    powers: inOrder(powers).map((power) => {
      const answer = answers.find((one) => one.powerId === power.id);
      return {
        id: power.id,
        href: `/councils/${row.council.slug}/docket/${row.id}/confirm/${power.id}`,
        name: powerOf(power.catalogueId)?.name ?? power.service,
        tierWords: `Tier ${power.tier}: ${tiers[power.tier].text}`,
        scope: power.scope,
        conditions: power.conditions,
        answer: answer?.answer ?? null,
        ground: groundOf(answer?.ground ?? "")?.name ?? "",
        reasons: answer?.reasons ?? "",
        answeredBy: answer ? `${answer.officerName}, ${answer.officerPost}` : "",
        ruling: confirmationRuling(rules, { oldSunsetAt, now }),
      };
    }),
  };
}

/** Powers in the order of their names. */
function inOrder<Request extends { catalogueId: string }>(requests: readonly Request[]): Request[] {
  const nameOf = (request: Request) => powerOf(request.catalogueId)?.name ?? request.catalogueId;
  return [...requests].sort((one, other) => nameOf(one).localeCompare(nameOf(other), "en-GB"));
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** An amount as it is typed into a box. */
function inPounds(pence: bigint | null): string {
  if (pence === null) return "";
  const rest = Number(pence % 100n);
  return rest === 0 ? String(pence / 100n) : `${pence / 100n}.${String(rest).padStart(2, "0")}`;
}
