import { z } from "zod";
import { collection, inTime, ofPlace, placeColumns } from "../collection";
import { at, day, instant, on, place } from "../fields";

export const reviewComments = collection({
  name: "review-comments",
  title: "Comments on reviews",
  one: "a comment on a review",
  description:
    "Evidence and comments on the reviews at half time, in the order in which they were made. Those that were hidden are not here.",
  key: "id",
  at: (item) => item.at,
  filters: ["council", "parish", "since"],
  since: "when it was made",
  item: z.object({
    id: z.guid(),
    parish: place(),
    termStartsOn: day(),
    author: z.string().describe("As the page of the review names them"),
    post: z.string().describe("In which post it was said; empty for everybody else"),
    isEvidence: z.boolean(),
    isObserver: z.boolean().describe("Whether it was made by somebody who does not live in the parish"),
    text: z.string(),
    at: instant(),
  }),
  async read(db, asked) {
    const { when, page } = inTime("at", asked);
    const rows = await db.reviewComment.findMany({
      ...page,
      where: { AND: when, ...ofPlace(asked), hiddenAt: null },
      include: { parish: placeColumns, author: { select: { name: true } } },
    });
    return rows.map((row) => ({
      id: row.id,
      parish: row.parish,
      termStartsOn: on(row.termStartsOn),
      author: row.author.name,
      post: row.post,
      isEvidence: row.isEvidence,
      isObserver: row.isObserver,
      text: row.text,
      at: at(row.at),
    }));
  },
});
