import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { countCitations } from "#server/container";
import { Definitions } from "~/components/act/definitions";
import { LegislationSection } from "~/components/act/legislation-section";
import { WhereUsed } from "~/components/act/where-used";
import { WarningText } from "~/components/content/warning-text";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { actInForce } from "~/domain/act/act-in-force";
import { publishedAct } from "~/domain/act/published-act";
import { disclosure, s01 } from "~/domain/act/s01-simulated-status";
import { ACT_VERSION, actCommencesAt } from "~/domain/act/s03-versions";
import { dayInWords } from "~/domain/time/words";
import { titled } from "~/page-title";

export const meta = titled("The Community Power Act");

export async function loader({ context }: LoaderFunctionArgs) {
  return {
    version: ACT_VERSION,
    commenced: dayInWords(actCommencesAt),
    line: disclosure.line,
    reality: s01.resembles,
    parts: publishedAct(actInForce),
    citations: await countCitations(context.app.db),
  };
}

export default function ActPage() {
  const act = useLoaderData<typeof loader>();
  return (
    <Main>
      <div className="act">
        <PageHeading
          title="The Community Power Act"
          lead="The rules that every page, button and vote here follows. The product asks these sections what is allowed, and shows you the section each time."
        >
          Version {act.version}, in force since {act.commenced}
        </PageHeading>
        <WarningText>{act.line}</WarningText>
        <p>
          <strong>What would really apply:</strong> {act.reality}
        </p>
        <p className="act__elsewhere">
          <a href="/act/lab">Try other figures in the Act lab</a> ·{" "}
          <a href="/act/versions">Versions of the Act and of each council’s schedule</a> ·{" "}
          <a href="/api/v1/act">The Act as data (JSON)</a>
        </p>
        <nav aria-labelledby="contents">
          <h2 className="govuk-heading-m" id="contents">
            Contents
          </h2>
          <ol className="act__contents">
            {act.parts.map((part) => (
              <li key={part.number}>
                <a href={`#part-${part.number}`}>
                  Part {part.number}: {part.title}
                </a>
                <ol className="act-contents">
                  {part.sections.map((section) => (
                    <li key={section.id} value={section.number}>
                      <a href={`#${section.id}`}>{section.title}</a>
                    </li>
                  ))}
                </ol>
              </li>
            ))}
          </ol>
        </nav>
        {act.parts.map((part) => (
          <div key={part.number} className="act__part">
            <h2 className="govuk-heading-l" id={`part-${part.number}`}>
              Part {part.number}: {part.title}
            </h2>
            {part.sections.map((section) => (
              <LegislationSection
                key={section.id}
                number={section.number}
                title={section.title}
                subsections={section.subsections}
                parameters={section.parameters}
                resembles={section.resembles}
                href={`/act/${section.id}`}
                headingLevel={3}
                note={<WhereUsed counts={act.citations[section.id]} />}
              >
                {section.definitions.length > 0 && <Definitions definitions={section.definitions} />}
              </LegislationSection>
            ))}
          </div>
        ))}
      </div>
    </Main>
  );
}
