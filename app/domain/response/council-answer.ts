import type { Figure, Ruling } from "../act/ruling";
import type { Answer } from "../act/s35-answer";
import type { DutyStanding } from "./duty-clock";

/**
 * What an answer has come to: it `stands` and is to be carried out; it is `pending` while seconders are asked; it is
 * `rejected`, said so or for want of the seconders' consent; or it is an objection that the Commissioner hears (`objected`), that was good,
 * so that the decision does not bind (`unbound`), or that was not (`overruled`).
 */
export type AnswerEffect = "stands" | "pending" | "rejected" | "objected" | "unbound" | "overruled";

/**
 * What an answer has come to, given what the seconders say about a modified one (section 35), and what the Commissioner found of an
 * objection (section 13).
 */
export function answerEffect(
  answer: Answer,
  consent: Ruling | null,
  objection: "good" | "not_good" | null = null,
): AnswerEffect {
  if (answer === "accept" || answer === "commit") return "stands";
  if (answer === "object")
    return objection === "good" ? "unbound" : objection === "not_good" ? "overruled" : "objected";
  if (answer === "reject") return "rejected";
  if (consent?.outcome === "consented") return "stands";
  return consent?.outcome === "pending" ? "pending" : "rejected";
}

/** One step of a council's answer, done or to come. */
export interface AnswerEvent {
  key: string;
  title: string;
  /** The date in words. */
  when: string;
  /** For machines, in ISO 8601. */
  dateTime: string;
  stage: "done" | "now" | "next";
  /** More about it, in one sentence. */
  note: string;
  isLate: boolean;
}

/** A commitment as a page shows it. Both dates are shown once they differ (section 38). */
export interface CommitmentView {
  id: string;
  what: string;
  /** Its own page. */
  href: string;
  /** The name, where it is given, and the post. */
  owner: string;
  firstPromised: string;
  nowExpected: string;
  hasMoved: boolean;
  isDone: boolean;
  isLate: boolean;
  /** How it stands, in one sentence. */
  sentence: string;
}

/** Everything that a page shows of a council's duty about a passed proposal. Dates are in words. */
export interface CouncilAnswerView {
  council: { name: string; slug: string };
  /** Where this reader acts on it for the council; null for everybody else. */
  dutyHref: string | null;
  clock: { dueWords: string; standing: DutyStanding };
  events: AnswerEvent[];
  /** Whether the decision binds the council (section 13). */
  binding: Ruling;
  /** Whether the council is, or was, in time (section 37). */
  silence: Ruling;
  /** The new date that the Commissioner set, in a sentence; empty where there is none. */
  newDate: string;
  /** The arithmetic of the clock (section 34). */
  figures: Figure[];
  answer: {
    answer: Answer;
    effect: AnswerEffect;
    /** The answer in one sentence. */
    sentence: string;
    at: string;
    ground: { name: string; explanation: string } | null;
    reasons: string;
    modifiedText: string;
    officerName: string;
    officerPost: string;
    isLate: boolean;
    ruling: Ruling;
  } | null;
  /** The question to the seconders of a modified proposal; null when there is none. */
  consent: {
    ruling: Ruling;
    until: string;
    consents: number;
    refusals: number;
    seconders: number;
    /** Whether this reader may answer now. */
    mayAnswer: boolean;
    /** What this reader has answered. */
    mine: "yes" | "no" | null;
    /** Where the answer is sent. */
    action: string;
  } | null;
  commitments: CommitmentView[];
  /** What the council has said about delivery, newest first. */
  progress: { key: string; when: string; words: string }[];
  /** The day on which the outcome is due to be reviewed, in words; empty when none was fixed. */
  reviewDue: string;
  /** The page of what came of it. */
  reviewHref: string;
  review: { outcome: string; measured: string; finding: string; by: string; at: string } | null;
}
