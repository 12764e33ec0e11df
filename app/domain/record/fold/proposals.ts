import { proposalClasses } from "../../act/s02-interpretation";
import { answers } from "../../act/s35-answer";
import type { Book, BookCommitment, BookProposal, BookVote, Steps } from "./book";
import { settleDuty } from "./duties";
import type { Facts } from "./facts";

/** Proposals from being put forward to the review of their outcome, and votes. */
export const proposals = {
  proposal_submitted(book, { at, facts }) {
    book.proposals.push({
      number: facts.amount("number"),
      author: facts.text("author"),
      ...textOf(facts),
      revision: 1,
      rules: facts.rules(),
      seconders: 0,
      secondersNeeded: facts.number("secondersNeeded"),
      submittedAt: at,
      secondingEndsAt: facts.instant("secondingEnds"),
      secondedAt: null,
      withdrawnAt: null,
      inadmissibleAt: null,
      ruledOutAt: null,
      secondedBeforeAt: null,
      noticeAt: null,
      underWayAt: null,
      doneAt: null,
      reviewedAt: null,
      answer: null,
      commitments: [],
    });
  },
  proposal_changed(book, { facts }) {
    change(book, facts, { ...textOf(facts), revision: facts.amount("revision") });
  },
  seconders_counted(book, { facts }) {
    change(book, facts, { seconders: facts.amount("seconders") });
  },
  proposal_seconded(book, { at, facts }) {
    change(book, facts, { seconders: facts.amount("seconders"), secondedAt: at });
  },
  proposal_withdrawn(book, { at, facts }) {
    change(book, facts, { withdrawnAt: at });
  },
  proposal_inadmissible(book, { at, facts }) {
    change(book, facts, { inadmissibleAt: at });
  },
  proposal_readmitted(book, { facts }) {
    const proposal = find(book, facts);
    if (!proposal) return;
    proposal.ruledOutAt = proposal.inadmissibleAt;
    proposal.secondedBeforeAt = proposal.secondedAt;
    proposal.inadmissibleAt = null;
    proposal.secondedAt = facts.instant("secondedAt");
    proposal.secondingEndsAt = facts.instant("secondingEnds");
  },
  notice_given(book, { at, facts }) {
    planVote(book, at, facts);
    change(book, facts, { noticeAt: at });
  },
  simulated_vote_called(book, { at, facts }) {
    planVote(book, at, facts);
  },
  paper_offered(book, { facts }) {
    changeVote(book, facts, { paperDueAt: facts.instant("paperDueAt") });
  },
  vote_opened(book, { at, facts }) {
    changeVote(book, facts, { openedAt: at, roll: facts.number("roll") });
  },
  vote_closed(book, { at, facts }) {
    changeVote(book, facts, { closedAt: at, outcome: facts.text("outcome") });
  },
  vote_cancelled(book, { at, facts }) {
    changeVote(book, facts, { cancelledAt: at });
  },
  council_answered(book, { at, facts }) {
    const answer = answers.find((one) => one === facts.text("answer"));
    if (!answer) return;
    const consentUntil = facts.instant("consentUntil");
    change(book, facts, { answer: { answer, at, consentUntil, consents: 0, refusals: 0 } });
    settleDuty(book, "decision", at, facts.number("proposal"));
  },
  consent_given(book, { facts }) {
    const answer = find(book, facts)?.answer;
    if (!answer) return;
    answer.consents = facts.amount("consents");
    answer.refusals = facts.amount("refusals");
  },
  commitment_made(book, { facts }) {
    const dueOn = facts.day("dueOn");
    if (!dueOn) return;
    find(book, facts)?.commitments.push({
      id: facts.text("commitment"),
      what: facts.text("what"),
      owner: facts.text("owner"),
      originalDueOn: dueOn,
      dueOn,
      doneAt: null,
      askedFor: null,
      takenOverAt: null,
    });
  },
  delivery_recorded(book, { at, facts }) {
    const proposal = find(book, facts);
    if (!proposal) return;
    const step = facts.text("step");
    if (step === "under_way") proposal.underWayAt = at;
    const commitment = commitmentOf(proposal, facts);
    if (commitment && step === "done") commitment.doneAt = at;
    if (commitment && step === "moved") commitment.dueOn = facts.day("nowExpected") ?? commitment.dueOn;
    if (facts.isTrue("isEverythingDone")) proposal.doneAt = at;
  },
  handover_asked(book, { facts }) {
    // Whoever accepted before is asked no more.
    handOver(book, facts, () => ({ askedFor: book.parish.sunsetAt, takenOverAt: null }));
  },
  handover_accepted(book, { facts }) {
    // Older entries only name the receiver.
    const isCouncil = facts.has("isCouncil") ? facts.isTrue("isCouncil") : facts.text("receiver") === book.council;
    handOver(book, facts, ({ askedFor }) => ({ takenOverAt: isCouncil ? null : askedFor }));
  },
  handover_refused(book, { facts }) {
    handOver(book, facts, () => ({ askedFor: null, takenOverAt: null }));
  },
  outcome_reviewed(book, { at, facts }) {
    change(book, facts, { reviewedAt: at });
  },
} satisfies Steps;

/** The proposal that an entry is about: kinds of entries differ in what they call its number. */
function find(book: Book, facts: Facts): BookProposal | undefined {
  const number = facts.number("number") ?? facts.number("proposal");
  return book.proposals.find((one) => one.number === number);
}

function change(book: Book, facts: Facts, what: Partial<BookProposal>): void {
  const proposal = find(book, facts);
  if (proposal) Object.assign(proposal, what);
}

function textOf(facts: Facts) {
  return {
    title: facts.text("title"),
    catalogueId: facts.text("power") || null,
    change: facts.text("change"),
    place: facts.text("place"),
    costPence: facts.amount("costPence"),
    measureOn: facts.day("measureOn"),
    class: proposalClasses.find((one) => one === facts.text("class")) ?? null,
  };
}

function planVote(book: Book, at: Date, facts: Facts): void {
  const opensAt = facts.instant("opensAt");
  const closesAt = facts.instant("closesAt");
  if (!opensAt || !closesAt) return;
  book.votes.push({
    id: facts.text("vote"),
    proposal: facts.number("number"),
    question: facts.text("question"),
    class: facts.text("class") || "ordinary",
    round: facts.number("round") ?? 1,
    noticeAt: at,
    opensAt,
    closesAt,
    paperDueAt: null,
    openedAt: null,
    roll: null,
    closedAt: null,
    outcome: null,
    cancelledAt: null,
  });
}

function changeVote(book: Book, facts: Facts, what: Partial<BookVote>): void {
  const vote = book.votes.find(({ id }) => id === facts.text("vote"));
  if (vote) Object.assign(vote, what);
}

/** What is handed over is named by its kind and its identifier; only commitments stand on a page that can be seen as it stood. */
function handOver(book: Book, facts: Facts, change: (commitment: BookCommitment) => Partial<BookCommitment>): void {
  if (facts.text("thing") !== "commitment") return;
  const commitment = book.proposals
    .flatMap(({ commitments }) => commitments)
    .find(({ id }) => id === facts.text("subject"));
  if (commitment) Object.assign(commitment, change(commitment));
}

/** Commitments are named in an entry; in older ones they are told apart by what was promised and for when. */
function commitmentOf({ commitments }: BookProposal, facts: Facts) {
  const id = facts.text("commitment");
  if (id) return commitments.find((one) => one.id === id);
  return commitments.find(
    (one) => one.what === facts.text("what") && one.originalDueOn === facts.day("firstPromised") && !one.doneAt,
  );
}
