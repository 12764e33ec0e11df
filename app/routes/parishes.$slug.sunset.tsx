import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import {
  findParish,
  listAtRisk,
  nextDateOf,
  placeVote,
  plannableVotes,
  statusOf,
  sunsetOfParish,
} from "#server/container";
import { readForm } from "#server/http/form";
import { throwRefused } from "#server/http/respond";
import { SectionLinks } from "~/components/act/section-links";
import { Details } from "~/components/content/details";
import { EmptyState } from "~/components/content/empty-state";
import { InsetText } from "~/components/content/inset-text";
import { SummaryList } from "~/components/content/summary-list";
import { Table } from "~/components/content/table";
import { WarningText } from "~/components/content/warning-text";
import { dateOf, textOf, unsent } from "~/components/council/form-state";
import { Button } from "~/components/forms/button";
import { DateInput } from "~/components/forms/date-input";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Select } from "~/components/forms/select";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { DialDates } from "~/components/sunset/dial-dates";
import { SunsetDial } from "~/components/sunset/sunset-dial";
import { VotePlan } from "~/components/sunset/vote-plan";
import { hallFromHour, hallUntilHour } from "~/domain/act/s25-window";
import { planSchema } from "~/forms/plan";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `Sunset of ${data?.name ?? "a parish"}`);

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const now = await context.app.now();
  const found = await findParish(context.app.db, params.slug ?? "", now);
  if (!found) throwRefused({ code: "not_found", message: "There is no parish at this address." });
  const page = {
    planned: readPlan(found, new URL(request.url).searchParams, now),
    kinds: plannableVotes.map(({ key, name }) => ({ value: key, text: name })),
    atRisk: await listAtRisk(context.app.db, found, now),
    slug: found.row.slug,
    name: found.row.name,
    state: found.state,
    receiver: found.row.receiverName,
    takes: found.row.receiverTakes,
    next: nextDateOf(found, now),
    sunset: sunsetOfParish(found, now),
  };
  // What was typed wrongly is said beside the boxes, and the status says so too.
  return page.planned.errors.length > 0 ? data(page, { status: statusOf("invalid") }) : data(page);
}

/** The vote that the address plans: with its picture, with what is wrong about it, or nothing at all. */
function readPlan(found: Parameters<typeof placeVote>[0], search: URLSearchParams, now: Date) {
  if (!search.has("kind")) return { plan: null, ...unsent };
  const form = new FormData();
  for (const [name, value] of search) form.append(name, value);
  const read = readForm(planSchema, form);
  if (!read.ok) return { plan: null, errors: read.refused.errors ?? [], typed: read.typed };
  const kind = plannableVotes.find(({ key }) => key === read.value.kind) ?? plannableVotes[0];
  const plan = kind ? placeVote(found, kind, { opensOn: read.value.on, hour: read.value.hour }, now) : null;
  return { plan, errors: [], typed: read.typed };
}

export default function SunsetPage() {
  const page = useLoaderData<typeof loader>();
  const { slug, name, state, sunset, receiver, takes, next, atRisk, planned, kinds } = page;
  const base = `/parishes/${slug}`;
  const before = <Breadcrumbs items={[{ text: name, href: base }, { text: "Sunset" }]} />;
  const isPlannable = state === "active" || state === "approved";
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
      <ErrorSummary errors={[...planned.errors]} />
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
          <>
            <nav aria-label="About the sunset">
              <ul className="govuk-list">
                <li>
                  <a href={`${base}/renewal`}>Renewal, or an earlier end</a>
                </li>
                <li>
                  <a href={`${base}/review`}>Mid-term review</a>
                </li>
                <li>
                  <a href={`${base}/handover`}>Handover and archive</a>
                </li>
              </ul>
            </nav>
            <section aria-labelledby="order">
              <h2 className="govuk-heading-m" id="order">
                In order
              </h2>
              <DialDates {...sunset.dial} />
            </section>
          </>
        }
      >
        {sunset.renewal && <WarningText>{sunset.renewal}</WarningText>}
        <AtRiskList items={atRisk} hasEnded={sunset.dial.hasEnded} />
        {isPlannable && <Planner planned={planned} kinds={kinds} />}
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

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

/** How many are shown before the rest is folded away. */
const shownAtFirst = 10;

function AtRiskList({ items, hasEnded }: { items: Page["atRisk"]; hasEnded: boolean }) {
  if (hasEnded) return null;
  const rows = (some: typeof items) => (
    <Table
      caption="What must happen by when"
      isCaptionHidden
      columns={[{ heading: "What" }, { heading: "What it needs" }]}
      rows={some.map((one) => ({
        key: one.key,
        cells: [
          <a key="what" href={one.href}>
            {one.what}
          </a>,
          <>
            {one.isLost && <strong>Too late. </strong>}
            {one.needs} <SectionLinks sections={[one.section]} />
          </>,
        ],
      }))}
    />
  );
  const rest = items.slice(shownAtFirst);
  return (
    <section aria-labelledby="risk">
      <h2 className="govuk-heading-m" id="risk">
        What must happen in time
      </h2>
      {items.length === 0 ? (
        <p>Nothing is open that the sunset could cut short.</p>
      ) : (
        <>
          {rows(items.slice(0, shownAtFirst))}
          {rest.length > 0 && <Details summary={`${rest.length} more`}>{rows(rest)}</Details>}
        </>
      )}
    </section>
  );
}

function Planner({ planned, kinds }: { planned: Page["planned"]; kinds: Page["kinds"] }) {
  const hours = Array.from({ length: hallUntilHour - hallFromHour }, (_, index) => hallFromHour + index);
  const wordsOf = (hour: number) => (hour === 12 ? "midday" : hour < 12 ? `${hour}am` : `${hour - 12}pm`);
  return (
    <section aria-labelledby="plan">
      <h2 className="govuk-heading-m" id="plan">
        Plan a vote
      </h2>
      <p>Try a day. Nothing is decided or announced by this.</p>
      <form method="get" action="#plan" noValidate>
        <Select {...textOf(planned, "kind", "ordinary-a")} label="Kind of vote" labelSize="s" options={kinds} />
        <DateInput {...dateOf(planned, "on")} label="On which day would voting open?" labelSize="s" />
        <Select
          {...textOf(planned, "hour", "19")}
          label="At which hour, for a hall vote?"
          labelSize="s"
          options={hours.map((hour) => ({ value: String(hour), text: wordsOf(hour) }))}
        />
        <Button tone="secondary">Show how it fits</Button>
      </form>
      {planned.plan && <VotePlan {...planned.plan} />}
    </section>
  );
}
