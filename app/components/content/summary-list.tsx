import type { ReactNode } from "react";

export interface SummaryRow {
  key: string;
  value: ReactNode;
  /** A link to change or see more. `about` completes it for a screen reader: "Change" + "name". */
  action?: { href: string; text: string; about?: string };
}

/** Facts with their names. */
export function SummaryList({ rows }: { rows: SummaryRow[] }) {
  const hasActions = rows.some((row) => row.action);
  return (
    <dl className="govuk-summary-list">
      {rows.map(({ key, value, action }) => (
        <div
          key={key}
          className={
            hasActions && !action
              ? "govuk-summary-list__row govuk-summary-list__row--no-actions"
              : "govuk-summary-list__row"
          }
        >
          <dt className="govuk-summary-list__key">{key}</dt>
          <dd className="govuk-summary-list__value">{value}</dd>
          {action && (
            <dd className="govuk-summary-list__actions">
              <a className="govuk-link" href={action.href}>
                {action.text}
                <span className="govuk-visually-hidden"> {action.about ?? key.toLowerCase()}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
