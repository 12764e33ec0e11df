import { z } from "zod";
import { type TextLimit, textProblem } from "~/domain/act/plain-text";
import { typedDate } from "./typed-date";

/** How long what is written around a review may be, in characters. The Act sets no limit; a screen does. */
export const reviewLimits = Object.freeze({
  finding: { min: 20, max: 4000, reason: "A finding is about a page." },
  source: { min: 3, max: 300, reason: "Where a figure comes from is one sentence." },
  comment: { min: 10, max: 2000, reason: "A comment must be read by others; this is about a page." },
  hiding: { min: 10, max: 500, reason: "The reason stands in place of the comment." },
} satisfies Record<string, TextLimit>);

function neededText(limit: TextLimit, label: string, ask: string) {
  return z
    .string()
    .optional()
    .transform((typed, context) => {
      const value = (typed ?? "").normalize("NFC").replace(/\r\n?/g, "\n").trim();
      const problem = textProblem(value, limit, ask, label);
      if (problem) context.addIssue({ code: "custom", message: problem });
      return value;
    });
}

/** A figure as people type it: "1,200", "37.5". At most twelve digits before the point and two after it, which is what pages show. */
const measuredValue = z
  .string()
  .optional()
  .transform((typed, context): number => {
    const digits = (typed ?? "").trim().replace(/(\d),(?=\d{3}(\D|$))/g, "$1");
    if (/^-?\d{1,12}(\.\d{1,2})?$/.test(digits)) return Number(digits);
    context.addIssue({ code: "custom", message: "Give what was measured as a number, such as 12 or 37.5." });
    return z.NEVER;
  });

/** What was measured of a priority action. */
export const measurementSchema = z.object({
  action: z.uuid("Choose what was measured."),
  measuredOn: typedDate("Give the day of measuring, such as 27 3 2027."),
  value: measuredValue,
  source: neededText(reviewLimits.source, "The source", "Say where the figure comes from."),
});

/** The convenor's finding, with which the review is published. */
export const findingSchema = z.object({
  finding: neededText(reviewLimits.finding, "The finding", "Write what you have found. Everybody will read it."),
});

export const evidenceSchema = z.object({
  evidence: neededText(reviewLimits.comment, "The evidence", "Write the evidence and where it comes from."),
});

export const commentSchema = z.object({
  comment: neededText(reviewLimits.comment, "The comment", "Write your comment."),
});

export const commentHidingSchema = z.object({
  shown: z.uuid(),
  reason: neededText(reviewLimits.hiding, "The reason", "Give the reason. Everybody will read it."),
});

/** Which term's review an address asks for: the first day of that term; null for the present one. */
export function termInAddress(typed: string | null): string | null {
  return typed !== null && /^\d{4}-\d{2}-\d{2}$/.test(typed) ? typed : null;
}
