import type { ReactNode } from "react";

export interface EmptyStateProps {
  /** What will be here: "Votes will be listed here". */
  title: string;
  /** What the reader can do next. */
  children?: ReactNode;
  action?: { href: string; text: string };
  headingLevel?: 2 | 3;
}

/** Stands where a list would be when there is nothing in it yet. */
export function EmptyState({ title, children, action, headingLevel = 2 }: EmptyStateProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <div className="empty-state">
      <Heading className="govuk-heading-s">{title}</Heading>
      {children && <p>{children}</p>}
      {action && (
        <p>
          <a className="govuk-link" href={action.href}>
            {action.text}
          </a>
        </p>
      )}
    </div>
  );
}
