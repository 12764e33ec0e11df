import { z } from "zod";
import { reviewOutcomes } from "~/domain/act/s39-outcome-review";
import { councilLimits, outcomeSchema } from "./council";
import { measurementSchema } from "./review";

/** What was measured of a decision. */
export const outcomeMeasurementSchema = measurementSchema.omit({ action: true });

/** The largest list that a form takes, in characters: about three years of days. */
export const mostListCharacters = 60_000;

/** A list of figures as it was pasted. */
export const listSchema = z.object({
  csv: z
    .string("Paste the list.")
    .trim()
    .min(1, "Paste the list.")
    .max(mostListCharacters, "The list is too long. Send it in parts."),
});

export { outcomeSchema };

/** What the council finds of a power on trial. */
export const trialSchema = z.object({
  outcome: z.enum(reviewOutcomes, "Choose keep, amend or lapse."),
  finding: outcomeSchema.shape.finding,
  conditions: z
    .string()
    .optional()
    .transform((typed, context) => {
      const value = (typed ?? "").normalize("NFC").replace(/\r\n?/g, "\n").trim();
      if (value.length > councilLimits.conditions.max) {
        context.addIssue({ code: "custom", message: "The conditions are too long." });
      }
      return value;
    }),
});
