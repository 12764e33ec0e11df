import type { ReactNode } from "react";

export interface MainProps {
  /** Breadcrumbs or a back link: comes before the main landmark, so that the skip link passes over it. */
  before?: ReactNode;
  children: ReactNode;
}

/** The main part of a page, at the width of the product. */
export function Main({ before, children }: MainProps) {
  return (
    <div className="govuk-width-container">
      {before}
      {/* Focusable by script and by the skip link, not by Tab. */}
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
