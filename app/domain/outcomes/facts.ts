import type { ProposalClass } from "../act/s02-interpretation";
import type { MoneyType } from "../act/s05-charter";
import type { ReviewOutcome } from "../act/s39-outcome-review";
import type { ReadNumber } from "../parish/measures";
import type { Cost } from "../parish/review-figures";
import type { DutyFacts } from "../response/duty-clock";
import type { CivilDate } from "../time/civil";

/** Something of the public record that a figure is counted from. */
export interface Thing {
  key: string;
  /** What it is called. */
  what: string;
  /** The page where anybody can read it. */
  href: string;
}

/** A closed vote. Practice votes, and votes that were called off, are none of these. */
export interface VoteThing extends Thing {
  closedOn: CivilDate;
  class: ProposalClass;
  outcome: "passed" | "failed" | "inquorate";
  /** People on its frozen roll, and how many of them took part. */
  roll: number;
  cast: number;
}

/** Something that the council owed, or owes. */
export interface DutyThing extends Thing, Omit<DutyFacts, "pauseFrom" | "pauseUntil"> {
  receivedAt: Date;
  /** The day of it. */
  receivedOn: CivilDate;
}

/** A commitment of the council, with both dates (section 38). */
export interface PromiseThing extends Thing {
  promisedOn: CivilDate;
  expectedOn: CivilDate;
  doneOn: CivilDate | null;
}

/** A priority action, or a decision whose outcome was to be reviewed by now. */
export interface MeasureThing extends Thing {
  dueOn: CivilDate;
  /** As they were written, with the number that each begins with. */
  baseline: string;
  baselineRead: ReadNumber | null;
  target: string;
  targetRead: ReadNumber | null;
  /** What was measured last: on a day, or as the review wrote it down. Null when nothing was. */
  latest: { text: string; value: number | null; on: CivilDate | null } | null;
  /** How the review of the decision ended; null for a priority action and before the review. */
  reviewed: ReviewOutcome | null;
}

/** The cost of a decision that the council carries out, has carried out or has not answered yet. */
export interface CostThing extends Thing, Cost {
  decidedOn: CivilDate;
}

/** The money that a charter asked for. */
export interface AskedThing extends Thing {
  on: CivilDate;
  type: MoneyType;
  pence: number;
}

/** The yearly budget of a power that the council gave. */
export interface GrantThing extends Thing {
  on: CivilDate;
  pence: number;
}

export interface ProposalThing extends Thing {
  submittedOn: CivilDate;
  secondedOn: CivilDate | null;
}

/** What a parish has to show. */
export interface ParishOutcomes {
  votes: VoteThing[];
  duties: DutyThing[];
  promises: PromiseThing[];
  measures: MeasureThing[];
  costs: CostThing[];
  asked: AskedThing[];
  grants: GrantThing[];
  proposals: ProposalThing[];
  /** How many different people have proposed and seconded. Not to be shown without section 52. */
  people: { proposers: number; seconders: number };
}
