import type { OutcomeColumn } from "~/domain/outcomes/columns";
import type { ComparedLine } from "~/domain/outcomes/comparison";

export interface OutcomeBarsProps {
  column: Pick<OutcomeColumn, "key" | "heading">;
  lines: readonly Pick<ComparedLine, "slug" | "name" | "figures">[];
}

/** One percentage of every parish as bars, in the order of the table. Each stands in words beside its bar. */
export function OutcomeBars({ column: { key, heading }, lines }: OutcomeBarsProps) {
  return (
    <figure className="bars bars--long outcome-bars" aria-labelledby={`bars-${key}`}>
      <figcaption className="govuk-heading-s" id={`bars-${key}`}>
        {heading}
      </figcaption>
      <ul className="govuk-list">
        {lines.map(({ slug, name, figures }) => {
          const figure = figures[key];
          return (
            <li key={slug} className="bars__row">
              <span className="bars__name" dir="auto">
                {name}
              </span>
              <svg className="bars__bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect className="bars__track" width="100" height="10" />
                <rect className="bars__fill--for" width={Math.min(100, figure?.value ?? 0)} height="10" />
              </svg>
              <span className="bars__count">{figure?.words || "nothing yet"}</span>
            </li>
          );
        })}
      </ul>
    </figure>
  );
}
