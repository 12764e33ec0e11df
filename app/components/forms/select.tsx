import { Field, type FieldProps, fieldIds } from "./field";

export interface SelectProps extends FieldProps {
  value?: string | null;
  options: { value: string; text: string; isDisabled?: boolean }[];
}

/** One choice among many. */
export function Select(props: SelectProps) {
  const { id, describedBy } = fieldIds(props);
  return (
    <Field field={props}>
      <select
        className={props.error ? "govuk-select govuk-select--error" : "govuk-select"}
        id={id}
        name={props.name}
        defaultValue={props.value ?? undefined}
        aria-describedby={describedBy}
        aria-invalid={props.error ? true : undefined}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.isDisabled}>
            {option.text}
          </option>
        ))}
      </select>
    </Field>
  );
}
