import type { ReactNode } from "react";

export type LabelSize = "s" | "m" | "l";

/** What every field takes. */
export interface FieldProps {
  name: string;
  /** The question, as a label or a legend. */
  label: string;
  hint?: ReactNode;
  /** What is wrong with the answer, in one sentence, without "Error:". */
  error?: string;
  /** Defaults to the name. Give one where two forms of a page share a name. */
  id?: string;
  labelSize?: LabelSize;
  /** Whether the label is the only heading of a page that asks one thing. */
  isPageHeading?: boolean;
}

/** The ids of a field, its hint and its error, and the `aria-describedby` that ties them together. */
export function fieldIds({ name, id = name, hint, error }: Pick<FieldProps, "name" | "id" | "hint" | "error">) {
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const described = [hint ? hintId : "", error ? errorId : ""].filter(Boolean).join(" ");
  return { id, hintId, errorId, describedBy: described || undefined };
}

/** A hint and an error in their places above a control. */
export function FieldNotes({ field }: { field: Pick<FieldProps, "name" | "id" | "hint" | "error"> }) {
  const { hintId, errorId } = fieldIds(field);
  return (
    <>
      {field.hint && (
        <div id={hintId} className="govuk-hint">
          {field.hint}
        </div>
      )}
      {field.error && (
        <p id={errorId} className="govuk-error-message">
          <span className="govuk-visually-hidden">Error:</span> {field.error}
        </p>
      )}
    </>
  );
}

/** The group, label, hint and error around one control. The control itself carries `fieldIds(field)`. */
export function Field({ field, children }: { field: FieldProps; children: ReactNode }) {
  const { id } = fieldIds(field);
  const label = (
    <label className={withSize("govuk-label", field.labelSize)} htmlFor={id}>
      {field.label}
    </label>
  );
  return (
    <div className={groupClass(field.error)}>
      {field.isPageHeading ? <h1 className="govuk-label-wrapper">{label}</h1> : label}
      <FieldNotes field={field} />
      {children}
    </div>
  );
}

/** The class of a form group, marked when there is an error in it. */
export function groupClass(error: string | undefined): string {
  return error ? "govuk-form-group govuk-form-group--error" : "govuk-form-group";
}

/** A GOV.UK class with its size modifier. */
export function withSize(name: string, size: LabelSize | undefined): string {
  return size ? `${name} ${name}--${size}` : name;
}
