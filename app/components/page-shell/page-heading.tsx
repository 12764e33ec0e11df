import type { ReactNode } from "react";

export interface PageHeadingProps {
  title: string;
  /** A state tag or a live line, over the title. */
  above?: ReactNode;
  /** What the title belongs to, such as the parish of a proposal. Read as part of the heading. */
  caption?: string;
  /** One sentence in larger type. */
  lead?: ReactNode;
  /** A line of facts under the lead. */
  children?: ReactNode;
}

/** The heading of a page. There is one on each. */
export function PageHeading({ title, above, caption, lead, children }: PageHeadingProps) {
  return (
    <div className="page-heading">
      {above && <div className="page-heading__above">{above}</div>}
      <h1 className="govuk-heading-xl">
        {caption && <span className="govuk-caption-l">{caption}</span>}
        {title}
      </h1>
      {lead && <p className="page-heading__lead">{lead}</p>}
      {children && <p>{children}</p>}
    </div>
  );
}
