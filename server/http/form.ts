import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "@remix-run/node";
import type { z } from "zod";
import { type FieldError, invalid, type Refused } from "../commands/outcome";
import { formTooLargeWords, isFormTooLarge } from "./form-limits";

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
 * The form that a request brings.
 *
 * @throws the page that refuses it: with status 413 when it is too large for a form without files, and 415 when what came is no form
 */
export async function formOf(request: Request): Promise<FormData> {
  if (isFormTooLarge(request.headers.get("content-length"), { withFiles: false })) {
    throw data({ code: "invalid", message: formTooLargeWords }, { status: 413 });
  }
  try {
    return await request.formData();
  } catch {
    const message = "What was sent is not a form of this page. Nothing was saved.";
    throw data({ code: "invalid", message }, { status: 415 });
  }
}

/** No text in the database can hold the character zero, and no keyboard types it. */
const zero = "\0";

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
  const withZero = Object.keys(typed).filter((name) => [typed[name]].flat().some((value) => value?.includes(zero)));
  if (withZero.length > 0) {
    const message = "This holds a hidden character that cannot be kept. Type it again.";
    return { ...invalid(withZero.map((field) => ({ field, message }))), typed };
  }
  const submission = parseWithZod(form, { schema });
  if (submission.status === "success") return { ok: true, value: submission.value, typed };
  const errors: FieldError[] = [];
  for (const [field, messages] of Object.entries(submission.error ?? {})) {
    for (const message of messages ?? []) errors.push({ field, message });
  }
  return { ...invalid(errors), typed };
}
