import { z } from "zod";
import { typedDate } from "./typed-date";

const opensOn = typedDate("Give the day on which voting opens, such as 27 3 2027.");

/** The vote on renewing a parish. */
export const renewalForm = z.object({
  opensOn,
  months: z
    .string()
    .optional()
    .transform((typed, context): number => {
      const months = (typed ?? "").trim();
      if (/^\d{1,3}$/.test(months) && Number(months) > 0) return Number(months);
      context.addIssue({ code: "custom", message: "Give the new term as a whole number of months, such as 12." });
      return z.NEVER;
    }),
});

/** The vote on ending a parish before its sunset. Its opening day has a name of its own, because both forms stand on one page. */
export const endingForm = z.object({
  endingOpensOn: opensOn,
  endsOn: typedDate("Give the day on which the parish would end, such as 27 3 2027."),
});
