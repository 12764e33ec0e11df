import { randomBytes } from "node:crypto";
import type { Rules, Ruling } from "~/domain/act/ruling";
import { openingInstant, votingWindow } from "~/domain/act/s25-window";
import { defaultPublicity, tallyStepBallotsOf } from "~/domain/act/s26-publicity";
import { addMonths, type CivilDate, civilDateOf, compareDates } from "~/domain/time/civil";
import { announceNoticeGiven } from "../notices/about-votes";
import { type Tx, toJson, type VotePurpose } from "../persistence/db";
import type { FoundParish } from "../queries/find-parish";
import { appendMinute } from "./minute-book";
import { invalid } from "./outcome";

/** A vote about the parish itself rather than about a proposal: its charter, its term, its end, or its convenor. */
export interface ParishVote {
  purpose: Exclude<VotePurpose, "proposal" | "practice">;
  question: string;
  opensOn: CivilDate;
  rules: Rules;
  /** Which time the same question is put, from 1. */
  round: number;
  /** The ruling that allows it. */
  ruling: Ruling;
  /** For a renewal or an earlier end: the sunset that it would set. */
  asksSunsetAt?: Date;
  /** For the convenor's office: who would be convenor. */
  asksConvenorId?: string;
  /** Who called it; left out where nobody in particular did. */
  by?: string;
}

/** Nobody plans a vote further ahead than this; it catches a slip of the year. */
const furthestMonths = 12;

export function isTooFarOff(opensOn: CivilDate, now: Date): boolean {
  return compareDates(opensOn, addMonths(civilDateOf(now), furthestMonths)) > 0;
}

export function tooFarOff() {
  return invalid([{ field: "opensOn", message: "Choose a day within a year from today." }]);
}

/**
 * Gives notice of a vote about the parish itself, in the transaction of the command that was allowed to call it and holds the parish's
 * lock. Such a vote is in the charter class; everything that governs it is fixed here.
 */
export async function callParishVote(
  tx: Tx,
  found: FoundParish,
  now: Date,
  called: ParishVote,
): Promise<{ voteId: string; opensAt: Date }> {
  const { purpose, question, rules, round, ruling, asksSunsetAt, asksConvenorId } = called;
  const opensAt = openingInstant(called.opensOn);
  const { closesAt } = votingWindow(rules, opensAt);
  const vote = await tx.vote.create({
    data: {
      parishId: found.row.id,
      proposalId: null,
      purpose,
      asksSunsetAt: asksSunsetAt ?? null,
      asksConvenorId: asksConvenorId ?? null,
      class: "charter",
      question,
      method: "yes_no_abstain",
      publicity: defaultPublicity("charter"),
      tallyStepBallots: tallyStepBallotsOf(rules),
      seed: randomBytes(32).toString("hex"),
      rules: toJson(rules),
      round,
      noticeAt: now,
      opensAt,
      closesAt,
    },
  });
  await appendMinute(tx, found.row.id, now, "notice_given", {
    vote: vote.id,
    purpose,
    question,
    class: vote.class,
    method: vote.method,
    publicity: vote.publicity,
    round,
    opensAt: opensAt.toISOString(),
    closesAt: closesAt.toISOString(),
    seed: vote.seed,
    sunset: asksSunsetAt?.toISOString(),
    sentence: ruling.sentence,
    sections: ruling.sections,
    by: called.by,
    actVersion: rules.actVersion,
    scheduleVersion: rules.scheduleVersion,
  });
  await announceNoticeGiven(tx, vote);
  return { voteId: vote.id, opensAt };
}
