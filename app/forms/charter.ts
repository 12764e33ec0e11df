import { z } from "zod";
import { moneyTypes } from "~/domain/act/s05-charter";
import { publicities } from "~/domain/act/s26-publicity";
import type { CharterPart } from "~/domain/parish/founding";
import { optionalDate } from "./typed-date";
import { typedPence } from "./typed-pounds";

// These read what was typed into values. Whether a charter says enough, and nothing it may not, is the Act's to say.

/** One line: line breaks and runs of spaces become one space. Empty when nothing was typed. */
const line = z
  .string()
  .default("")
  .transform((text) => text.normalize("NFC").replace(/\s+/g, " ").trim());

/** Several lines, with the line ends that browsers send made one kind. */
const lines = z
  .string()
  .default("")
  .transform((text) => text.normalize("NFC").replace(/\r\n?/g, "\n").trim());

/** Any number of ticked boxes, each value once. */
const ticked = z
  .array(z.string().max(100))
  .default([])
  .transform((values) => [...new Set(values)]);

/** An amount of pounds as people type it, in pence; nothing typed is nothing. */
function typedPounds(label: string) {
  return z
    .string()
    .default("")
    .transform((text, context): number => {
      const pence = typedPence(text) ?? 0;
      if (!Number.isNaN(pence)) return pence;
      context.addIssue({ code: "custom", message: `${label} must be an amount in pounds, such as 2,500 or 99.50.` });
      return z.NEVER;
    });
}

const typedMonths = z
  .string()
  .default("")
  .transform((text, context): number | null => {
    const typed = text.trim();
    if (typed === "") return null;
    if (/^\d{1,4}$/.test(typed)) return Number(typed);
    context.addIssue({ code: "custom", message: "The term must be a whole number of months, such as 12." });
    return z.NEVER;
  });

/** Says which wording the page was opened with, so that nobody's work is written over unseen. */
const version = z.string().max(100).default("");

const chosenPerson = z
  .string()
  .max(100)
  .optional()
  .transform((id) => id ?? null);

const chosenPublicity = z
  .enum(publicities, "Choose what is shown while a vote is open.")
  .optional()
  .transform((publicity) => publicity ?? null);

export const startDraftForm = z.object({ name: line });

/** The form of each part of a charter: the version that was seen, and the content as it is saved. */
export const charterForms = {
  aim: z
    .object({ version, name: line, problem: lines, endPoint: lines })
    .transform(({ version, ...content }) => ({ version, change: { part: "aim" as const, ...content } })),
  area: z
    .object({ version, wardIds: ticked })
    .transform(({ version, ...content }) => ({ version, change: { part: "area" as const, ...content } })),
  term: z
    .object({ version, startsOn: optionalDate("The start"), termMonths: typedMonths })
    .transform(({ version, ...content }) => ({ version, change: { part: "term" as const, ...content } })),
  actions: z
    .object({
      version,
      priorityActions: z
        .array(
          z.object({
            action: line,
            measure: line,
            baseline: line,
            target: line,
            dueOn: optionalDate("The day of the target"),
          }),
        )
        .max(20)
        .default([]),
    })
    .transform(({ version, ...content }) => ({ version, change: { part: "actions" as const, ...content } })),
  powers: z
    .object({ version, catalogueIds: ticked })
    .transform(({ version, ...content }) => ({ version, change: { part: "powers" as const, ...content } })),
  scopes: z
    .object({
      version,
      scopes: z
        .array(z.object({ catalogueId: line, scope: lines, budget: typedPounds("The budget") }))
        .max(100)
        .default([]),
    })
    .transform(({ version, scopes }) => ({
      version,
      change: {
        part: "scopes" as const,
        scopes: scopes.map(({ budget, ...scope }) => ({ ...scope, budgetYearPence: budget })),
      },
    })),
  money: z
    .object({
      version,
      moneyType: z.enum(moneyTypes, "Choose which type of money it is, or that the parish asks for none."),
      amount: typedPounds("The amount"),
      moneyPurpose: lines,
    })
    .transform(({ version, amount, ...content }) => ({
      version,
      change: { part: "money" as const, amountPence: amount, ...content },
    })),
  offices: z
    .object({ version, convenorId: chosenPerson, deputyId: chosenPerson })
    .transform(({ version, ...content }) => ({ version, change: { part: "offices" as const, ...content } })),
  publicity: z
    .object({ version, ordinaryPublicity: chosenPublicity, spendingPublicity: chosenPublicity })
    .transform(({ version, ...content }) => ({ version, change: { part: "publicity" as const, ...content } })),
  sunset: z
    .object({ version, receiverName: line, receiverTakes: lines })
    .transform(({ version, ...content }) => ({ version, change: { part: "sunset" as const, ...content } })),
} as const satisfies Record<CharterPart, z.ZodType>;

const actionFields = ["action", "measure", "baseline", "target", "dueOn.day", "dueOn.month", "dueOn.year"] as const;

/** The same form without the rows of priority actions that were left empty, so that those which follow close up. */
export function withoutEmptyActions(form: FormData): FormData {
  const kept = new FormData();
  const rows = new Map<number, Map<string, string>>();
  for (const [name, value] of form) {
    const row = /^priorityActions\[(\d{1,2})\]\.(.+)$/.exec(name);
    if (!row) kept.append(name, value);
    else if (typeof value === "string") {
      const index = Number(row[1]);
      rows.set(index, (rows.get(index) ?? new Map<string, string>()).set(row[2] as string, value));
    }
  }
  const filled = [...rows]
    .sort(([one], [other]) => one - other)
    .map(([, fields]) => fields)
    .filter((fields) => [...fields.values()].some((value) => value.trim() !== ""));
  for (const [index, fields] of filled.entries()) {
    for (const field of actionFields) kept.append(`priorityActions[${index}].${field}`, fields.get(field) ?? "");
  }
  return kept;
}

export const charterVoteForm = z.object({ opensOn: optionalDate("The opening day") });

/** What somebody wants to do on the page of a draft. */
export const foundingForm = z.object({
  intent: z.enum(["join", "leave", "withdraw"], "Choose what you want to do."),
  confirm: z.string().max(10).optional(),
});

export const supportForm = z.object({ intent: z.enum(["support", "withdraw"]).default("support") });
