import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { askingLimit, guideEntries, licence, parameterWords, popolo, problemTitles } from "#server/http/api";
import { Details } from "~/components/content/details";
import { Table } from "~/components/content/table";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { titled } from "~/page-title";

export const meta = titled("Open data");

/** What the API says of itself. */
export function loader({ context, request }: LoaderFunctionArgs) {
  return {
    site: context.app.env.publicUrl ?? new URL(request.url).origin,
    entries: guideEntries(),
    licence,
    popolo,
    parameters: Object.entries(parameterWords).map(([name, words]) => ({ name, words })),
    problems: Object.entries(problemTitles).map(([code, title]) => ({ code, title })),
    limit: askingLimit,
  };
}

export default function ApiPage() {
  const { site, entries, licence, popolo, parameters, problems, limit } = useLoaderData<typeof loader>();
  return (
    <Main>
      <PageHeading
        title="Open data"
        lead="Everything that is public here can be read by programs too, without signing in. Nothing can be changed this way."
      />
      <p className="govuk-body">
        Addresses begin with <code>/api/v1</code>. Programs find the description of all of them in the{" "}
        <a className="govuk-link" href="/api/v1/openapi.json">
          OpenAPI document
        </a>
        . Whoever wants a table takes a CSV file from the list below.
      </p>

      <h2 className="govuk-heading-m">What there is</h2>
      <Table
        caption="Collections, with their files"
        columns={[{ heading: "Collection" }, { heading: "What it holds" }]}
        rows={entries.map((one) => ({
          key: one.name,
          cells: [
            <a key="link" className="govuk-link" href={`/api/v1/${one.name}`}>
              {one.title}
            </a>,
            <span key="files">
              {one.description} Files:{" "}
              <a className="govuk-link" href={`/api/v1/${one.name}.csv`} aria-label={`${one.title} as CSV`}>
                CSV
              </a>
              ,{" "}
              <a className="govuk-link" href={`/api/v1/${one.name}.ndjson`} aria-label={`${one.title} as NDJSON`}>
                NDJSON
              </a>
            </span>,
          ],
        }))}
      />

      <h2 className="govuk-heading-m">How to ask</h2>
      <pre className="command">
        <code>{`curl '${site}/api/v1/proposals?state=voting'
curl '${site}/api/v1/duties?council=wexcombe&state=overdue'
curl '${site}/api/v1/parishes/millbrook-green'
curl -O '${site}/api/v1/votes.csv'
curl '${site}/api/v1/minutes.ndjson?parish=millbrook-green'`}</code>
      </pre>
      <Table
        caption="What an address takes"
        columns={[{ heading: "Parameter" }, { heading: "Meaning" }]}
        rows={parameters.map(({ name, words }) => ({ key: name, cells: [<code key="name">{name}</code>, words] }))}
      />
      <ul className="govuk-list govuk-list--bullet">
        <li>
          A page ends with <code>next</code>. Ask again with <code>after</code> set to it, or follow the link{" "}
          <code>rel="next"</code> in the header <code>Link</code>. At the end it is <code>null</code>. The order never
          changes: what is new comes at the end, or where its name belongs. To follow what happens, keep{" "}
          <code>last</code> and come back with <code>after</code> set to it. Both stay good when something is taken
          away.
        </li>
        <li>
          Where you ask for a <code>state</code>, a page may hold fewer items than you asked for, and even none. Go on
          until <code>next</code> is <code>null</code>.
        </li>
        <li>
          A file holds a whole collection and takes the same parameters, but for <code>after</code> and{" "}
          <code>limit</code>.
        </li>
        <li>
          Instants are in UTC (<code>2026-11-22T21:00:00.000Z</code>), days are civil days in London (
          <code>2026-11-22</code>), money is in pence with its currency. Beside a code stands what pages call it.
        </li>
        <li>
          States are worked out at the moment you ask. Each answer has an <code>ETag</code>. Send it back as{" "}
          <code>If-None-Match</code>, and the answer is 304 while nothing has changed.
        </li>
        <li>
          In CSV a text that a spreadsheet would take for a formula has an apostrophe before it. Lists in a cell are
          parted by semicolons or spelt as JSON.
        </li>
        <li>
          One network may ask {limit.times} times in {limit.seconds} seconds. After that the answer is 429, and{" "}
          <code>Retry-After</code> says how many seconds to wait.
        </li>
        <li>{popolo}</li>
      </ul>

      <h2 className="govuk-heading-m">When something is refused</h2>
      <p className="govuk-body">
        A refusal is a problem document (RFC 9457). Its <code>detail</code> says in one sentence what is wrong.
      </p>
      <ul className="govuk-list govuk-list--bullet">
        {problems.map(({ code, title }) => (
          <li key={code} id={code}>
            <code>{code}</code>: {title}
          </li>
        ))}
      </ul>

      <h2 className="govuk-heading-m">What you may do with it</h2>
      <p className="govuk-body">
        The data is under the{" "}
        <a className="govuk-link" href={licence.url}>
          {licence.name}
        </a>
        .
      </p>
      <ul className="govuk-list govuk-list--bullet">
        {licence.terms.map((term) => (
          <li key={term}>{term}</li>
        ))}
      </ul>

      <h2 className="govuk-heading-m">Fields</h2>
      {entries.map((one) => (
        <Details key={one.name} summary={one.title}>
          <p className="govuk-body">
            <code>/api/v1/{one.name}</code>, and one by itself at <code>{`/api/v1/${one.name}/{${one.key}}`}</code>.
            {one.filters.length > 0 && ` Narrowed by ${one.filters.join(", ")}.`}
            {one.since && ` “since” is compared with ${one.since}.`}
            {one.states.length > 0 && ` States: ${one.states.join(", ")}.`}
          </p>
          <ul className="govuk-list">
            {one.fields.map(({ name, words }) => (
              <li key={name}>
                <code>{name}</code>
                {words && `: ${words}`}
              </li>
            ))}
          </ul>
        </Details>
      ))}
    </Main>
  );
}
