import type { ReactNode } from "react";

/** One thing to choose among radios or checkboxes. */
export interface ChoiceOption {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  isDisabled?: boolean;
}

/** The id of an option: the first carries the field's own id, so that the error summary's link reaches it. */
export function optionId(fieldId: string, index: number): string {
  return index === 0 ? fieldId : `${fieldId}-${index + 1}`;
}
