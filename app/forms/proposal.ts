import { z } from "zod";
import { type TextLimit, textProblem } from "~/domain/act/plain-text";
import { moneyTypes } from "~/domain/act/s05-charter";
import { mostCostPence, proposalLimits } from "~/domain/act/s18-content";
import { number } from "~/domain/time/words";
import { optionalDate } from "./typed-date";
import { typedPence } from "./typed-pounds";

/** How long the other texts around a proposal may be. The Act sets no limit to them; a screen does. */
export const aroundProposalLimits = Object.freeze({
  baseline: { min: 1, max: 300, reason: "A baseline is one figure and where it comes from." },
  target: { min: 1, max: 300, reason: "A target is one figure." },
  argument: { min: 10, max: 2000, reason: "An argument must be read before voting; this is about a page." },
  report: { min: 3, max: 500, reason: "A report says in a sentence or two what is wrong." },
  hiding: { min: 10, max: 500, reason: "The reason stands in place of the argument." },
  inadmissible: { min: 20, max: 2000, reason: "Reasons must be long enough to be answered." },
} satisfies Record<string, TextLimit>);

/** One line: line breaks and runs of spaces become one space. */
function asLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Several lines, with the line ends that browsers send made one kind. */
function asLines(text: string): string {
  return text.replace(/\r\n?/g, "\n").trim();
}

/** A text that may be left empty for now; when there is one, it must not be too long nor hold hidden marks. */
function draftText(limit: TextLimit, label: string, clean: (text: string) => string) {
  return z
    .string()
    .optional()
    .transform((text, context) => {
      const value = clean(text ?? "");
      const problem = value === "" ? null : textProblem(value, { ...limit, min: 1 }, "", label);
      if (problem) context.addIssue({ code: "custom", message: problem });
      return value;
    });
}

/** A text that must be there. */
function neededText(limit: TextLimit, label: string, ask: string) {
  return z
    .string()
    .optional()
    .transform((text, context) => {
      const value = asLines(text ?? "");
      const problem = textProblem(value, limit, ask, label);
      if (problem) context.addIssue({ code: "custom", message: problem });
      return value;
    });
}

/** An amount of pounds as people type it, in pence; null when it is empty. */
const poundsTyped = z
  .string()
  .optional()
  .transform((text, context): number | null => {
    const pence = typedPence(text ?? "");
    if (pence === null) return null;
    if (Number.isNaN(pence)) {
      context.addIssue({ code: "custom", message: "The cost must be an amount in pounds, such as 250 or 99.50." });
      return null;
    }
    if (pence > mostCostPence) {
      context.addIssue({ code: "custom", message: `The cost must be £${number(mostCostPence / 100)} or less.` });
      return null;
    }
    return pence;
  });

/**
 * A proposal as far as it has been written. Everything may still be empty: what the Act asks for is asked for when it is
 * put forward (section 18).
 */
export const proposalSchema = z.object({
  /** Names the draft from the moment its empty form is shown, so that sending it twice makes one. */
  draft: z.uuid().optional(),
  /** Which wording the author was looking at, when a proposal that is already public is changed. */
  revision: z.coerce.number().int().optional(),
  title: draftText(proposalLimits.title, "The title", asLine),
  powerId: z.uuid("Choose a power from the list.").optional(),
  change: draftText(proposalLimits.change, "What changes", asLines),
  place: draftText(proposalLimits.place, "The place", asLine),
  startsOn: optionalDate("The day it starts"),
  cost: poundsTyped,
  moneyType: z.enum(moneyTypes, "Choose which type of money it is.").optional(),
  moneySource: draftText(proposalLimits.moneySource, "The source of the money", asLines),
  whoPaysAfter: draftText(proposalLimits.whoPaysAfter, "Who pays after the sunset", asLine),
  measure: draftText(proposalLimits.measure, "The measure", asLine),
  baseline: draftText(aroundProposalLimits.baseline, "How things are now", asLine),
  target: draftText(aroundProposalLimits.target, "The target", asLine),
  measureOn: optionalDate("The day of measuring"),
});

export type ProposalInput = z.output<typeof proposalSchema>;

export const argumentSchema = z.object({
  side: z.enum(["for", "against"], "Choose For or Against."),
  text: neededText(aroundProposalLimits.argument, "The argument", "Write your argument."),
});

export const reportSchema = z.object({
  argument: z.uuid(),
  reason: neededText(aroundProposalLimits.report, "The reason", "Say what is wrong with the argument."),
});

export const hidingSchema = z.object({
  argument: z.uuid(),
  reason: neededText(aroundProposalLimits.hiding, "The reason", "Give the reason. Everybody will read it."),
});

export const inadmissibleSchema = z.object({
  ground: z.string("Choose a ground."),
  reasons: neededText(aroundProposalLimits.inadmissible, "The reasons", "Give your reasons. Everybody will read them."),
});

const wholeNumber = (message: string) => z.coerce.number(message).int(message);

/** The opening of a vote: a day, and for a hall vote the hour and minute too. */
export const noticeSchema = z.object({
  opensOn: optionalDate("The day voting opens").refine(
    (date) => date !== null,
    "Choose the day on which voting opens.",
  ),
});

export const hallVoteSchema = z.object({
  hallOn: optionalDate("The day of the hall vote").refine((date) => date !== null, "Choose the day of the hall vote."),
  hour: wholeNumber("Choose the hour.").min(0, "Choose the hour.").max(23, "Choose the hour."),
  minute: wholeNumber("Choose the minute.").min(0, "Choose the minute.").max(59, "Choose the minute."),
});

/** The number of a proposal in an address; null when the address holds none. */
export function proposalNumber(typed: string | undefined): number | null {
  return typed !== undefined && /^[1-9]\d{0,8}$/.test(typed) ? Number(typed) : null;
}
