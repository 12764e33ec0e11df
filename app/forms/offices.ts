import { z } from "zod";
import { type TextLimit, textProblem } from "~/domain/act/plain-text";
import { emailAddress } from "./people";
import { typedDate } from "./typed-date";

/** How long the reason of a conflict of interest may be. */
export const conflictLimit: TextLimit = { min: 10, max: 500, reason: "It stands beside the proposal." };

export const conflictSchema = z.object({
  conflict: z
    .string()
    .optional()
    .transform((text, context) => {
      const value = (text ?? "").replace(/\r\n?/g, "\n").trim();
      const problem = textProblem(value, conflictLimit, "Say what you stand to gain or lose.", "The reason");
      if (problem) context.addIssue({ code: "custom", message: problem });
      return value;
    }),
});

export const actingPersonSchema = z.object({ email: emailAddress });

export const absenceSchema = z.object({
  from: typedDate("Enter the first day away, such as 27 3 2027."),
  until: typedDate("Enter the last day away, such as 2 4 2027."),
});

export const volunteerSchema = z.object({ office: z.enum(["convenor", "deputy"], { error: "Choose an office." }) });

export const nameDeputySchema = z.object({ person: z.uuid({ error: "Choose somebody from the list." }) });

export const candidateSchema = z.object({ candidate: z.uuid({ error: "Choose a candidate from the list." }) });

export const requisitionSchema = z.object({
  requisition: z.uuid({ error: "This demand for a vote is no longer open. Nothing was changed." }),
});
