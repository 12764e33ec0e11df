import { FieldNotes, type FieldProps, fieldIds, groupClass } from "./field";
import { Fieldset } from "./fieldset";

export type DatePart = "day" | "month" | "year";

export interface DateInputProps extends FieldProps {
  value?: Partial<Record<DatePart, string | number | null>> | null;
  /** Which boxes the error is about; all of them when left out. */
  errorParts?: readonly DatePart[];
}

const parts: { part: DatePart; label: string; widthCharacters: 2 | 4 }[] = [
  { part: "day", label: "Day", widthCharacters: 2 },
  { part: "month", label: "Month", widthCharacters: 2 },
  { part: "year", label: "Year", widthCharacters: 4 },
];

/** A date in three boxes, sent as `name.day`, `name.month` and `name.year`. */
export function DateInput(props: DateInputProps) {
  const { id, describedBy } = fieldIds(props);
  return (
    <div className={groupClass(props.error)}>
      <Fieldset
        legend={props.label}
        legendSize={props.labelSize}
        isPageHeading={props.isPageHeading}
        describedBy={describedBy}
        role="group"
      >
        <FieldNotes field={props} />
        <div className="govuk-date-input">
          {parts.map(({ part, label, widthCharacters }) => {
            // The first box carries the date's own id, so that the error summary's link reaches it.
            const inputId = part === "day" ? id : `${id}.${part}`;
            const isWrong = Boolean(props.error) && (props.errorParts?.includes(part) ?? true);
            const classes = ["govuk-input", "govuk-date-input__input", `govuk-input--width-${widthCharacters}`];
            if (isWrong) classes.push("govuk-input--error");
            return (
              <div key={part} className="govuk-date-input__item">
                <div className="govuk-form-group">
                  <label className="govuk-label govuk-date-input__label" htmlFor={inputId}>
                    {label}
                  </label>
                  <input
                    className={classes.join(" ")}
                    id={inputId}
                    name={`${props.name}.${part}`}
                    type="text"
                    inputMode="numeric"
                    defaultValue={props.value?.[part] ?? undefined}
                    aria-invalid={isWrong ? true : undefined}
                  />
                </div>
              </div>
            );
          })}
        </div>
      </Fieldset>
    </div>
  );
}
