import { z } from "zod";
import { type TextLimit, textProblem } from "~/domain/act/plain-text";
import { mostMoneyPence } from "~/domain/act/s05-charter";
import { legalWrappers } from "~/domain/act/s12-register";
import { answers } from "~/domain/act/s35-answer";
import { reviewOutcomes } from "~/domain/act/s39-outcome-review";
import { docketStages, placeOfAddress } from "~/domain/response/docket";
import { dutyKinds } from "~/domain/response/duty-kinds";
import { matterKinds, matterSides, matterStates } from "~/domain/response/matters";
import { type CivilDate, isCivilDate } from "~/domain/time/civil";
import { number } from "~/domain/time/words";

/** How long what a council writes may be, in characters. The Act sets only the least; a screen sets the most. */
export const councilLimits = Object.freeze({
  reasons: {
    min: 1,
    max: 4000,
    reason: "Reasons that nobody finishes reading explain nothing; this is about two pages.",
  },
  conditions: { min: 1, max: 2000, reason: "Conditions stand in the register beside the power." },
  modifiedText: { min: 1, max: 4000, reason: "Seconders read all of it before they say yes or no." },
  what: { min: 1, max: 300, reason: "A promise is one sentence." },
  owner: { min: 1, max: 120, reason: "An owner is one post or name." },
  words: { min: 1, max: 500, reason: "Progress is told in a sentence or two." },
  measured: { min: 1, max: 1000, reason: "What was measured is a figure and where it comes from." },
  finding: { min: 1, max: 4000, reason: "A finding is about a page." },
  note: { min: 1, max: 4000, reason: "A working note is about a page." },
  templateName: { min: 1, max: 80, reason: "A template is found by a few words." },
  decisionReference: { min: 1, max: 60, reason: "A reference is a code in the council’s own register." },
} satisfies Record<string, TextLimit>);

/** A text that may be missing: whether it is needed depends on what was chosen, and the Act or the command says so. */
function text(limit: TextLimit, label: string) {
  return z
    .string()
    .optional()
    .transform((typed, context): string => {
      const value = (typed ?? "").normalize("NFC").replace(/\r\n?/g, "\n").trim();
      const problem = value === "" ? null : textProblem(value, limit, "", label);
      if (problem) context.addIssue({ code: "custom", message: problem });
      return value;
    });
}

/** A day typed in three boxes; null when all are empty. */
function typedDay(label: string) {
  const part = z.string().optional();
  return z
    .object({ day: part, month: part, year: part })
    .optional()
    .transform((parts, context): CivilDate | null => {
      const [day = "", month = "", year = ""] = [parts?.day, parts?.month, parts?.year].map((one) =>
        (one ?? "").trim(),
      );
      if (!day && !month && !year) return null;
      const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
      if (isCivilDate(date)) return date;
      context.addIssue({ code: "custom", message: `${label} must be a real date, such as 27 3 2027.` });
      return z.NEVER;
    });
}

/** A day that must be given. */
function neededDay(label: string, ask: string) {
  return typedDay(label).transform((day, context): CivilDate => {
    if (day !== null) return day;
    context.addIssue({ code: "custom", message: ask });
    return z.NEVER;
  });
}

/** An amount of pounds as people type it, in pence; null when nothing was typed. */
function typedPounds(label: string) {
  return z
    .string()
    .optional()
    .transform((typed, context): number | null => {
      const amount = (typed ?? "").replace(/[£,\s]/g, "");
      if (amount === "") return null;
      const parts = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(amount);
      const pence = parts ? Number(parts[1]) * 100 + Number((parts[2] ?? "").padEnd(2, "0")) : Number.NaN;
      if (pence <= mostMoneyPence) return pence;
      const most = number(mostMoneyPence / 100);
      const message = parts
        ? `${label} must be £${most} or less.`
        : `${label} must be an amount in pounds, such as 2,500 or 99.50.`;
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    });
}

const ground = z
  .string()
  .max(40)
  .optional()
  .transform((code) => code ?? null);
const reasons = text(councilLimits.reasons, "The reasons");

/** The day on which the council says it will answer. */
export const answerDaySchema = z.object({
  willAnswerOn: neededDay("The day of the answer", "Give the day on which the council will answer."),
});

/** The one pause of the council's clock. */
export const pauseSchema = z.object({
  reason: z.string("Choose a reason.").max(40),
  until: neededDay("The end of the pause", "Give the day on which the clock starts again."),
});

/** A promise: what will be done, who answers for it, and by which day. */
export const commitmentSchema = z.object({
  what: text(councilLimits.what, "What will be done"),
  owner: text(councilLimits.owner, "The owner"),
  ownerName: text(councilLimits.owner, "The name"),
  dueOn: typedDay("The day by which it is done"),
});

/** The council's answer to a decision. */
export const answerSchema = commitmentSchema
  .extend({
    answer: z.enum(answers, "Choose an answer."),
    ground,
    reasons,
    modifiedText: text(councilLimits.modifiedText, "The changed text"),
  })
  .transform(({ what, owner, ownerName, dueOn, ...answer }) => ({
    ...answer,
    commitment: { what, owner, ownerName, dueOn },
  }));

/** A seconder's yes or no to a changed proposal. */
export const consentSchema = z.object({ choice: z.enum(["yes", "no"], "Choose yes or no.") });

/** What has begun. */
export const beginSchema = z.object({ words: text(councilLimits.words, "The sentence") });

/** What came of a decision. */
export const outcomeSchema = z.object({
  outcome: z.enum(reviewOutcomes, "Choose keep, amend or lapse."),
  measured: text(councilLimits.measured, "What was measured"),
  finding: text(councilLimits.finding, "The finding"),
});

