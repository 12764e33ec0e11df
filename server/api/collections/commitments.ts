import { z } from "zod";
import { actInForce } from "~/domain/act/act-in-force";
import { slippage } from "~/domain/act/s38-commitments";
import { civilDateOf } from "~/domain/time/civil";
import { fromDateColumn, rulesOf } from "../../persistence/db";
import { collection, inTime, ofProposalIn, placeColumns } from "../collection";
import { at, day, instant, on, place, proposalOf, ruling, rulingOf } from "../fields";

const stateWords = {
  kept: "Done as promised",
  late: "Late",
  moved: "Moved to a later day",
  on_course: "On course",
} as const;

export const commitments = collection({
  name: "commitments",
  title: "Commitments",
  one: "a commitment",
  description:
    "What councils promised to do about decisions, who answers for it, the day first promised beside the day now given, and how that stands. In the order in which they were made.",
  key: "id",
  at: (item) => item.madeAt,
  filters: ["council", "parish", "state", "since"],
  since: "when it was made",
  item: z.object({
    id: z.guid(),
    parish: place(),
    proposal: proposalOf(),
    what: z.string(),
    owner: z.string().describe("The name or post of whoever answers for it"),
    promisedOn: day().describe("The day first promised"),
    expectedOn: day().describe("The day now given"),
    state: z.enum(["kept", "late", "moved", "on_course"]),
    stateWords: z.string(),
    ruling: ruling(),
    madeAt: instant(),
    doneAt: instant().nullable(),
    milestones: z.array(z.object({ what: z.string(), dueOn: day(), doneAt: instant().nullable() })),
    evidence: z
      .array(
        z.object({
          file: z.string().describe("Where it lies on this site"),
          type: z.string().describe("Its media type"),
          sha256: z.string(),
          shows: z.string().describe("What it shows, in words"),
          at: instant(),
        }),
      )
      .describe("Pictures and documents of the council and of residents; those that were hidden are not here"),
    reports: z
      .object({ done: z.int(), notDone: z.int(), hidden: z.int() })
      .describe("How many residents reported it done, and how many not done; how many of these reports are hidden"),
  }),
  async read(db, asked) {
    const { when, page } = inTime("madeAt", asked);
    const rows = await db.commitment.findMany({
      ...page,
      where: { AND: when, ...ofProposalIn(asked) },
      include: {
        milestones: { orderBy: [{ dueOn: "asc" }, { id: "asc" }] },
        // A resident's file is public while a report that is not hidden shows it.
        evidence: {
          where: { hiddenAt: null, OR: [{ stepId: { not: null } }, { reports: { some: { hiddenAt: null } } }] },
          select: { id: true, mime: true, hash: true, alt: true, at: true },
          orderBy: [{ at: "asc" }, { id: "asc" }],
        },
        reports: { select: { isDone: true, hiddenAt: true } },
        proposal: {
          select: { id: true, number: true, title: true, parish: placeColumns, duty: { select: { rules: true } } },
        },
      },
    });
    return rows.map(({ proposal: { parish, duty, ...proposal }, ...row }) => {
      const how = slippage(duty ? rulesOf(duty.rules) : actInForce, {
        promisedOn: fromDateColumn(row.originalDueOn),
        expectedOn: fromDateColumn(row.dueOn),
        doneOn: row.doneAt && civilDateOf(row.doneAt),
        today: civilDateOf(asked.now),
      });
      const state = how.outcome as keyof typeof stateWords;
      return {
        id: row.id,
        parish,
        proposal,
        what: row.what,
        owner: row.owner,
        promisedOn: on(row.originalDueOn),
        expectedOn: on(row.dueOn),
        state,
        stateWords: stateWords[state],
        ruling: rulingOf(how),
        madeAt: at(row.madeAt),
        doneAt: at(row.doneAt),
        milestones: row.milestones.map((one) => ({ what: one.what, dueOn: on(one.dueOn), doneAt: at(one.doneAt) })),
        evidence: row.evidence.map((one) => ({
          file: `/parishes/${parish.slug}/proposals/${proposal.number}/commitments/${row.id}/files/${one.id}`,
          type: one.mime,
          sha256: one.hash,
          shows: one.alt,
          at: at(one.at),
        })),
        reports: {
          done: row.reports.filter(({ isDone }) => isDone).length,
          notDone: row.reports.filter(({ isDone }) => !isDone).length,
          hidden: row.reports.filter(({ hiddenAt }) => hiddenAt !== null).length,
        },
      };
    });
  },
});
