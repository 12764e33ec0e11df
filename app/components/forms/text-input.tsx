import type { InputHTMLAttributes } from "react";
import { Field, type FieldProps, fieldIds } from "./field";

export interface TextInputProps extends FieldProps {
  value?: string | number | null;
  type?: "text" | "email" | "tel" | "url" | "search" | "password";
  inputMode?: InputHTMLAttributes<HTMLInputElement>["inputMode"];
  autoComplete?: string;
  /** How many characters the box has room for. */
  widthCharacters?: 2 | 3 | 4 | 5 | 10 | 20 | 30;
  prefix?: string;
  suffix?: string;
  hasSpellCheck?: boolean;
}

/** A box for one line of text. */
export function TextInput(props: TextInputProps) {
  const { id, describedBy } = fieldIds(props);
  const { type = "text", widthCharacters, prefix, suffix } = props;
  const classes = ["govuk-input"];
  if (widthCharacters) classes.push(`govuk-input--width-${widthCharacters}`);
  if (props.error) classes.push("govuk-input--error");
  const input = (
    <input
      className={classes.join(" ")}
      id={id}
      name={props.name}
      type={type}
      defaultValue={props.value ?? undefined}
      inputMode={props.inputMode}
      autoComplete={props.autoComplete}
      spellCheck={props.hasSpellCheck}
      aria-describedby={describedBy}
      aria-invalid={props.error ? true : undefined}
    />
  );
  return (
    <Field field={props}>
      {prefix || suffix ? (
        <div className="govuk-input__wrapper">
          {prefix && (
            <div className="govuk-input__prefix" aria-hidden="true">
              {prefix}
            </div>
          )}
          {input}
          {suffix && (
            <div className="govuk-input__suffix" aria-hidden="true">
              {suffix}
            </div>
          )}
        </div>
      ) : (
        input
      )}
    </Field>
  );
}
