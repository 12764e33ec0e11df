import type { ReactNode } from "react";

/** More for those who want it, folded away until asked for. */
export function Details({
  summary,
  children,
  isOpen = false,
}: {
  summary: string;
  children: ReactNode;
  isOpen?: boolean;
}) {
  return (
    <details className="govuk-details" open={isOpen}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{summary}</span>
      </summary>
      <div className="govuk-details__text">{children}</div>
    </details>
  );
}
