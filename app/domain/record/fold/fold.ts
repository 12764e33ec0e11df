import type { Entry } from "../chain";
import type { EntryKind } from "../entry-kinds";
import type { Book, Step } from "./book";
import { duties } from "./duties";
import { factsOf } from "./facts";
import { founding } from "./founding";
import { offices } from "./offices";
import { powers } from "./powers";
import { proposals } from "./proposals";
import { schedules } from "./schedules";

const nothing: Step = () => {};

/** Every kind of entry has its step, so that a new kind cannot be forgotten. */
const steps: Readonly<Record<EntryKind, Step>> = {
  ...founding,
  ...powers,
  ...proposals,
  ...duties,
  ...offices,
  ...schedules,
  // What these tell stands on other pages than those that can be seen as they stood.
  signing_key_changed: nothing,
  office_not_taken: nothing,
  requisition_started: nothing,
  requisition_closed: nothing,
  conflict_declared: nothing,
  conflict_withdrawn: nothing,
  acting_person_named: nothing,
  count_contested: nothing,
  ruling_contested: nothing,
  statement_made: nothing,
  recount_directed: nothing,
  finding_published: nothing,
  argument_hidden: nothing,
  action_measured: nothing,
  delivery_reported: nothing,
  delivery_report_answered: nothing,
  delivery_hidden: nothing,
  delivery_shown: nothing,
  outcome_measured: nothing,
  review_comment_hidden: nothing,
  asset_added: nothing,
  asset_removed: nothing,
  handover_signed_off: nothing,
};

/**
 * Folds a minute book into what it explains of its parish.
 *
 * @param entries in their order; what of them lies after the instant does not count
 * @param until the instant: an entry of that very instant counts
 */
export function foldBook(entries: readonly Pick<Entry, "at" | "kind" | "body">[], until: Date): Book {
  const book = emptyBook();
  for (const { at: written, kind, body } of entries) {
    const at = new Date(written);
    if (at > until) continue;
    book.begunAt ??= at;
    steps[kind]?.(book, { at, kind, facts: factsOf(body) });
  }
  return book;
}

function emptyBook(): Book {
  return {
    begunAt: null,
    name: "",
    council: "",
    problem: "",
    endPoint: "",
    wards: [],
    startsOn: null,
    termMonths: null,
    priorityActions: [],
    asked: [],
    money: { pence: 0, type: "none", purpose: "" },
    publicity: { ordinary: null, spending: null },
    receiver: { name: "", takes: "" },
    founders: 0,
    supporters: 0,
    electorate: null,
    supportersNeeded: null,
    roll: null,
    parish: {
      gatheringOpenedAt: null,
      gatheringEndsAt: null,
      gatheringMetAt: null,
      reviewCompletedAt: null,
      declinedAt: null,
      approvedAt: null,
      rejectedAt: null,
      activeFromAt: null,
      termStartsOn: null,
      nextTermStartsOn: null,
      sunsetAt: null,
      withdrawnAt: null,
      suspendedAt: null,
      revokedAt: null,
      rules: null,
    },
    decisions: [],
    powers: [],
    orders: [],
    offices: [],
    proposals: [],
    votes: [],
    duties: [],
    midTermReviews: [],
    schedules: [],
  };
}
