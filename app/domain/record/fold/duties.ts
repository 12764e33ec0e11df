import { type DutyKind, dutyAbout } from "../../response/duty-kinds";
import { startOfDay } from "../../time/civil";
import type { Book, BookDuty, Steps } from "./book";
import type { Facts } from "./facts";

/** What the council owes, and what it says about it on the way to its answer. */
export const duties = {
  decision_received(book, { at, facts }) {
    receiveDuty(book, "decision", at, facts);
  },
  renewal_received(book, { at, facts }) {
    receiveDuty(book, "renewal", at, facts);
  },
  duty_acknowledged(book, { at, facts }) {
    const duty = find(book, facts);
    if (duty) duty.acknowledgedAt = at;
  },
  duty_dated(book, { at, facts }) {
    const duty = find(book, facts);
    if (!duty) return;
    duty.datedAt ??= at;
    duty.willAnswerOn = facts.day("willAnswerOn");
  },
  duty_paused(book, { at, facts }) {
    const duty = find(book, facts);
    const until = facts.day("until");
    if (!duty || !until) return;
    duty.pauseFrom = at;
    duty.pauseUntil = startOfDay(until);
    duty.answerBy = facts.instant("answerBy") ?? duty.answerBy;
  },
  new_date_directed(book, { facts }) {
    const duty = find(book, facts);
    // A late answer stays late: only an objection that was not good leaves the council with a new time to answer.
    if (!duty || !facts.isTrue("isOwedAgain")) return;
    duty.answeredAt = null;
    duty.answerBy = facts.instant("directedBy") ?? duty.answerBy;
  },
} satisfies Steps;

/** Puts something on the council's docket. Of an old entry that tells only when the answer is due, the other two days are the same. */
export function receiveDuty(book: Book, kind: DutyKind, at: Date, facts: Facts): void {
  const answerBy = facts.instant("answerBy");
  if (!answerBy) return;
  book.duties.push({
    kind,
    proposal: facts.number("proposal"),
    receivedAt: at,
    acknowledgeBy: facts.instant("acknowledgeBy") ?? answerBy,
    dateBy: facts.instant("dateBy") ?? answerBy,
    answerBy,
    acknowledgedAt: null,
    datedAt: null,
    willAnswerOn: null,
    pauseFrom: null,
    pauseUntil: null,
    answeredAt: null,
  });
}

/** Every duty of a kind that was open, or the one about a proposal, is answered. */
export function settleDuty(book: Book, kind: DutyKind, at: Date, proposal: number | null = null): void {
  for (const duty of book.duties) {
    if (duty.kind === kind && duty.proposal === proposal) duty.answeredAt ??= at;
  }
}

/** The duty that an entry is about: the decision on a proposal, or the last of the others that it names. */
function find(book: Book, facts: Facts): BookDuty | undefined {
  const proposal = facts.number("proposal");
  const isMeant = ({ kind, ...duty }: BookDuty) =>
    kind === "decision" ? duty.proposal === proposal : proposal === null && dutyAbout[kind] === facts.text("about");
  return book.duties.filter(isMeant).at(-1);
}
