import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getLab, pageNumber, statusOf } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { figureWords } from "~/components/act/figure-words";
import { SectionLinks } from "~/components/act/section-links";
import { EmptyState } from "~/components/content/empty-state";
import { Pagination } from "~/components/content/pagination";
import { ErrorSummary } from "~/components/forms/error-summary";
import { FlipItem } from "~/components/lab/flip-item";
import { FlipsChart } from "~/components/lab/flips-chart";
import { LabForm } from "~/components/lab/lab-form";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { number, people } from "~/domain/time/words";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((page) => `${page?.problem ? "Error: " : ""}The Act lab`);

const longestAnswer = 80;

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { app } = context;
  const asked = new URL(request.url).searchParams;
  const text = (name: string) => (asked.get(name) ?? "").slice(0, longestAnswer);
  const question = {
    council: text("council"),
    parameter: text("parameter"),
    value: text("value"),
    until: text("until"),
  };
  const lab = await getLab(app.db, { ...question, page: pageNumber(asked.get("page")) }, await app.now());
  if (!lab) throwRefused({ code: "not_found", message: "There is no council of that name with a parish." });
  return data({ ...lab, askedUntil: question.until }, { status: lab.problem ? statusOf("invalid") : 200 });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function LabPage() {
  const page = useLoaderData<typeof loader>();
  const { parameter, problem } = page;
  return (
    <Main before={<Breadcrumbs items={[{ text: "The Act", href: "/act" }, { text: "The lab" }]} />}>
      <ErrorSummary errors={problem ? [{ field: "value", message: problem }] : []} />
      <PageHeading
        title="The Act lab"
        lead="Try another figure. Every recorded decision that rests on it is made again from its own facts, and you see which would have come out differently."
      >
        Nothing is changed by trying. An amendment is put forward with its result from here.{" "}
        <SectionLinks sections={["s51"]} />
      </PageHeading>
      <div className="lab">
        <LabForm
          councils={page.councils}
          council={page.council?.slug ?? ""}
          parameters={page.parameters}
          parameter={parameter}
          isFraction={page.isFraction}
          value={page.typed || String(page.current)}
          until={page.askedUntil}
          problem={problem}
        />
        <div>
          <Result page={page} />
          <FlipsChart along={page.along} unit={parameter.unit} current={page.current} tried={page.value} />
          <Flips page={page} />
        </div>
      </div>
    </Main>
  );
}

function Result({ page }: { page: Page }) {
  const { flips, examined, parameter, value } = page;
  const whose = page.council ? `of ${page.council.name}` : "of all councils";
  return (
    <>
      <h2 className="govuk-heading-l">
        {value === null
          ? "No value is tried out"
          : `${figureWords({ value, unit: parameter.unit })} instead of ${figureWords({ value: page.current, unit: parameter.unit })}`}
      </h2>
      <p>
        {parameter.meaning} <a href={`/act/${parameter.section.id}`}>Section {parameter.section.number}</a>
      </p>
      <p className="govuk-body-l" role="status">
        {value === null
          ? "Choose a value inside the bounds of the Act."
          : !page.isDecided
            ? "No recorded decision can rest on this figure: it shapes what happens next, and leaves nothing that could come out differently."
            : examined === 0
              ? `No decision ${whose} rests on this figure yet.`
              : flips.total === 0
                ? `${people(examined, "decision", "decisions")} ${whose} ${examined === 1 ? "rests" : "rest"} on this figure. None would have come out differently.`
                : `${people(examined, "decision", "decisions")} ${whose} ${examined === 1 ? "rests" : "rest"} on this figure. ${number(flips.total)} would have come out differently, in ${people(flips.parishes, "parish", "parishes")}.`}
      </p>
      {page.isCapped && <p>Only the newest {number(page.mostDecisions)} decisions of each kind are made again.</p>}
      <p>
        <a href={hrefOf(page, 1)}>Permanent link to this experiment</a>: decisions up to {page.untilWords}.
      </p>
    </>
  );
}

function hrefOf(page: Page, number: number): string {
  const query = new URLSearchParams({
    council: page.council?.slug ?? "",
    parameter: page.parameter.name,
    value: String(page.value ?? page.typed),
    until: page.until,
  });
  if (number > 1) query.set("page", String(number));
  return `/act/lab?${query}`;
}

function Flips({ page }: { page: Page }) {
  const { flips } = page;
  if (page.value === null) return null;
  if (flips.total === 0) {
    return (
      <EmptyState title="No decision would have come out differently">
        Move the figure further, or look at another one. The bars show where it begins to matter.
      </EmptyState>
    );
  }
  return (
    <section aria-labelledby="flips">
      <h2 className="govuk-heading-m" id="flips">
        What would have come out differently
      </h2>
      {flips.shown.map((flip) => (
        <FlipItem key={flip.id} flip={flip} />
      ))}
      <Pagination
        previous={flips.page > 1 ? { href: hrefOf(page, flips.page - 1) } : null}
        next={flips.page < flips.pages ? { href: hrefOf(page, flips.page + 1) } : null}
      />
    </section>
  );
}
