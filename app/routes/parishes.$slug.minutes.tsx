import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { checkBook, listMinutes } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { EmptyState } from "~/components/content/empty-state";
import { FactList } from "~/components/content/fact-list";
import { InsetText } from "~/components/content/inset-text";
import { Pagination } from "~/components/content/pagination";
import { WarningText } from "~/components/content/warning-text";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { number } from "~/domain/time/words";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `Minute book of ${data?.parish.name ?? "a parish"}`);

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { db } = context.app;
  const parish = await db.parish.findUnique({
    where: { slug: params.slug ?? "" },
    select: { id: true, slug: true, name: true, minuteCount: true },
  });
  if (!parish) throwRefused({ code: "not_found", message: "There is no parish at this address." });
  const asked = new URL(request.url).searchParams;
  const before = Number.parseInt(asked.get("before") ?? "", 10);
  const { lines, next } = await listMinutes(db, parish, Number.isSafeInteger(before) && before > 0 ? before : null);
  return {
    parish: { slug: parish.slug, name: parish.name, entries: parish.minuteCount },
    lines,
    next,
    problems: asked.has("check") ? await checkBook(db, parish) : null,
  };
}

export default function MinutesPage() {
  const { parish, lines, next, problems } = useLoaderData<typeof loader>();
  const base = `/parishes/${parish.slug}`;
  return (
    <Main before={<Breadcrumbs items={[{ text: parish.name, href: base }, { text: "Minute book" }]} />}>
      <PageHeading
        caption={parish.name}
        title="Minute book"
        lead="Everything this parish and its council did, in order. Entries are only ever added: each carries a hash of the one before, so a change to any of them would show."
      />
      {problems && problems.length === 0 && (
        <InsetText>
          <p>
            The chain was worked out again from the first entry to the last: all {number(parish.entries)} entries are
            whole.
          </p>
        </InsetText>
      )}
      {problems?.map((problem) => (
        <WarningText key={problem}>{problem}</WarningText>
      ))}
      <p className="govuk-body">
        <a href={`${base}/minutes?check`}>Check the chain</a> ·{" "}
        <a href={`${base}/minutes.ndjson`}>Download the whole book</a> ·{" "}
        <a href={`${base}/briefing`}>Read the last fortnight in short</a>
      </p>
      {lines.length === 0 ? (
        <EmptyState title="Nothing has happened yet" action={{ href: base, text: "Go to the parish" }}>
          The first entry is written when the founders open gathering of support.
        </EmptyState>
      ) : (
        <ol className="minutes" reversed start={lines[0]?.number}>
          {lines.map((line) => (
            <li key={line.number} className="card minutes__entry" id={`entry-${line.number}`} value={line.number}>
              <p className="minutes__when">
                {number(line.number)} · <time dateTime={line.at}>{line.when}</time>
              </p>
              <h2 className="govuk-heading-s">{line.heading}</h2>
              {line.facts.length > 0 && <FactList facts={line.facts} />}
              <p className="minutes__hash">{line.hash}</p>
            </li>
          ))}
        </ol>
      )}
      <Pagination next={next ? { href: `${base}/minutes?before=${next}`, label: "Older entries" } : undefined} />
    </Main>
  );
}
