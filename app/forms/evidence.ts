import { z } from "zod";
import { type TextLimit, textProblem } from "~/domain/act/plain-text";
import { type HidingGround, hidingGrounds } from "~/domain/act/s38-commitments";
import { number } from "~/domain/time/words";
import { isChecked } from "./checked";
import { typedDate } from "./typed-date";

/** The largest file that a form takes. */
export const mostFileBytes = 8 * 1024 * 1024;

/** The same in words, for the hint beside the field. */
export const mostFileWords = `${number(mostFileBytes / 1024 / 1024)} MB`;

/** How long what is written about delivery may be, in characters. The Act sets no limit; a screen does. */
export const deliveryLimits = Object.freeze({
  words: { min: 1, max: 500, reason: "Progress is told in a sentence or two." },
  step: { min: 3, max: 200, reason: "A step is one short sentence." },
  alt: { min: 5, max: 300, reason: "A description is read aloud in place of the picture." },
  report: { min: 10, max: 1000, reason: "A report says what one person has seen." },
  answer: { min: 10, max: 1000, reason: "An answer stands below the report." },
  hiding: { min: 10, max: 500, reason: "The reason stands in place of what is hidden." },
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

/** A text that is needed only with a file, which the page asks for. */
const alt = z
  .string()
  .optional()
  .transform((typed, context) => {
    const value = (typed ?? "").normalize("NFC").replace(/\s+/g, " ").trim();
    const problem = value === "" ? null : textProblem(value, deliveryLimits.alt, "", "The description");
    if (problem) context.addIssue({ code: "custom", message: problem });
    return value;
  });

/** What is said when a file comes without words. */
export const altMissing = "Say in words what the file shows, for people who cannot see it.";

const words = neededText(deliveryLimits.words, "The sentence", "Say it in a sentence.");

/** Progress of a commitment, or that it is done; with a file if there is one. */
export const noteSchema = z.object({ words, alt });

/** The new day of a commitment, and why. */
export const moveSchema = z.object({
  dueOn: typedDate("Give the new day, such as 27 3 2027."),
  reason: neededText(deliveryLimits.words, "The reason", "Say why the date moves. Everybody will read it."),
});

/** A step on the way to a commitment. */
export const milestoneSchema = z.object({
  step: neededText(deliveryLimits.step, "The step", "Say what will be done by then."),
  stepOn: typedDate("Give the day of the step, such as 27 3 2027."),
});

/** A step that is done. */
export const milestoneDoneSchema = z.object({ milestone: z.uuid("Choose a step.") });

/** What a resident says of a commitment. */
export const reportSchema = z.object({
  verdict: z.enum(["done", "not_done"], "Say whether it is done where you are."),
  report: neededText(deliveryLimits.report, "Your report", "Say what you have seen, and where."),
  alt,
});

/** Why a report or a file is hidden. */
export const hidingSchema = z.object({
  shown: z.uuid(),
  ground: z.enum(Object.keys(hidingGrounds) as [HidingGround, ...HidingGround[]], "Choose the ground."),
  reason: neededText(deliveryLimits.hiding, "The reason", "Give the reason. Everybody will read it."),
  picture: isChecked,
});

/** What is shown again. */
export const showingSchema = z.object({ shown: z.uuid() });

/** The council's answer to a report. */
export const reportAnswerSchema = z.object({
  shown: z.uuid(),
  answer: neededText(deliveryLimits.answer, "The answer", "Write the answer. Everybody will read it."),
});
