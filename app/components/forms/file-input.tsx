import { Field, type FieldProps, fieldIds } from "./field";

export interface FileInputProps extends FieldProps {
  /** The types that a picker shows; what is taken is decided by the file itself. */
  accept: string;
}

/** A field for one file. A browser never fills it in again: after a refusal the file has to be chosen once more. */
export function FileInput(props: FileInputProps) {
  const { id, describedBy } = fieldIds(props);
  return (
    <Field field={props}>
      <input
        className={props.error ? "govuk-file-upload govuk-file-upload--error" : "govuk-file-upload"}
        id={id}
        name={props.name}
        type="file"
        accept={props.accept}
        aria-describedby={describedBy}
        aria-invalid={props.error ? true : undefined}
      />
    </Field>
  );
}
