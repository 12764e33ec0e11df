import { data } from "@remix-run/node";
import { type FieldError, type Outcome, type Refused, statusOf } from "../commands/outcome";
import type { Typed } from "./form";
import { noteRefused } from "./request-scope";

/** What a page is given when its form was refused: why, and what was typed, so that nothing is lost. */
export interface Answered {
  refused: Refused;
  errors: FieldError[];
  typed: Typed;
}

/** The status of the page that shows a form again because it was refused. Its title says so too. */
export function formStatus(refused: Pick<Refused, "code">): number {
  noteRefused();
  return statusOf(refused.code);
}

/** What is wrong with a form that was refused, field by field; all of it where no field is at fault. */
export function errorsOf(refused: Refused): FieldError[] {
  return refused.errors ?? [{ field: "", message: refused.message }];
}

/** Answers a form that was refused: the right status, the refusal, and what was typed. */
export function answerRefused(refused: Refused, typed: Typed = {}) {
  return data<Answered>({ refused, errors: errorsOf(refused), typed }, { status: formStatus(refused) });
}

/** Throws the page for a refusal, where there is no form to show it beside: not found, not allowed, not signed in. */
export function throwRefused(refused: Refused): never {
  throw data(refused, { status: statusOf(refused.code) });
}

/** The value of an outcome, or the page for its refusal. */
export function valueOrThrow<T>(outcome: Outcome<T>): T {
  return outcome.ok ? outcome.value : throwRefused(outcome.refused);
}
