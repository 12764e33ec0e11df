import { z } from "zod";
import { collection, inTime, ofPlace, placeColumns } from "../collection";
import { at, day, instant, on, place, proposalOf } from "../fields";

export const measurements = collection({
  name: "measurements",
  title: "Measurements",
  one: "a measurement",
  description:
    "What was measured of the priority actions of parishes and for decisions, in the order in which it was entered. A mistake is put right by a later one for the same day.",
  key: "id",
  at: (item) => item.at,
  filters: ["council", "parish", "since"],
  since: "when it was entered",
  item: z.object({
    id: z.guid(),
    parish: place().nullable(),
    priorityAction: z.object({ position: z.int(), measure: z.string() }).nullable(),
    proposal: proposalOf().nullable().describe("Where it was measured for a decision"),
    measuredOn: day(),
    value: z.number(),
    source: z.string().describe("Where the figure comes from"),
    by: z.string(),
    post: z.string(),
    at: instant(),
  }),
  async read(db, asked) {
    const { when, page } = inTime("at", asked);
    const of = ofPlace(asked);
    const rows = await db.measurement.findMany({
      ...page,
      where: {
        AND: when,
        ...(Object.keys(of).length > 0 ? { OR: [{ priorityAction: of }, { proposal: of }] } : {}),
      },
      include: {
        priorityAction: { select: { position: true, measure: true, parish: placeColumns } },
        proposal: { select: { id: true, number: true, title: true, parish: placeColumns } },
      },
    });
    return rows.map(({ priorityAction, proposal, ...row }) => ({
      id: row.id,
      parish: (priorityAction ?? proposal)?.parish ?? null,
      priorityAction: priorityAction && { position: priorityAction.position, measure: priorityAction.measure },
      proposal: proposal && { id: proposal.id, number: proposal.number, title: proposal.title },
      measuredOn: on(row.measuredOn),
      value: row.value,
      source: row.source,
      by: row.byName,
      post: row.byPost,
      at: at(row.at),
    }));
  },
});
