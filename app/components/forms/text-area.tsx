import { groupedNumber } from "../content/grouped-number";
import { Field, type FieldProps, fieldIds } from "./field";

export interface TextAreaProps extends FieldProps {
  value?: string | null;
  rows?: number;
  /** How long the text may be. It is said, not enforced while typing, so that nothing pasted is cut off. */
  maxCharacters?: number;
}

/** A box for several lines of text. */
export function TextArea(props: TextAreaProps) {
  const { id, describedBy } = fieldIds(props);
  const limitId = `${id}-limit`;
  const { maxCharacters } = props;
  return (
    <Field field={props}>
      <textarea
        className={props.error ? "govuk-textarea govuk-textarea--error" : "govuk-textarea"}
        id={id}
        name={props.name}
        rows={props.rows ?? 5}
        defaultValue={props.value ?? undefined}
        aria-describedby={[describedBy, maxCharacters ? limitId : ""].filter(Boolean).join(" ") || undefined}
        aria-invalid={props.error ? true : undefined}
      />
      {maxCharacters && (
        <div id={limitId} className="govuk-hint">
          You can use up to {groupedNumber(maxCharacters)} characters.
        </div>
      )}
    </Field>
  );
}
