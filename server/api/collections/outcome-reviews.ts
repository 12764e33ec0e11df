import { z } from "zod";
import { reviewOutcomes } from "~/domain/act/s39-outcome-review";
import { outcomeWords } from "../../queries/get-council-answer";
import { byKey, collection, ofProposalIn, placeColumns } from "../collection";
import { at, day, instant, on, place } from "../fields";

export const outcomeReviews = collection({
  name: "outcome-reviews",
  title: "Outcome reviews",
  one: "an outcome review",
  description:
    "What came of decisions that were carried out, and whether they are kept, by the identifier of the proposal.",
  key: "proposalId",
  filters: ["council", "parish", "since"],
  since: "when it was published",
  item: z.object({
    proposalId: z.guid(),
    parish: place(),
    proposal: z.object({ number: z.int(), title: z.string() }),
    measure: z.string(),
    baseline: z.string(),
    target: z.string(),
    measureOn: day().nullable(),
    measured: z.string(),
    outcome: z.enum(reviewOutcomes),
    outcomeWords: z.string(),
    finding: z.string(),
    by: z.string(),
    at: instant(),
  }),
  async read(db, asked) {
    const { key, ...page } = byKey("proposalId", asked);
    const rows = await db.outcomeReview.findMany({
      ...page,
      where: { ...key, ...ofProposalIn(asked), at: { gte: asked.since } },
      include: {
        proposal: {
          select: {
            number: true,
            title: true,
            measure: true,
            baseline: true,
            target: true,
            measureOn: true,
            parish: placeColumns,
          },
        },
      },
    });
    return rows.map(({ proposal, ...row }) => ({
      proposalId: row.proposalId,
      parish: proposal.parish,
      proposal: { number: proposal.number, title: proposal.title },
      measure: proposal.measure,
      baseline: proposal.baseline,
      target: proposal.target,
      measureOn: on(proposal.measureOn),
      measured: row.measured,
      outcome: row.outcome,
      outcomeWords: outcomeWords[row.outcome],
      finding: row.finding,
      by: row.byName,
      at: at(row.at),
    }));
  },
});
