import { type ChoiceOption, optionId } from "./choice-option";
import { FieldNotes, type FieldProps, fieldIds, groupClass } from "./field";
import { Fieldset } from "./fieldset";

export interface CheckboxesProps extends FieldProps {
  /** The values that are ticked. */
  value?: readonly string[] | null;
  options: ChoiceOption[];
}

/** Any number of choices among a few. */
export function Checkboxes(props: CheckboxesProps) {
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
        <div className="govuk-checkboxes">
          {props.options.map((option, index) => {
            const inputId = optionId(id, index);
            const hintId = `${inputId}-item-hint`;
            return (
              <div key={option.value} className="govuk-checkboxes__item">
                <input
                  className="govuk-checkboxes__input"
                  id={inputId}
                  name={props.name}
                  type="checkbox"
                  value={option.value}
                  defaultChecked={props.value?.includes(option.value) ?? false}
                  disabled={option.isDisabled}
                  aria-describedby={option.hint ? hintId : undefined}
                />
                <label className="govuk-label govuk-checkboxes__label" htmlFor={inputId}>
                  {option.label}
                </label>
                {option.hint && (
                  <div id={hintId} className="govuk-hint govuk-checkboxes__hint">
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
