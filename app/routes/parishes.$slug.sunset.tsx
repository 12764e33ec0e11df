import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findParish, nextDateOf, sunsetOfParish } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { SectionLinks } from "~/components/act/section-links";
import { Details } from "~/components/content/details";
import { EmptyState } from "~/components/content/empty-state";
import { InsetText } from "~/components/content/inset-text";
import { SummaryList } from "~/components/content/summary-list";
import { Table } from "~/components/content/table";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { DialDates } from "~/components/sunset/dial-dates";
import { SunsetDial } from "~/components/sunset/sunset-dial";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `Sunset of ${data?.name ?? "a parish"}`);

export async function loader({ context, params }: LoaderFunctionArgs) {
  const now = await context.app.now();
  const found = await findParish(context.app.db, params.slug ?? "", now);
  if (!found) throwRefused({ code: "not_found", message: "There is no parish at this address." });
  return {
    slug: found.row.slug,
    name: found.row.name,
    state: found.state,
    receiver: found.row.receiverName,
    takes: found.row.receiverTakes,
    next: nextDateOf(found, now),
    sunset: sunsetOfParish(found, now),
  };
}

export default function SunsetPage() {
  const { slug, name, sunset, receiver, takes, next } = useLoaderData<typeof loader>();
  const before = <Breadcrumbs items={[{ text: name, href: `/parishes/${slug}` }, { text: "Sunset" }]} />;
  if (!sunset) {
    return (
      <Main before={before}>
        <PageHeading caption={name} title="Sunset" />
        <EmptyState
          title="The dates of the sunset will be here"
          action={{ href: `/parishes/${slug}/charter`, text: "Read the charter" }}
        >
          They are worked out when residents approve the charter. {next}.
        </EmptyState>
      </Main>
    );
  }
  return (
    <Main before={before}>
      <TwoColumns isCentred aside={<SunsetDial {...sunset.dial} size="large" />}>
        <PageHeading
          caption={name}
          title="Sunset"
          lead={
            sunset.dial.hasEnded
              ? `Every power ended ${sunset.sunsetWords}.`
              : `Every power ends ${sunset.sunsetWords}. Nothing has to be done for that, and nobody can stop it without a vote.`
          }
        />
      </TwoColumns>
      <TwoColumns
        aside={
          <section aria-labelledby="order">
            <h2 className="govuk-heading-m" id="order">
              In order
            </h2>
            <DialDates {...sunset.dial} />
          </section>
        }
      >
        <section aria-labelledby="dates">
          <h2 className="govuk-heading-m" id="dates">
            Every date, and why
          </h2>
          <SummaryList
            rows={sunset.dates.map((date) => ({
              key: date.name,
              value: (
                <>
                  <strong>{date.words}</strong> ({date.away}). {date.how} <SectionLinks sections={[date.section]} />
                </>
              ),
            }))}
          />
        </section>
        <section aria-labelledby="safe">
          <h2 className="govuk-heading-m" id="safe">
            Last safe days for a vote
          </h2>
          <p className="govuk-body">
            A vote that could not be finished before the sunset cannot be opened. Notice has to be given first.{" "}
            <SectionLinks sections={["s41", "s21"]} />
          </p>
          <Table
            caption="Last safe days by kind of vote"
            isCaptionHidden
            columns={[
              { heading: "Kind of vote" },
              { heading: "Last day to give notice" },
              { heading: "Last day to open" },
            ]}
            rows={sunset.safeDays.map((row) => ({
              key: row.key,
              cells: [row.name, row.hasPassed ? `${row.noticeBy} (passed)` : row.noticeBy, row.openBy],
            }))}
          />
          {sunset.safeDays.map((row) => (
            <Details key={row.key} summary={`How it is worked out: ${row.name}`}>
              <ul className="govuk-list govuk-list--bullet">
                {row.ruling.figures.map((figure) => (
                  <li key={figure.name}>
                    {figure.name}: {String(figure.value)} {figure.unit}. {figure.how}.
                  </li>
                ))}
              </ul>
            </Details>
          ))}
        </section>
        {receiver && (
          <InsetText>
            <p>
              What is left at the sunset goes to <strong>{receiver}</strong>. {takes}
            </p>
          </InsetText>
        )}
      </TwoColumns>
    </Main>
  );
}
