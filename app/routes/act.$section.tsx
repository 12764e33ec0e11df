import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { throwRefused } from "#server/http/respond";
import { LegislationSection } from "~/components/act/legislation-section";
import { Pagination } from "~/components/content/pagination";
import { SummaryList } from "~/components/content/summary-list";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { parts, sectionOf, sections } from "~/domain/act/act";
import { actInForce } from "~/domain/act/act-in-force";
import { terms } from "~/domain/act/s02-interpretation";
import { grounds } from "~/domain/act/s36-coded-grounds";
import { parameterValue } from "~/domain/act/section";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => (data ? `Section ${data.number}: ${data.title}` : "The Act"));

export function loader({ params }: LoaderFunctionArgs) {
  const section = sectionOf(params.section ?? "");
  if (!section) throwRefused({ code: "not_found", message: "The Act has no such section. It has sections s1 to s53." });
  const place = sections.indexOf(section);
  const beside = (at: number) => {
    const other = sections[at];
    return other ? { href: `/act/${other.id}`, label: `Section ${other.number}: ${other.title}` } : null;
  };
  return {
    number: section.number,
    title: section.title,
    part: parts.find((part) => part.number === section.part) ?? null,
    text: [...section.text],
    resembles: section.resembles,
    parameters: section.parameters.map((parameter) => ({ ...parameter, value: parameterValue(actInForce, parameter) })),
    terms: section.number === 2 ? terms.map(({ term, meaning }) => ({ key: term, value: meaning })) : [],
    grounds: section.number === 36 ? grounds.map((ground) => ({ key: ground.name, value: ground.explanation })) : [],
    previous: beside(place - 1),
    next: beside(place + 1),
  };
}

export default function SectionPage() {
  const section = useLoaderData<typeof loader>();
  const lists = [...section.terms, ...section.grounds];
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
        subsections={section.text}
        parameters={section.parameters}
        resembles={section.resembles}
        headingLevel={1}
      />
      {lists.length > 0 && <SummaryList rows={lists} />}
      <Pagination previous={section.previous} next={section.next} />
    </Main>
  );
}
