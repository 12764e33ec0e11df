import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getSchedule, scheduleAsItStood } from "#server/container";
import { answerAsOf } from "#server/http/as-it-stood";
import { figureWords } from "~/components/act/figure-words";
import { SectionLinks } from "~/components/act/section-links";
import { AsItStoodBanner, AsItStoodForm } from "~/components/content/as-it-stood";
import { Card } from "~/components/content/card";
import { EmptyState } from "~/components/content/empty-state";
import { NotificationBanner } from "~/components/content/notification-banner";
import { Table } from "~/components/content/table";
import { ScheduleStatementView } from "~/components/council/schedule-statement";
import { Button } from "~/components/forms/button";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { notToBeIndexed, titled } from "~/page-title";

export const meta = titled<typeof loader>(
  (data) => `Schedule of ${data?.council.name ?? "a council"}`,
  (data) => (data?.shown.past ? [notToBeIndexed] : []),
);

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const slug = params.slug ?? "";
  const now = await app.now();
  const made = new URL(request.url).searchParams.get("made");
  return answerAsOf(request, now, "There is no council at this address.", {
    now: async () => {
      const schedule = await getSchedule(app.db, slug, actor, now);
      const isMade = (one: { version: number }) => String(one.version) === made;
      return schedule && { ...schedule, made: schedule.versions.find(isMade)?.version ?? null };
    },
    past: (at) => scheduleAsItStood(app.db, slug, at),
  });
}

const standings = { in_force: "In force", to_come: "To come", replaced: "Replaced by a later version" } as const;

export default function SchedulePage() {
  const { council, allowed, groups, versions, version, made, shown } = useLoaderData<typeof loader>();
  const base = `/councils/${council.slug}`;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[{ text: "Councils", href: "/councils" }, { text: council.name, href: base }, { text: "Schedule" }]}
        />
      }
    >
      <AsItStoodBanner address={`${base}/schedule`} shown={shown} />
      {made !== null && <NotificationBanner tone="success" heading={`Version ${made} of the schedule is made.`} />}
      <PageHeading
        title="Schedule"
        caption={council.name}
        lead="The figures that the Act leaves to the council. A change begins on a day to come and never reaches back."
      >
        {version === 0 ? "The Act’s own figures apply." : `Version ${version} is in force.`}{" "}
        <SectionLinks sections={["s3", "s51"]} />
      </PageHeading>
      {allowed.holds && <Button href={`${base}/schedule/new`}>Put forward a change</Button>}
      <h2 className="govuk-heading-m">Versions</h2>
      {versions.length === 0 && (
        <EmptyState title="The council has not made a schedule">Until it does, the Act’s own figures apply.</EmptyState>
      )}
      {versions.map((one) => (
        <Card
          key={one.version}
          title={`Version ${one.version}`}
          href={`/act/versions?council=${council.slug}&from=${one.before}&to=${one.version}`}
          above={`${standings[one.standing]}, from ${one.commences}`}
          meta={one.officer ? `Made on ${one.made} by ${one.officer}, ${one.post}` : undefined}
        >
          {one.reason && <p dir="auto">{one.reason}</p>}
          {one.stated && <p>{one.stated}</p>}
          {one.statement && <ScheduleStatementView statement={one.statement} council={council.slug} />}
        </Card>
      ))}
      <h2 className="govuk-heading-m">Every figure</h2>
      {groups.map((group) => (
        <Table
          key={group.id}
          caption={`Section ${group.number}: ${group.title}`}
          columns={[
            { heading: "What it decides" },
            { heading: "In force" },
            { heading: "The Act’s own" },
            { heading: "Bounds" },
          ]}
          rows={group.parameters.map((one) => ({
            key: one.name,
            cells: [
              one.meaning,
              figureWords(one),
              figureWords({ value: one.default, unit: one.unit }),
              `${one.min} to ${figureWords({ value: one.max, unit: one.unit })}`,
            ],
          }))}
        />
      ))}
      <AsItStoodForm address={`${base}/schedule`} shown={shown} />
    </Main>
  );
}
