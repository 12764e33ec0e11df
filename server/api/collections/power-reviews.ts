import { z } from "zod";
import { reviewOutcomes } from "~/domain/act/s39-outcome-review";
import { outcomeWords } from "../../queries/get-council-answer";
import { byKey, collection, ofPlace, placeColumns } from "../collection";
import { at, instant, place } from "../fields";

export const powerReviews = collection({
  name: "power-reviews",
  title: "Reviews of powers on trial",
  one: "a review of a power on trial",
  description: "What a council said of a power that it gave on trial, by the identifier of the power.",
  key: "powerId",
  filters: ["council", "parish", "since"],
  since: "when it was published",
  item: z.object({
    powerId: z.guid(),
    parish: place(),
    catalogueId: z.string(),
    scope: z.string(),
    outcome: z.enum(reviewOutcomes),
    outcomeWords: z.string(),
    finding: z.string(),
    conditions: z.string().describe("The conditions from then on"),
    by: z.string(),
    post: z.string(),
    at: instant(),
  }),
  async read(db, asked) {
    const { key, ...page } = byKey("powerId", asked);
    const of = ofPlace(asked);
    const rows = await db.powerReview.findMany({
      ...page,
      where: { ...key, ...(Object.keys(of).length === 0 ? {} : { power: of }), at: { gte: asked.since } },
      include: { power: { select: { catalogueId: true, scope: true, parish: placeColumns } } },
    });
    return rows.map(({ power, ...row }) => ({
      powerId: row.powerId,
      parish: power.parish,
      catalogueId: power.catalogueId,
      scope: power.scope,
      outcome: row.outcome,
      outcomeWords: outcomeWords[row.outcome],
      finding: row.finding,
      conditions: row.conditions,
      by: row.byName,
      post: row.byPost,
      at: at(row.at),
    }));
  },
});
