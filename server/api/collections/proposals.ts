import { z } from "zod";
import { classNames, proposalClasses } from "~/domain/act/s02-interpretation";
import { moneyTypeNames, moneyTypes } from "~/domain/act/s05-charter";
import { tierIds } from "~/domain/act/s13-tiers";
import { admissibilityGrounds } from "~/domain/act/s19-admissibility";
import { type ProposalState, proposalStates, proposalStateWords } from "~/domain/proposal/proposal-state";
import { standingsOfSome } from "../../queries/proposal-facts";
import { collection, inTime, ofPlace, placeColumns } from "../collection";
import { at, day, ground, instant, money, on, pence, place } from "../fields";

const publicStates = proposalStates.filter((state) => state !== "draft") as [ProposalState, ...ProposalState[]];

export const proposals = collection({
  name: "proposals",
  title: "Proposals",
  one: "a proposal",
  description:
    "Proposals that were put forward, in the order in which they were. Drafts belong to whoever writes them.",
  key: "id",
  at: (item) => item.submittedAt,
  filters: ["council", "parish", "state", "since"],
  since: "when it was put forward",
  item: z.object({
    id: z.guid(),
    parish: place(),
    number: z.int().describe("Its number in its parish"),
    title: z.string(),
    author: z.string().describe("As its page names them"),
    state: z.enum(publicStates),
    stateWords: z.string(),
    place: z.string().describe("Where"),
    change: z.string().describe("What would change"),
    startsOn: day().nullable(),
    class: z.enum(proposalClasses).nullable(),
    classWords: z.string(),
    power: z
      .object({ id: z.guid(), name: z.string(), tier: z.enum(tierIds) })
      .nullable()
      .describe("The power that it relies on"),
    cost: money(),
    moneyType: z.enum(moneyTypes),
    moneyTypeWords: z.string(),
    moneySource: z.string(),
    whoPaysAfter: z.string().describe("Who pays after the sunset"),
    measure: z.string(),
    baseline: z.string(),
    target: z.string(),
    measureOn: day().nullable(),
    revision: z.int(),
    seconders: z.int(),
    secondersNeeded: z.int().nullable(),
    queuePlace: z.int().nullable().describe("Its place while it waits to be discussed"),
    submittedAt: instant(),
    secondingEndsAt: instant().nullable(),
    secondedAt: instant().nullable(),
    deliberationStartedAt: instant()
      .nullable()
      .describe("Since when it is being discussed; null once notice of a vote is given"),
    noticeAt: instant().nullable(),
    withdrawnAt: instant().nullable(),
    inadmissibleAt: instant().nullable(),
    inadmissibleGround: ground(),
    inadmissibleReasons: z.string(),
    underWayAt: instant().nullable(),
    doneAt: instant().nullable(),
    votes: z.array(z.guid()).describe("Its votes, the first round first"),
  }),
  async read(db, asked) {
    const { when, page } = inTime("submittedAt", asked);
    const rows = await db.proposal.findMany({
      ...page,
      where: { AND: when, ...ofPlace(asked), submittedAt: { not: null } },
      include: {
        parish: placeColumns,
        author: { select: { name: true } },
        votes: { orderBy: { round: "asc" }, select: { id: true } },
        _count: { select: { seconders: { where: { withdrawnAt: null } } } },
      },
    });
    const standings = await standingsOfSome(db, rows, asked.now);
    return rows.flatMap((row) => {
      const standing = standings.get(row.id);
      if (!standing || !row.submittedAt) return [];
      const ruledOut = admissibilityGrounds.find(({ id }) => id === row.inadmissibleGround);
      const { powerId, tier } = standing;
      return [
        {
          id: row.id,
          parish: row.parish,
          number: row.number,
          title: row.title,
          author: row.author.name,
          state: standing.state,
          stateWords: proposalStateWords[standing.state],
          place: row.place,
          change: row.change,
          startsOn: on(row.startsOn),
          class: row.class,
          classWords: row.class ? classNames[row.class] : "",
          power: powerId && tier ? { id: powerId, name: standing.powerName, tier } : null,
          cost: pence(row.costPence),
          moneyType: row.moneyType,
          moneyTypeWords: moneyTypeNames[row.moneyType],
          moneySource: row.moneySource,
          whoPaysAfter: row.whoPaysAfter,
          measure: row.measure,
          baseline: row.baseline,
          target: row.target,
          measureOn: on(row.measureOn),
          revision: row.revision,
          seconders: row._count.seconders,
          secondersNeeded: row.secondersNeeded,
          queuePlace: standing.place,
          submittedAt: at(row.submittedAt),
          secondingEndsAt: at(row.secondingEndsAt),
          secondedAt: at(row.secondedAt),
          deliberationStartedAt: at(standing.deliberationStartedAt),
          noticeAt: at(row.noticeAt),
          withdrawnAt: at(row.withdrawnAt),
          inadmissibleAt: at(row.inadmissibleAt),
          inadmissibleGround: ruledOut ? { code: ruledOut.id, name: ruledOut.name } : null,
          inadmissibleReasons: row.inadmissibleReasons,
          underWayAt: at(row.underWayAt),
          doneAt: at(row.doneAt),
          votes: row.votes.map(({ id }) => id),
        },
      ];
    });
  },
});
