import type { ReactNode } from "react";

/** A passage set apart, such as a quotation from a charter. */
export function InsetText({ children }: { children: ReactNode }) {
  return <div className="govuk-inset-text">{children}</div>;
}
