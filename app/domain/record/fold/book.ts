import type { Rules } from "../../act/ruling";
import type { ProposalClass } from "../../act/s02-interpretation";
import type { ScheduleVersion } from "../../act/s03-versions";
import type { MoneyType, PriorityAction } from "../../act/s05-charter";
import type { LegalWrapper } from "../../act/s12-register";
import type { Tier } from "../../act/s13-tiers";
import type { OrderInTime, OrderKind } from "../../act/s16-suspension";
import type { Publicity } from "../../act/s26-publicity";
import type { Answer } from "../../act/s35-answer";
import type { GroundCode } from "../../act/s36-coded-grounds";
import type { AskedPower } from "../../parish/founding";
import type { ParishFacts } from "../../parish/parish-state";
import type { Office } from "../../permissions/actor";
import type { DutyFacts } from "../../response/duty-clock";
import type { DutyKind } from "../../response/duty-kinds";
import type { CivilDate } from "../../time/civil";
import type { EntryKind } from "../entry-kinds";
import type { Facts } from "./facts";

/**
 * A parish as its minute book explains it: facts only, with the instants at which they happened. How anything stands at an instant is asked
 * of the same pure functions that are asked about the tables.
 */
export interface Book {
  /** When its first entry was written; null while it has none. */
  begunAt: Date | null;
  name: string;
  council: string;
  problem: string;
  endPoint: string;
  wards: { code: string; name: string; electorate: number | null }[];
  startsOn: CivilDate | null;
  termMonths: number | null;
  priorityActions: PriorityAction[];
  asked: AskedPower[];
  money: { pence: number; type: MoneyType; purpose: string };
  publicity: Record<"ordinary" | "spending", Publicity | null>;
  receiver: { name: string; takes: string };
  founders: number;
  supporters: number;
  electorate: number | null;
  supportersNeeded: number | null;
  /** Residents on the parish roll; null in a book that was begun before books told it. */
  roll: number | null;
  /** The instants that the state of the parish follows from. */
  parish: ParishFacts;
  decisions: BookDecision[];
  powers: BookPower[];
  orders: BookOrder[];
  offices: BookOffice[];
  proposals: BookProposal[];
  votes: BookVote[];
  duties: BookDuty[];
  midTermReviews: { termStartsOn: CivilDate | null; publishedAt: Date }[];
  schedules: BookSchedule[];
}

/** What the council decided about a power that the charter asks for. */
export interface BookDecision {
  catalogueId: string;
  decision: "grant" | "grant_with_conditions" | "refuse";
  conditions: string;
  budgetYearPence: number;
  budgetDecisionPence: number;
  wrapper: LegalWrapper | null;
  isTrial: boolean;
  ground: GroundCode | null;
  reasons: string;
  officerName: string;
  officerPost: string;
  decisionReference: string;
}

/** A power in the register. */
export interface BookPower {
  catalogueId: string;
  tier: Tier;
  service: string;
  scope: string;
  conditions: string;
  budgetYearPence: number;
  budgetDecisionPence: number;
  grantedFrom: Date;
  lapsesAt: Date;
  isTrial: boolean;
  wrapper: LegalWrapper;
  officerName: string;
  officerPost: string;
  decisionReference: string;
  suspendedAt: Date | null;
  revokedAt: Date | null;
}

/** An order of the council to suspend or take back one power, or all of them where `catalogueId` is null. */
export interface BookOrder extends OrderInTime {
  id: string;
  kind: OrderKind;
  catalogueId: string | null;
  ground: GroundCode | null;
  reasons: string;
  officerName: string;
  officerPost: string;
  noticeAt: Date;
  endedHow: "withdrawn" | "reinstated" | "set_aside" | null;
  endedByName: string;
  endedByPost: string;
  endedReasons: string;
  appeal: {
    at: Date;
    byName: string;
    reasons: string;
    finding: "upheld" | "set_aside" | null;
    decidedAt: Date | null;
    decidedByName: string;
    findingReasons: string;
  } | null;
}

export interface BookOffice {
  office: Office;
  person: string;
  fromAt: Date;
  endedAt: Date | null;
  awayFrom: CivilDate | null;
  awayUntil: CivilDate | null;
}

export interface BookProposal {
  number: number;
  author: string;
  title: string;
  /** The power that it relies on, by its name in the catalogue. */
  catalogueId: string | null;
  change: string;
  place: string;
  costPence: number;
  measureOn: CivilDate | null;
  revision: number;
  class: ProposalClass | null;
  rules: Rules | null;
  seconders: number;
  secondersNeeded: number | null;
  submittedAt: Date;
  secondingEndsAt: Date | null;
  secondedAt: Date | null;
  withdrawnAt: Date | null;
  inadmissibleAt: Date | null;
  /** Of one that goes on after it was ruled out: when that was, and since when it had had its seconders. */
  ruledOutAt: Date | null;
  secondedBeforeAt: Date | null;
  noticeAt: Date | null;
  underWayAt: Date | null;
  doneAt: Date | null;
  reviewedAt: Date | null;
  answer: { answer: Answer; at: Date; consentUntil: Date | null; consents: number; refusals: number } | null;
  commitments: BookCommitment[];
}

export interface BookCommitment {
  /** Empty in a book that was written before commitments were named. */
  id: string;
  what: string;
  owner: string;
  originalDueOn: CivilDate;
  dueOn: CivilDate;
  doneAt: Date | null;
  /** The sunset for which somebody is asked to take it over, or has said that they do; null while nobody is. */
  askedFor: Date | null;
  /** The sunset for which somebody other than the council has said that they take it over; null while nobody has. */
  takenOverAt: Date | null;
}

export interface BookVote {
  id: string;
  /** The proposal it is about; null for one about the parish itself. */
  proposal: number | null;
  question: string;
  class: string;
  round: number;
  noticeAt: Date;
  opensAt: Date;
  closesAt: Date;
  /** Until when papers are counted; null when it takes none. */
  paperDueAt: Date | null;
  openedAt: Date | null;
  roll: number | null;
  closedAt: Date | null;
  outcome: string | null;
  cancelledAt: Date | null;
}

export interface BookDuty extends DutyFacts {
  kind: DutyKind;
  proposal: number | null;
  receivedAt: Date;
  willAnswerOn: CivilDate | null;
}

export interface BookSchedule extends ScheduleVersion {
  madeAt: Date;
  reason: string;
  officerName: string;
  officerPost: string;
  /** How many recorded decisions were made again, and how many would have come out differently; null where the book does not say. */
  stated: { examined: number; different: number } | null;
}

/** An entry as a fold reads it. */
export interface ReadEntry {
  at: Date;
  kind: EntryKind;
  facts: Facts;
}

/** What an entry of one kind changes in the book. */
export type Step = (book: Book, entry: ReadEntry) => void;

/** Steps by the kind of entry. */
export type Steps = Partial<Record<EntryKind, Step>>;
