import type { Ruling } from "../act/ruling";
import type { ReviewOutcome } from "../act/s39-outcome-review";
import type { MeasureFigures } from "../parish/review-figures";
import type { CommitmentView } from "./council-answer";

/** A file as a page shows it. */
export interface FileView {
  id: string;
  href: string;
  isPicture: boolean;
  width: number | null;
  height: number | null;
  /** What it shows, in words. */
  alt: string;
  /** Its size in words: "240 KB". */
  size: string;
  hash: string;
  /** By whom and why it was hidden, in words; null when it is not. Nothing else of a hidden file is told. */
  hiddenWords: string | null;
}

/** One thing that was said or done about a commitment. */
export interface StepView {
  key: string;
  title: string;
  text: string;
  when: string;
  dateTime: string;
  by: string;
  files: FileView[];
}

/** A resident's report as a page shows it. */
export interface ReportView {
  id: string;
  isDone: boolean;
  author: string;
  when: string;
  text: string;
  file: FileView | null;
  /** By whom and why it was hidden, in words; null when it is not. */
  hiddenWords: string | null;
  answer: { text: string; by: string; when: string; isBeforeChange: boolean } | null;
}

/** The page of a commitment for one reader. */
export interface CommitmentPage {
  parish: { slug: string; name: string };
  council: { slug: string; name: string };
  proposal: { number: number; title: string };
  commitment: CommitmentView & { doneWords: string };
  milestones: { id: string; what: string; dueWords: string; doneWords: string; isLate: boolean }[];
  steps: StepView[];
  reports: ReportView[];
  /** Hidden reports count too; how many there are, by the office that hid them. */
  counts: { done: number; notDone: number; hidden: { by: string; count: number }[] };
  reader: {
    isSignedIn: boolean;
    /** Whether the reader may report; null for whoever has no part in it. */
    report: Ruling | null;
    mine: { isDone: boolean; text: string; hasFile: boolean } | null;
    mayHide: boolean;
    mayShow: boolean;
    mayAnswer: boolean;
    /** Where the reader records progress for the council; null for everybody else. */
    workHref: string | null;
  };
}

/** The page of what came of a decision, for one reader. */
export interface OutcomePage {
  parish: { slug: string; name: string };
  council: string;
  proposal: { id: string; number: number; title: string };
  figures: MeasureFigures;
  /** The day that was fixed for measuring, in words; empty when none was. */
  reviewOn: string;
  /** How the review stands, in a sentence. */
  standing: string;
  review: { outcome: string; measured: string; finding: string; by: string; at: string; figures: number } | null;
  reader: {
    measure: Ruling | null;
    /** Whether the reader may review, and the duty that it is recorded under; null for whoever may not. */
    review: { dutyId: string; isDue: boolean } | null;
  };
}

/** The page of the review of a power on trial. */
export interface TrialPage {
  parish: { slug: string; name: string };
  council: string;
  power: { id: string; name: string; scope: string; conditions: string; from: string; lapses: string };
  /** Whether it can be reviewed now, or why not. */
  ruling: Ruling | null;
  review: {
    outcome: ReviewOutcome;
    outcomeWords: string;
    finding: string;
    conditions: string;
    by: string;
    at: string;
  } | null;
  /** Decisions that were made under it, and what came of them. */
  decisions: { number: number; title: string; href: string; outcome: string }[];
  mayReview: boolean;
}
