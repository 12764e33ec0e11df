import type { ReactNode } from "react";
import { type LabelSize, withSize } from "./field";

export interface FieldsetProps {
  legend: string;
  legendSize?: LabelSize;
  /** Whether the legend is the only heading of a page that asks one thing. */
  isPageHeading?: boolean;
  /** Ids of what describes the whole set. */
  describedBy?: string;
  /** `group` makes some screen readers say the description of a set of text boxes. */
  role?: "group";
  children: ReactNode;
}

/** Fields that answer one question together. */
export function Fieldset({ legend, legendSize, isPageHeading = false, describedBy, role, children }: FieldsetProps) {
  return (
    <fieldset className="govuk-fieldset" aria-describedby={describedBy} role={role}>
      <legend className={withSize("govuk-fieldset__legend", legendSize)}>
        {isPageHeading ? <h1 className="govuk-fieldset__heading">{legend}</h1> : legend}
      </legend>
      {children}
    </fieldset>
  );
}
