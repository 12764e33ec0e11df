import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { countCitations } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { Definitions } from "~/components/act/definitions";
import { LegislationSection } from "~/components/act/legislation-section";
import { WhereUsed } from "~/components/act/where-used";
import { Pagination } from "~/components/content/pagination";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { parts, sectionOf, sections } from "~/domain/act/act";
import { actInForce } from "~/domain/act/act-in-force";
import { publishedSection } from "~/domain/act/published-act";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => (data ? `Section ${data.number}: ${data.title}` : "The Act"));

export async function loader({ context, params }: LoaderFunctionArgs) {
  const section = sectionOf(params.section ?? "");
  if (!section) throwRefused({ code: "not_found", message: "The Act has no such section. It has sections s1 to s53." });
  const place = sections.indexOf(section);
  const beside = (at: number) => {
    const other = sections[at];
    return other ? { href: `/act/${other.id}`, label: `Section ${other.number}: ${other.title}` } : null;
  };
  const citations = await countCitations(context.app.db);
  return {
    ...publishedSection(section, actInForce),
    part: parts.find((part) => part.number === section.part) ?? null,
    citations: citations[section.id] ?? null,
    previous: beside(place - 1),
    next: beside(place + 1),
  };
}

export default function SectionPage() {
  const section = useLoaderData<typeof loader>();
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: "The Act", href: "/act" },
            ...(section.part
              ? [
                  {
                    text: `Part ${section.part.number}: ${section.part.title}`,
                    href: `/act#part-${section.part.number}`,
                  },
                ]
              : []),
            { text: `Section ${section.number}` },
          ]}
        />
      }
    >
      <LegislationSection
        number={section.number}
        title={section.title}
        subsections={section.subsections}
        parameters={section.parameters}
        resembles={section.resembles}
        headingLevel={1}
        note={<WhereUsed counts={section.citations} />}
      >
        {section.definitions.length > 0 && <Definitions definitions={section.definitions} />}
      </LegislationSection>
      <Pagination previous={section.previous} next={section.next} />
    </Main>
  );
}
