import type { Rules, Ruling } from "~/domain/act/ruling";
import { lastDayBefore, pauseReasons } from "~/domain/act/s34-clock";
import type { Answer } from "~/domain/act/s35-answer";
import { groundOf } from "~/domain/act/s36-coded-grounds";
import { silenceRuling } from "~/domain/act/s37-silence";
import { slippage } from "~/domain/act/s38-commitments";
import type { ReviewOutcome } from "~/domain/act/s39-outcome-review";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { AnswerEvent, CommitmentView, CouncilAnswerView } from "~/domain/response/council-answer";
import { type DutyDates, dutyFigures } from "~/domain/response/duty-arithmetic";
import { type DutyFacts, dueInWorkingDays, dutyStanding, isPaused, nextStep } from "~/domain/response/duty-clock";
import { directedWords } from "~/domain/response/matters";
import { type CivilDate, civilDateOf } from "~/domain/time/civil";
import { dayInWords, instantInWords, people } from "~/domain/time/words";
import { fromDateColumn, type Read } from "../persistence/db";
import { bindingOf, consentRulingOf, effectOf, type FoundDuty, findDutyOfProposal } from "./find-duty";

/** Each answer in one sentence. */
export const answerWords: Record<Answer, string> = {
  accept: "The council accepts the decision",
  modify: "The council would do it in a changed way",
  reject: "The council rejects the decision",
  commit: "The council will do what the parish decided",
  object: "The council objects to the decision",
};

/** What a review decided, in a few words. */
export const outcomeWords: Record<ReviewOutcome, string> = {
  keep: "Keep it",
  amend: "Amend it",
  lapse: "Let it lapse",
};

/**
 * Everything a page shows of what the council does about a proposal that passed, as one person sees it at an instant.
 * Null when the council owes nothing about it.
 */
export async function getCouncilAnswer(
  db: Read,
  proposalId: string,
  actor: Actor,
  now: Date,
): Promise<CouncilAnswerView | null> {
  const found = await findDutyOfProposal(db, proposalId);
  return found ? viewCouncilAnswer(db, found, actor, now) : null;
}

/** The same for a duty that is already at hand. */
export async function viewCouncilAnswer(
  db: Read,
  found: FoundDuty,
  actor: Actor,
  now: Date,
): Promise<CouncilAnswerView> {
  const { row, rules } = found;
  const { response, proposal } = row;
  const subject = { councilId: row.councilId };
  const mayOpen = may(actor, "docket.read", subject).holds;
  return {
    council: { name: row.council.name, slug: row.council.slug },
    dutyHref: mayOpen ? `/councils/${row.council.slug}/docket/${row.id}` : null,
    clock: clockOf(found, now),
    events: eventsOf(found, now),
    binding: bindingOf(found),
    newDate: directedWords(row),
    silence: silenceRuling(rules, { dueAt: row.answerBy, answeredAt: row.answeredAt, now }),
    figures: figuresOf(found),
    answer: response
      ? {
          answer: response.answer,
          effect: effectOf(found, now) ?? "pending",
          sentence: answerWords[response.answer],
          at: instantInWords(response.at),
          ground: groundNamed(response.ground),
          reasons: response.reasons,
          modifiedText: response.modifiedText,
          officerName: response.officerName,
          officerPost: response.officerPost,
          isLate: response.at >= row.answerBy,
          ruling: response.ruling as unknown as Ruling,
        }
      : null,
    consent: consentOf(found, actor, now),
    commitments: commitmentsOf(found, now),
    progress: proposal ? await progressOf(db, row.parishId, proposal.number) : [],
    reviewHref: `/parishes/${row.parish.slug}/proposals/${proposal?.number}/review`,
    reviewDue: proposal?.measureOn ? dayInWords(fromDateColumn(proposal.measureOn)) : "",
    review: proposal?.review
      ? {
          outcome: outcomeWords[proposal.review.outcome],
          measured: proposal.review.measured,
          finding: proposal.review.finding,
          by: proposal.review.byName,
          at: dayInWords(proposal.review.at),
        }
      : null,
  };
}

