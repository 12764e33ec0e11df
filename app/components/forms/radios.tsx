import { type ChoiceOption, optionId } from "./choice-option";
import { FieldNotes, type FieldProps, fieldIds, groupClass } from "./field";
import { Fieldset } from "./fieldset";

export interface RadiosProps extends FieldProps {
  value?: string | null;
  options: ChoiceOption[];
  /** Whether the options stand side by side: for two short ones, such as Yes and No. */
  isInline?: boolean;
}

/** One choice among a few. */
export function Radios(props: RadiosProps) {
  const { id, describedBy } = fieldIds(props);
  return (
    <div className={groupClass(props.error)}>
      <Fieldset
        legend={props.label}
        legendSize={props.labelSize}
        isPageHeading={props.isPageHeading}
        describedBy={describedBy}
      >
        <FieldNotes field={props} />
        <div className={props.isInline ? "govuk-radios govuk-radios--inline" : "govuk-radios"}>
          {props.options.map((option, index) => {
            const inputId = optionId(id, index);
            const hintId = `${inputId}-item-hint`;
            return (
              <div key={option.value} className="govuk-radios__item">
                <input
                  className="govuk-radios__input"
                  id={inputId}
                  name={props.name}
                  type="radio"
                  value={option.value}
                  defaultChecked={option.value === props.value}
                  disabled={option.isDisabled}
                  aria-describedby={option.hint ? hintId : undefined}
                />
                <label className="govuk-label govuk-radios__label" htmlFor={inputId}>
                  {option.label}
                </label>
                {option.hint && (
                  <div id={hintId} className="govuk-hint govuk-radios__hint">
                    {option.hint}
                  </div>
                )}
              </div>
            );
          })}
        </div>
      </Fieldset>
    </div>
  );
}
