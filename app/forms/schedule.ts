import { z } from "zod";
import { parameters } from "~/domain/act/act";
import { textProblem } from "~/domain/act/plain-text";
import { parameterProblem } from "~/domain/act/section";
import { typedDate } from "./typed-date";

const reasonAsk = "Say why the council changes its schedule.";
const reasonLimits = { min: 10, max: 1000, reason: "" };

/** Every figure of the Act as it was typed, each refused outside its bounds beside its own box. */
const figures = z.object(
  Object.fromEntries(
    parameters.map((one) => [
      one.name,
      z.string({ error: `Enter a number from ${one.min} to ${one.max}.` }).transform((typed, context) => {
        const text = typed.trim().replace(",", ".");
        const value = text === "" ? Number.NaN : Number(text);
        const message = parameterProblem(one, value);
        if (message === null) return value;
        context.addIssue({ code: "custom", message });
        return z.NEVER;
      }),
    ]),
  ),
);

export const scheduleForm = z.object({
  figures,
  commencesOn: typedDate("Enter the day on which it comes into force, like 1 12 2026."),
  reason: z
    .string({ error: reasonAsk })
    .trim()
    .superRefine((value, context) => {
      const message = textProblem(value, reasonLimits, reasonAsk, "The reason");
      if (message) context.addIssue({ code: "custom", message });
    }),
});

export const reasonLimit = reasonLimits.max;
