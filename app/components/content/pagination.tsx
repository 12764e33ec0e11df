export interface PageLink {
  href: string;
  /** What is on that page. */
  label?: string;
}

/** Links to the page before and the page after. Shows nothing when there is only one. */
export function Pagination({ previous, next }: { previous?: PageLink | null; next?: PageLink | null }) {
  if (!previous && !next) return null;
  return (
    <nav className="govuk-pagination govuk-pagination--block" aria-label="Pagination">
      {previous && (
        <div className="govuk-pagination__prev">
          <a className="govuk-link govuk-pagination__link" href={previous.href} rel="prev">
            <svg
              className="govuk-pagination__icon govuk-pagination__icon--prev"
              height="13"
              width="15"
              viewBox="0 0 15 13"
              aria-hidden="true"
              focusable="false"
            >
              <path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z" />
            </svg>
            <PageWords title="Previous" label={previous.label} />
          </a>
        </div>
      )}
      {next && (
        <div className="govuk-pagination__next">
          <a className="govuk-link govuk-pagination__link" href={next.href} rel="next">
            <svg
              className="govuk-pagination__icon govuk-pagination__icon--next"
              height="13"
              width="15"
              viewBox="0 0 15 13"
              aria-hidden="true"
              focusable="false"
            >
              <path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z" />
            </svg>
            <PageWords title="Next" label={next.label} />
          </a>
        </div>
      )}
    </nav>
  );
}

function PageWords({ title, label }: { title: string; label?: string }) {
  return (
    <>
      <span
        className={
          label
            ? "govuk-pagination__link-title"
            : "govuk-pagination__link-title govuk-pagination__link-title--decorated"
        }
      >
        {title}
        <span className="govuk-visually-hidden"> page</span>
      </span>
      {label && (
        <>
          <span className="govuk-visually-hidden">:</span>
          <span className="govuk-pagination__link-label">{label}</span>
        </>
      )}
    </>
  );
}
