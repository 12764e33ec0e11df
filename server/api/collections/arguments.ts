import { z } from "zod";
import { collection, inTime, ofPlace, placeColumns } from "../collection";
import { at, instant, place, proposalOf } from "../fields";

const sideWords = { for: "For", against: "Against" } as const;

export const argumentsMade = collection({
  name: "arguments",
  title: "Arguments",
  one: "an argument",
  description:
    "Arguments for and against proposals, in the order in which they were made. Those that were hidden are not here.",
  key: "id",
  at: (item) => item.at,
  filters: ["council", "parish", "since"],
  since: "when it was made",
  item: z.object({
    id: z.guid(),
    parish: place(),
    proposal: proposalOf(),
    side: z.enum(["for", "against"]),
    sideWords: z.string(),
    author: z.string().describe("As the page of the proposal names them"),
    isObserver: z.boolean().describe("Whether it was made by somebody who does not live in the parish"),
    text: z.string(),
    at: instant(),
  }),
  async read(db, asked) {
    const { when, page } = inTime("at", asked);
    const rows = await db.argument.findMany({
      ...page,
      where: {
        AND: when,
        hiddenAt: null,
        proposal: { ...ofPlace(asked), submittedAt: { not: null } },
      },
      include: {
        author: { select: { name: true } },
        proposal: { select: { id: true, number: true, title: true, parish: placeColumns } },
      },
    });
    return rows.map(({ proposal: { parish, ...proposal }, ...row }) => ({
      id: row.id,
      parish,
      proposal,
      side: row.side,
      sideWords: sideWords[row.side],
      author: row.author.name,
      isObserver: row.isObserver,
      text: row.text,
      at: at(row.at),
    }));
  },
});
