import type { MatterLine } from "~/domain/response/matter-view";
import { MatterTag } from "./matter-card";

/** What is or was before the Commissioner about the thing of a page, each with its state and a link. Shows nothing where there is nothing. */
export function MatterLines({ matters, headingLevel = 2 }: { matters: readonly MatterLine[]; headingLevel?: 2 | 3 }) {
  if (matters.length === 0) return null;
  const Heading = `h${headingLevel}` as const;
  return (
    <section aria-labelledby="commissioner">
      <Heading className="govuk-heading-m" id="commissioner">
        Before the Commissioner
      </Heading>
      <ul className="govuk-list">
        {matters.map((matter) => (
          <li key={matter.href}>
            <MatterTag matter={matter} />{" "}
            <a href={matter.href}>
              {matter.kindWords}: {matter.title}
            </a>
            {matter.finding?.directed &&
              ` New date: ${matter.finding.directed.newDay}. ${matter.finding.directed.words}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
