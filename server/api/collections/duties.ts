import { z } from "zod";
import { pauseReasons } from "~/domain/act/s34-clock";
import { type DutyStanding, dueInWorkingDays, dutyStanding, dutySteps, nextStep } from "~/domain/response/duty-clock";
import { dutyKinds, dutyTitle } from "~/domain/response/duty-kinds";
import { type Read, rulesOf } from "../../persistence/db";
import { type Asked, collection, inTime, ofPlace, placeColumns } from "../collection";
import { at, day, instant, on, place, proposalOf } from "../fields";

const stateWords: Readonly<Record<DutyStanding, string>> = {
  on_time: "In time",
  overdue: "Late",
  paused: "The clock stands still",
  escalated: "Late, and before the Commissioner",
  answered: "Answered",
};

/**
 * A decision is received at the end of its count, however late the count is written: as long as a vote that is due is not counted, what was received
 * after its end could be overtaken.
 */
async function untilCounted(db: Read, asked: Asked): Promise<Asked> {
  if (asked.settledBefore === undefined) return asked;
  const rows = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT least(${asked.settledBefore}, min(coalesce(paper_due_at, closes_at))) AS at
    FROM vote WHERE closed_at IS NULL AND cancelled_at IS NULL`;
  return { ...asked, settledBefore: rows[0]?.at ?? asked.settledBefore };
}

export const duties = collection({
  name: "duties",
  title: "What councils owe",
  one: "something that a council owes",
  description:
    "What councils owe parishes by a deadline: reviews of charters, answers to decisions, powers to confirm after a renewal. In the order in which they received them. Lateness is worked out by the clock at the moment of asking.",
  key: "id",
  at: (item) => item.receivedAt,
  filters: ["council", "parish", "state", "since"],
  since: "when the council received it",
  item: z.object({
    id: z.guid(),
    council: place(),
    parish: place(),
    kind: z.enum(dutyKinds),
    title: z.string(),
    proposal: proposalOf().nullable(),
    state: z.enum(["on_time", "overdue", "paused", "escalated", "answered"]),
    stateWords: z.string(),
    next: z
      .object({ step: z.enum(dutySteps), by: instant(), words: z.string().describe("“9 working days late”") })
      .nullable()
      .describe("What is owed next; null once it is answered"),
    receivedAt: instant(),
    acknowledgeBy: instant().describe("Deadlines are exclusive: this instant is the first that is too late"),
    acknowledgedAt: instant().nullable(),
    dateBy: instant(),
    datedAt: instant().nullable(),
    willAnswerOn: day().nullable().describe("The day on which the council said that it will answer"),
    pauseFrom: instant().nullable(),
    pauseUntil: instant().nullable(),
    pauseReason: z.object({ code: z.string(), name: z.string() }).nullable(),
    answerBy: instant(),
    answeredAt: instant().nullable(),
    wasLate: z.boolean().describe("Whether the answer came late, or is late now"),
  }),
  async read(db, asked) {
    const { when, page } = inTime("receivedAt", await untilCounted(db, asked));
    const rows = await db.duty.findMany({
      ...page,
      where: {
        AND: when,
        ...ofPlace(asked),
        // Nobody owes an answer to a charter that its founders took back.
        OR: [{ answeredAt: { not: null } }, { parish: { withdrawnAt: null } }],
      },
      include: {
        council: placeColumns,
        parish: placeColumns,
        proposal: { select: { id: true, number: true, title: true } },
      },
    });
    return rows.map((row) => {
      const state = dutyStanding(rulesOf(row.rules), row, asked.now);
      const next = nextStep(row, asked.now);
      const pause = pauseReasons.find(({ code }) => code === row.pauseReason);
      return {
        id: row.id,
        council: row.council,
        parish: row.parish,
        kind: row.kind,
        title: dutyTitle(row.kind, row.proposal?.title),
        proposal: row.proposal,
        state,
        stateWords: stateWords[state],
        next: next && { step: next.step, by: at(next.by), words: dueInWorkingDays(next.by, asked.now) },
        receivedAt: at(row.receivedAt),
        acknowledgeBy: at(row.acknowledgeBy),
        acknowledgedAt: at(row.acknowledgedAt),
        dateBy: at(row.dateBy),
        datedAt: at(row.datedAt),
        willAnswerOn: on(row.willAnswerOn),
        pauseFrom: at(row.pauseFrom),
        pauseUntil: at(row.pauseUntil),
        pauseReason: pause ? { code: pause.code, name: pause.name } : null,
        answerBy: at(row.answerBy),
        answeredAt: at(row.answeredAt),
        wasLate: (row.answeredAt ?? asked.now) >= row.answerBy,
      };
    });
  },
});
