import { parseWithZod } from "@conform-to/zod/v4";
import type { z } from "zod";
import { type FieldError, invalid, type Refused } from "../commands/outcome";

/** What was typed, by field name, so that a page can show it again. Only text: a password or file is never echoed. */
export type Typed = Record<string, string | string[]>;

function typedIn(form: FormData): Typed {
  const typed: Typed = {};
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name).filter((value): value is string => typeof value === "string");
    typed[name] = values.length > 1 ? values : (values[0] ?? "");
  }
  return typed;
}

/**
 * Reads a form by its schema. Fields may be nested (`actions[0].measure`).
 *
 * @returns the value, or a refusal with a message for each field; in both cases what was typed.
 */
export function readForm<Schema extends z.ZodType>(
  schema: Schema,
  form: FormData,
): { ok: true; value: z.output<Schema>; typed: Typed } | { ok: false; refused: Refused; typed: Typed } {
  const typed = typedIn(form);
  const submission = parseWithZod(form, { schema });
  if (submission.status === "success") return { ok: true, value: submission.value, typed };
  const errors: FieldError[] = [];
  for (const [field, messages] of Object.entries(submission.error ?? {})) {
    for (const message of messages ?? []) errors.push({ field, message });
  }
  return { ...invalid(errors), typed };
}
