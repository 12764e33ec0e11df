import { z } from "zod";

const most = 6;

/** A number of papers, as an officer types it. */
function papers(label: string) {
  const ask = `Enter how many ${label}, as a whole number. Enter 0 if there are none.`;
  return z.string({ error: ask }).trim().regex(/^\d+$/, ask).max(most, ask).transform(Number);
}

export const paperCountForm = z.object({
  for: papers("papers say For"),
  against: papers("papers say Against"),
  abstain: papers("papers say Abstain"),
  spoilt: papers("papers show no clear choice"),
  notReturned: papers("papers did not come back"),
});

export const issuePaperForm = z.object({ person: z.uuid({ error: "Choose who is given the paper." }) });