/** What the council decides about one power that a charter asks for. */
export const verdictSchema = z
  .object({
    decision: z.enum(["grant", "grant_with_conditions", "refuse"], "Choose what the council decides."),
    conditions: text(councilLimits.conditions, "The conditions"),
    budgetYear: typedPounds("The budget for a year"),
    budgetDecision: typedPounds("The budget for one decision"),
    wrapper: z.enum(legalWrappers, "Choose the legal arrangement.").optional(),
    isTrial: z.enum(["yes", "no"], "Say whether the power is given on trial.").optional(),
    ground,
    reasons,
    decisionReference: text(councilLimits.decisionReference, "The reference"),
  })
  .transform((typed, context) => {
    const { decision, decisionReference } = typed;
    if (decision === "refuse") return { decision, ground: typed.ground, reasons: typed.reasons, decisionReference };
    const { budgetYear, budgetDecision, wrapper, isTrial } = typed;
    const missing = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
    if (budgetYear === null) missing("budgetYear", "Give the budget for a year, or 0 when there is none.");
    if (budgetDecision === null)
      missing("budgetDecision", "Give the budget for one decision, or 0 when there is none.");
    if (wrapper === undefined) missing("wrapper", "Choose the legal arrangement.");
    if (isTrial === undefined) missing("isTrial", "Say whether the power is given on trial.");
    if (budgetYear === null || budgetDecision === null || wrapper === undefined || isTrial === undefined)
      return z.NEVER;
    return {
      decision,
      conditions: typed.conditions,
      budgetYearPence: budgetYear,
      budgetDecisionPence: budgetDecision,
      wrapper,
      isTrial: isTrial === "yes",
      decisionReference,
    };
  });

/** The council's yes or no to a power for the new term. */
export const confirmationSchema = z.object({
  answer: z.enum(["confirm", "refuse"], "Choose whether the council confirms the power."),
  ground,
  reasons,
});

/** A council's order about a power or a whole parish. */
export const orderSchema = z
  .object({
    about: z.union([z.literal("parish"), z.uuid()], "Choose a power or the whole parish."),
    kind: z.enum(["suspend", "revoke"], "Choose to suspend or to take back."),
    ground,
    reasons,
    takesEffectOn: typedDay("The day on which it takes effect"),
  })
  .transform(({ about, ground, ...order }) => ({
    ...order,
    powerId: about === "parish" ? null : about,
    ground: ground ?? "",
  }));

/** Why a council ends its order, or why a parish appeals against it. */
export const orderReasonsSchema = z.object({ reasons });

/** What the Commissioner finds on a matter. */
export const findingSchema = z
  .object({
    finding: z.enum(["upheld", "not_upheld"], "Choose what you find."),
    reasons,
    newDay: typedDay("The new date"),
  })
  .transform(({ finding, ...typed }) => ({ ...typed, isUpheld: finding === "upheld" }));

/** The statement of a side on a matter before the Commissioner. */
export const statementSchema = z.object({
  side: z.enum(matterSides, "Choose for whom you speak."),
  text: text(councilLimits.reasons, "The statement"),
});

/** Why somebody contests a count or a ruling before the Commissioner. */
export const contestSchema = z.object({
  reasons,
  receipt: z.string().max(80, "That is too long for a receipt.").default(""),
});

/** Which part of the Commissioner's register to show; anything unknown shows everything. */
export const registerFilterSchema = z.object({
  kind: z.enum(["all", ...matterKinds]).catch("all"),
  state: z.enum(["all", ...matterStates]).catch("all"),
  council: z.string().max(80).catch(""),
  search: z.string().max(80).catch(""),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

const shortWords = z
  .string()
  .transform((typed) => typed.trim().slice(0, 80))
  .catch("");

/** Which part of a docket to show; anything unknown shows everything that is open. */
export const docketFilterSchema = z.object({
  kind: z.enum(["all", ...dutyKinds]).catch("all"),
  show: z.enum(["open", "overdue", "answered"]).catch("open"),
  stage: z.enum(["all", ...docketStages]).catch("all"),
  who: z.union([z.enum(["all", "mine", "nobody"]), z.uuid()]).catch("all"),
  ward: z.union([z.literal(""), z.uuid()]).catch(""),
  service: z
    .string()
    .regex(/^[a-z_]{0,40}$/)
    .catch(""),
  words: shortWords,
  after: z.string().transform(placeOfAddress).nullable().catch(null),
  before: z.string().transform(placeOfAddress).nullable().catch(null),
});

/** Several things on a docket, ticked. */
export const ticked = z
  .union([z.array(z.string()), z.string()])
  .optional()
  .transform((ids) => (ids === undefined ? [] : [ids].flat()));

/** Who deals with something on a docket. */
export const assignSchema = z.object({
  assignee: z
    .union([z.literal("nobody"), z.uuid()], "Choose an officer, or nobody.")
    .transform((id) => (id === "nobody" ? null : id)),
});

/** A working note. */
export const noteSchema = z.object({
  noteId: z.uuid(),
  note: text(councilLimits.note, "The note"),
});

/** A draft of an answer: whatever stands in the boxes is kept as it is, and only the revision that it changes is read. */
export const draftSchema = z.looseObject({ revision: z.coerce.number("Open the page again.").int().min(0) });

/** A template for answers. */
export const templateSchema = z.object({
  templateId: z.uuid(),
  revision: z.coerce.number().int().min(0),
  name: text(councilLimits.templateName, "The name"),
  answer: z.enum(answers, "Choose an answer."),
  ground,
  reasons,
});