/** What the council owes next on a duty, in words, and how that stands. */
export function clockOf(found: { row: DutyFacts; rules: Rules }, now: Date): CouncilAnswerView["clock"] {
  const { row, rules } = found;
  const standing = dutyStanding(rules, row, now);
  const next = nextStep(row, now);
  if (!next) return { dueWords: `Answered on ${dayInWords(row.answeredAt as Date)}`, standing };
  const things = { acknowledge: "Acknowledgement", date: "A day for the answer", answer: "Answer" };
  return { dueWords: `${things[next.step]} ${dueInWorkingDays(next.by, now)}`, standing };
}

/** The day on which the council said that it will answer, and whether that day has gone by without an answer. */
export function promisedDayWords(day: CivilDate, now: Date): string {
  const words = dayInWords(day);
  return day < civilDateOf(now)
    ? `The council said ${words}, and that day has passed.`
    : `The council said that it will answer on ${words}.`;
}

function answeredWords(count: number): string {
  return count === 0 ? "No seconder has answered yet." : `${people(count, "seconder has", "seconders have")} answered.`;
}

/** The arithmetic of a duty's clock (section 34). */
export function figuresOf(found: { row: Omit<DutyDates, "termDays">; rules: Rules; termDays: number | undefined }) {
  return dutyFigures(found.rules, { ...found.row, termDays: found.termDays });
}

function groundNamed(code: string | null) {
  const ground = code === null ? null : groundOf(code);
  return ground && { name: ground.name, explanation: ground.explanation };
}

function consentOf(found: FoundDuty, actor: Actor, now: Date): CouncilAnswerView["consent"] {
  const { response, proposal, parish } = found.row;
  const ruling = consentRulingOf(found, now);
  if (!ruling || !response || !proposal) return null;
  const own = response.consents.find((one) => one.personId === actor.personId);
  const isSeconder = proposal.seconders.some((one) => one.personId === actor.personId);
  const consents = response.consents.filter((one) => one.isConsent).length;
  return {
    ruling,
    until: response.consentUntil ? untilWords(response.consentUntil) : "",
    consents,
    refusals: response.consents.length - consents,
    seconders: proposal.seconders.length,
    mayAnswer: may(actor, "response.consent", { isSeconder }).holds && ruling.outcome === "pending",
    mine: own ? (own.isConsent ? "yes" : "no") : null,
    action: `/parishes/${parish.slug}/proposals/${proposal.number}/consent`,
  };
}

/** The end of a time as people say it: by the day whose end it is, or by the clock where it falls within a day. */
function untilWords(end: Date): string {
  const words = instantInWords(end);
  return words.startsWith("midnight") ? `the end of ${dayInWords(lastDayBefore(end))}` : words;
}

/** The commitments of a decision as a page shows them at an instant. */
export function commitmentsOf(found: FoundDuty, now: Date): CommitmentView[] {
  return (found.row.proposal?.commitments ?? []).map((commitment) => {
    const promisedOn = fromDateColumn(commitment.originalDueOn);
    const expectedOn = fromDateColumn(commitment.dueOn);
    const ruling = slippage(found.rules, {
      promisedOn,
      expectedOn,
      doneOn: commitment.doneAt && civilDateOf(commitment.doneAt),
      today: civilDateOf(now),
    });
    return {
      id: commitment.id,
      what: commitment.what,
      href: `/parishes/${found.row.parish.slug}/proposals/${found.row.proposal?.number}/commitments/${commitment.id}`,
      owner: [commitment.ownerName, commitment.owner].filter(Boolean).join(", "),
      firstPromised: dayInWords(promisedOn),
      nowExpected: dayInWords(expectedOn),
      hasMoved: promisedOn !== expectedOn,
      isDone: commitment.doneAt !== null,
      isLate: ruling.outcome === "late",
      sentence: ruling.sentence,
    };
  });
}

/** What was said about delivery, as the minute book holds it, newest first. */
async function progressOf(db: Read, parishId: string, number: number): Promise<CouncilAnswerView["progress"]> {
  const entries = await db.minuteEntry.findMany({
    where: { parishId, kind: "delivery_recorded", body: { path: ["proposal"], equals: number } },
    orderBy: { number: "desc" },
  });
  return entries.map((entry) => ({
    key: String(entry.number),
    when: dayInWords(entry.at),
    words: progressWords(entry.body as unknown as RecordedProgress),
  }));
}

