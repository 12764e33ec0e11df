import { z } from "zod";
import { outcomeInWords } from "~/domain/act/outcome-words";
import { classNames, proposalClasses } from "~/domain/act/s02-interpretation";
import { publicities } from "~/domain/act/s26-publicity";
import { publicityNames } from "~/domain/parish/charter-words";
import { voteStates, voteStateWords } from "~/domain/vote/vote-state";
import { viewVote } from "../../queries/view-vote";
import { collection, inTime, ofPlace, placeColumns } from "../collection";
import { at, instant, place, proposalOf, ruling, rulingOf } from "../fields";

const purposeWords = {
  proposal: "On a proposal",
  charter: "On the charter",
  renewal: "On renewing the parish",
  ending: "On ending the parish sooner",
  convenor: "On who is convenor",
  practice: "A practice vote of the simulation",
} as const;

/** The record of a closed vote never changes again. */
const secondsKept = 3_600;

export const votes = collection({
  name: "votes",
  title: "Votes",
  one: "a vote",
  description:
    "Votes with their terms and results, in the order in which notice of them was given. While a vote is open its count is here exactly as far as it is public to everybody at that moment. How anybody can recount is told in docs/vote-record.md.",
  key: "id",
  at: (item) => item.noticeAt,
  filters: ["council", "parish", "state", "since"],
  since: "when notice of it was given",
  item: z.object({
    id: z.guid(),
    parish: place(),
    proposal: proposalOf().nullable(),
    purpose: z.enum(["proposal", "charter", "renewal", "ending", "convenor", "practice"]),
    purposeWords: z.string(),
    round: z.int(),
    question: z.string(),
    method: z.literal("yes_no_abstain"),
    class: z.enum(proposalClasses),
    classWords: z.string(),
    publicity: z.enum(publicities),
    publicityWords: z.string(),
    noticeAt: instant(),
    opensAt: instant(),
    closesAt: instant(),
    paperDueAt: instant().nullable().describe("Until when paper ballots are counted; null for a vote without paper"),
    state: z.enum(voteStates),
    stateWords: z.string(),
    cancelledAt: instant().nullable(),
    cancelledReason: z.string(),
    rollSize: z.int().nullable().describe("How many may vote; null until the roll is frozen"),
    cast: z.int().nullable().describe("How many have voted; null while that is sealed"),
    counts: z
      .object({ for: z.int(), against: z.int(), abstain: z.int() })
      .nullable()
      .describe("The running count or the result; null unless it is public now"),
    counted: z.int().nullable().describe("How many ballots the counts hold"),
    seq: z.int().describe("Number of the last published step of the count"),
    step: z.string().nullable().describe("Its hash"),
    ruling: ruling().nullable().describe("The decision once closed; before that, how far it is from one"),
    paper: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe("What may be said of the papers once it has closed; null for a vote without paper"),
    outcomeWords: z.string().describe("What the ruling says, in a few words"),
    record: z.string().nullable().describe("Address of what was fixed when it opened, the keys, and the result"),
    steps: z.string().nullable().describe("Address of the signed steps of its count"),
    log: z.string().nullable().describe("Address of its log"),
    ballots: z.string().nullable().describe("Address of the ballot file, once it has closed"),
  }),
  keeps: ({ state }) => (state === "closed" ? secondsKept : 0),
  async read(db, asked) {
    const { when, page } = inTime("noticeAt", asked);
    const rows = await db.vote.findMany({
      ...page,
      where: { AND: when, ...ofPlace(asked) },
      include: { parish: placeColumns, proposal: { select: { id: true, number: true, title: true } } },
    });
    return rows.map((row) => {
      const view = viewVote(row, asked.now);
      const file = (name: string, isThere: unknown) => (isThere ? `/votes/${row.id}/${name}` : null);
      return {
        id: row.id,
        parish: row.parish,
        proposal: row.proposal,
        purpose: row.purpose,
        purposeWords: purposeWords[row.purpose],
        round: row.round,
        question: view.question,
        method: view.method,
        class: view.class,
        classWords: classNames[view.class],
        publicity: view.publicity,
        publicityWords: publicityNames[view.publicity].name,
        noticeAt: at(row.noticeAt),
        opensAt: view.opensAt,
        closesAt: view.closesAt,
        paperDueAt: view.paperDueAt,
        state: view.state,
        stateWords: voteStateWords[view.state],
        cancelledAt: at(row.cancelledAt),
        cancelledReason: row.cancelledReason,
        rollSize: view.rollSize,
        cast: view.cast,
        counts: view.counts,
        counted: view.counted,
        seq: view.seq,
        step: view.step,
        ruling: view.ruling && rulingOf(view.ruling),
        paper: view.paper && { ...view.paper },
        outcomeWords: view.ruling ? outcomeInWords(view.ruling.outcome) : "",
        record: file("record.json", row.openedAt),
        steps: file("steps.ndjson", row.openedAt),
        log: file("log.txt", row.openedAt),
        ballots: file("ballots.ndjson", row.closedAt),
      };
    });
  },
});
