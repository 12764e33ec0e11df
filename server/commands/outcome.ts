import type { Ruling, SectionId } from "~/domain/act/ruling";
import { groundOf } from "~/domain/act/s36-coded-grounds";

/** Why a command would not do what it was asked: one list for pages, sockets and the API. */
export type RefusalCode =
  | "not_signed_in"
  | "not_allowed"
  | "not_found"
  | "invalid"
  | "refused_by_act"
  | "not_open"
  | "closed"
  | "conflict"
  | "too_many"
  | "busy";

/** One thing wrong with one field of a form. */
export interface FieldError {
  field: string;
  message: string;
}

export interface Refused {
  code: RefusalCode;
  /** The section of the Act that decides it, where one does. */
  section?: SectionId;
  /** One plain sentence, ready to be shown. */
  message: string;
  errors?: FieldError[];
  ruling?: Ruling;
}

/** What a command answers: what it did, or why not. Expected refusals are values; only bugs throw. */
export type Outcome<T = object> = { ok: true; value: T } | { ok: false; refused: Refused };

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refused(
  code: RefusalCode,
  message: string,
  more: Partial<Refused> = {},
): { ok: false; refused: Refused } {
  return { ok: false, refused: { code, message, ...more } };
}

/** The refusal that a ruling of the Act gives. A ruling on who may becomes `not_allowed`. */
export function refusedBy(ruling: Ruling, code?: RefusalCode): { ok: false; refused: Refused } {
  const why = code ?? (ruling.outcome === "not_allowed" ? "not_allowed" : "refused_by_act");
  return { ok: false, refused: { code: why, section: ruling.sections[0], message: ruling.sentence, ruling } };
}

/** A refusal of the Act for people to act on: what it says, and what would change that. */
export function adviceOf(ruling: Ruling): string {
  return `${ruling.sentence} ${ruling.wouldChange}`.trim();
}

/** The refusal that a ruling of the Act gives, shown at the field that could be changed. */
export function refusedAtField(ruling: Ruling, field: string): { ok: false; refused: Refused } {
  const message = adviceOf(ruling);
  return { ok: false, refused: { ...refusedBy(ruling).refused, message, errors: [{ field, message }] } };
}

/** The refusal of a no whose ground or reasons section 36 does not take, shown at the one of them that is missing. */
export function refusedGround(ruling: Ruling, ground: string | null): { ok: false; refused: Refused } {
  const error = groundOf(ground ?? "")
    ? { field: "reasons", message: ruling.sentence }
    : { field: "ground", message: "Choose a ground." };
  return refused("invalid", error.message, { section: "s36", ruling, errors: [error] });
}

/** The refusal for a form with mistakes: a message for each field. */
export function invalid(errors: FieldError[]): { ok: false; refused: Refused } {
  return { ok: false, refused: { code: "invalid", message: errors[0]?.message ?? "Check what you entered.", errors } };
}

const statuses: Record<RefusalCode, number> = {
  not_signed_in: 401,
  not_allowed: 403,
  not_found: 404,
  invalid: 422,
  refused_by_act: 409,
  not_open: 409,
  closed: 409,
  conflict: 409,
  too_many: 429,
  busy: 503,
};

/** The HTTP status of a refusal. The only map from codes to statuses. */
export function statusOf(code: RefusalCode): number {
  return statuses[code];
}