interface RecordedProgress {
  step?: string;
  sentence?: string;
  dueOn?: CivilDate;
}

function progressWords({ step, sentence = "", dueOn }: RecordedProgress): string {
  switch (step) {
    case "milestone_added":
      return `A step on the way: ${sentence}${dueOn ? `, by ${dayInWords(dueOn)}` : ""}`;
    case "milestone_done":
      return `A step is done: ${sentence}`;
    default:
      return sentence;
  }
}

/** The steps of a duty in the order in which they happened or are due. */
function eventsOf(found: FoundDuty, now: Date): AnswerEvent[] {
  const { row } = found;
  const { response, proposal } = row;
  const next = nextStep(row, now);
  const events: AnswerEvent[] = [
    event("received", "The council received the decision", row.receivedAt, "done"),
    stepEvent("acknowledge", "The council acknowledged it", "The council acknowledges it", row.acknowledgedAt, {
      by: row.acknowledgeBy,
      now,
    }),
    stepEvent("date", "The council said when it will answer", "The council says when it will answer", row.datedAt, {
      by: row.dateBy,
      now,
      note: row.willAnswerOn && !row.answeredAt ? promisedDayWords(fromDateColumn(row.willAnswerOn), now) : "",
    }),
  ];
  if (row.pauseFrom && row.pauseUntil) {
    const reason = pauseReasons.find((one) => one.code === row.pauseReason);
    events.push(
      event("paused", "The council stopped its clock", row.pauseFrom, isPaused(row, now) ? "now" : "done", {
        note: `${reason ? `${reason.name}. ` : ""}The clock starts again on ${dayInWords(row.pauseUntil)}.`,
      }),
    );
  }
  events.push(
    stepEvent("answer", "The council answered", "The council answers", row.answeredAt, { by: row.answerBy, now }),
  );
  if (response?.answer === "modify" && response.consentUntil) {
    const isPending = effectOf(found, now) === "pending";
    events.push({
      ...event("consent", "The seconders were asked", response.at, isPending ? "now" : "done"),
      note: `${answeredWords(response.consents.length)} ${isPending ? `They have until ${untilWords(response.consentUntil)}.` : ""}`.trim(),
    });
  }
  if (proposal?.underWayAt) events.push(event("under_way", "Work is under way", proposal.underWayAt, "done"));
  if (proposal?.doneAt) events.push(event("done", "Done", proposal.doneAt, "done"));
  if (proposal?.review) events.push(event("reviewed", "The outcome was reviewed", proposal.review.at, "done"));
  else if (proposal?.measureOn && effectOf(found, now) === "stands") {
    const day = fromDateColumn(proposal.measureOn);
    events.push({
      key: "reviewed",
      title: "The outcome is measured and reviewed",
      when: dayInWords(day),
      dateTime: day,
      stage: "next",
      note: "",
      isLate: false,
    });
  }
  return events
    .filter((one) => one.stage !== "next" || !row.answeredAt || one.key === "reviewed")
    .map((one) => (one.key === next?.step ? { ...one, stage: "now" } : one));
}

function event(
  key: string,
  title: string,
  at: Date,
  stage: AnswerEvent["stage"],
  more: { note?: string; isLate?: boolean } = {},
): AnswerEvent {
  return {
    key,
    title,
    when: instantInWords(at),
    dateTime: at.toISOString(),
    stage,
    note: more.note ?? "",
    isLate: more.isLate ?? false,
  };
}

/** A step with a deadline: done in time or late, or still to come, or overdue. */
function stepEvent(
  key: string,
  doneTitle: string,
  title: string,
  doneAt: Date | null,
  about: { by: Date; now: Date; note?: string },
): AnswerEvent {
  const { by, now, note } = about;
  if (doneAt) return event(key, doneTitle, doneAt, "done", { note, isLate: doneAt >= by });
  const lastDay = lastDayBefore(by);
  return {
    key,
    title,
    when: `by the end of ${dayInWords(lastDay)}`,
    dateTime: lastDay,
    stage: "next",
    note: note ?? "",
    isLate: now >= by,
  };
}
