import { useLoaderData } from "@remix-run/react";
import { WarningText } from "~/components/content/warning-text";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { parts, sections } from "~/domain/act/act";
import { disclosure } from "~/domain/act/s01-simulated-status";
import { ACT_VERSION, actCommencesAt } from "~/domain/act/s03-versions";
import { dayInWords } from "~/domain/time/words";
import { titled } from "~/page-title";

export const meta = titled("The Community Power Act");

export function loader() {
  return {
    version: ACT_VERSION,
    commenced: dayInWords(actCommencesAt),
    line: disclosure.line,
    parts: parts.map((part) => ({
      ...part,
      sections: sections
        .filter((section) => section.part === part.number)
        .map(({ id, number, title }) => ({ id, number, title })),
    })),
  };
}

export default function ActPage() {
  const act = useLoaderData<typeof loader>();
  return (
    <Main>
      <PageHeading
        title="The Community Power Act"
        lead="The rules that every page, button and vote here follows. The product asks these sections what is allowed, and shows you the section each time."
      >
        Version {act.version}, in force since {act.commenced}
      </PageHeading>
      <WarningText>{act.line}</WarningText>
      {act.parts.map((part) => (
        <section key={part.number} aria-labelledby={`part-${part.number}`}>
          <h2 className="govuk-heading-m" id={`part-${part.number}`}>
            Part {part.number}: {part.title}
          </h2>
          <ol className="act-contents">
            {part.sections.map((section) => (
              <li key={section.id} value={section.number}>
                <a href={`/act/${section.id}`}>{section.title}</a>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </Main>
  );
}
