import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import {
  type ComparedVersion,
  compareVersions,
  getScheduleVersions,
  type ListedVersion,
  listScheduleVersions,
  pageNumber,
} from "#server/container";
import { throwRefused } from "#server/http/respond";
import { figureWords } from "~/components/act/figure-words";
import { SectionLinks } from "~/components/act/section-links";
import { EmptyState } from "~/components/content/empty-state";
import { InsetText } from "~/components/content/inset-text";
import { Pagination } from "~/components/content/pagination";
import { Table } from "~/components/content/table";
import { Tag, type TagColour } from "~/components/content/tag";
import { Button } from "~/components/forms/button";
import { Hidden } from "~/components/forms/hidden";
import { Select } from "~/components/forms/select";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { ACT_VERSION, actCommencesAt } from "~/domain/act/s03-versions";
import { instantInWords, whenInWords } from "~/domain/time/words";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) =>
  data?.compared ? `${data.compared.council.name}: versions of the schedule` : "Versions of the Act",
);

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { app } = context;
  const now = await app.now();
  const asked = new URL(request.url).searchParams;
  const slug = asked.get("council");
  const act = { version: ACT_VERSION, since: instantInWords(actCommencesAt) };
  if (slug === null) {
    const list = await listScheduleVersions(app.db, now, { page: pageNumber(asked.get("page")) });
    const rows = list.items.map(({ council, version }) => ({ council, ...shown(version) }));
    return { act, compared: null, rows, page: list.page, hasNext: list.hasNext };
  }
  const found = await getScheduleVersions(app.db, slug, now);
  if (!found) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const { council, versions } = found;
  const two = compareVersions(versions, { from: asked.get("from"), to: asked.get("to") });
  if (!two) throwRefused({ code: "not_found", message: "This council’s schedule has no such version." });
  const compared = { council, from: named(two.from), to: named(two.to), differences: two.differences };
  return { act, compared, rows: versions.map((version) => ({ council, ...shown(version) })), page: 1, hasNext: false };
}

/** A version as the page says it. */
function shown({ version, commencesAt, standing, before }: ListedVersion) {
  return { version, before, standing, commences: instantInWords(commencesAt) };
}

/** One side of a comparison as the page says it. */
function named({ version, notBefore }: ComparedVersion) {
  return {
    version,
    name: version === 0 ? actName : `Version ${version}`,
    notYet: notBefore && whenInWords(notBefore),
  };
}

const actName = "The Act’s own figures";

const standings: Record<ListedVersion["standing"], { text: string; colour: TagColour }> = {
  in_force: { text: "In force", colour: "green" },
  to_come: { text: "Not in force yet", colour: "yellow" },
  replaced: { text: "Replaced", colour: "grey" },
};

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Row = Page["rows"][number];
type Compared = NonNullable<Page["compared"]>;

const base = "/act/versions";

function compareHref(slug: string, from: number, to: number): string {
  return `${base}?${new URLSearchParams({ council: slug, from: String(from), to: String(to) })}`;
}

export default function VersionsPage() {
  const { act, compared, rows, page, hasNext } = useLoaderData<typeof loader>();
  if (compared) return <CouncilPage compared={compared} rows={rows} />;
  return (
    <Main before={<Breadcrumbs items={[{ text: "The Act", href: "/act" }, { text: "Versions" }]} />}>
      <PageHeading
        title="Versions"
        lead="Nothing acts backwards. Every ruling names the version of the Act and of the council’s schedule that it was made under, and keeps it."
      />
      <h2 className="govuk-heading-m">The Act</h2>
      <Table
        caption="Versions of the Act"
        isCaptionHidden
        columns={[{ heading: "Version" }, { heading: "Comes into force" }, { heading: "Standing" }]}
        rows={[
          {
            key: String(act.version),
            cells: [<a key="version" href="/act">{`Version ${act.version}`}</a>, act.since, standing("in_force")],
          },
        ]}
      />
      <h2 className="govuk-heading-m">Schedules of the councils</h2>
      <p>
        A council may set figures of its own, inside the bounds of the Act. Where it sets none, the Act’s own apply.
      </p>
      {rows.length === 0 ? (
        <EmptyState
          title={page > 1 ? "There are no more schedules" : "No council has made a schedule"}
          headingLevel={3}
          action={page > 1 ? { href: base, text: "Go to the first page" } : undefined}
        >
          {page === 1 && "The Act’s own figures apply everywhere."}
        </EmptyState>
      ) : (
        <VersionTable caption="Versions of the councils’ schedules" rows={rows} hasCouncils />
      )}
      <Pagination
        previous={page > 1 ? { href: `${base}?page=${page - 1}` } : null}
        next={hasNext ? { href: `${base}?page=${page + 1}` } : null}
      />
    </Main>
  );
}

/** The versions of one council's schedule, and what differs between two of them. */
function CouncilPage({ compared, rows }: { compared: Compared; rows: Row[] }) {
  const { council, from, to } = compared;
  const options = [
    ...rows.map((row) => ({ value: String(row.version), text: `Version ${row.version}: ${row.commences}` })),
    { value: "0", text: actName },
  ];
  return (
    <Main
      before={
        <Breadcrumbs
          items={[{ text: "The Act", href: "/act" }, { text: "Versions", href: base }, { text: council.name }]}
        />
      }
    >
      <PageHeading caption={council.name} title="Versions of the schedule">
        <a href={`/councils/${council.slug}`}>The council’s own page</a>
      </PageHeading>
      {rows.length === 0 ? (
        <EmptyState title="This council has made no schedule" action={{ href: "/act", text: "Read the Act" }}>
          The Act’s own figures apply.
        </EmptyState>
      ) : (
        <>
          <VersionTable caption="Versions, newest first" rows={rows} />
          <h2 className="govuk-heading-m">What differs</h2>
          <form method="get" action={base} className="compare">
            <Hidden name="council" value={council.slug} />
            <Select
              key={`from ${from.version}`}
              name="from"
              label="From"
              options={options}
              value={String(from.version)}
            />
            <Select key={`to ${to.version}`} name="to" label="To" options={options} value={String(to.version)} />
            <Button tone="secondary">Compare</Button>
          </form>
          {[...new Map([from, to].map((one) => [one.version, one])).values()].map(
            ({ version, name, notYet }) =>
              notYet && (
                <InsetText key={version}>
                  <p>
                    {name} is not in force yet. It comes into force {notYet}.
                  </p>
                </InsetText>
              ),
          )}
          <Differences compared={compared} />
        </>
      )}
    </Main>
  );
}

function Differences({ compared: { from, to, differences } }: { compared: Compared }) {
  if (from.version === to.version) return <p>Choose two versions to see what differs between them.</p>;
  if (differences.length === 0) return <p>Every figure is the same in both.</p>;
  return (
    <Table
      caption={`From ${inSentence(from.name)} to ${inSentence(to.name)}`}
      columns={[{ heading: "What it decides" }, { heading: from.name }, { heading: to.name }, { heading: "Section" }]}
      rows={differences.map((one) => ({
        key: one.parameter.name,
        cells: [
          one.parameter.meaning,
          figureWords({ value: one.from, unit: one.parameter.unit }),
          figureWords({ value: one.to, unit: one.parameter.unit }),
          <SectionLinks key="section" sections={[one.section]} />,
        ],
      }))}
    />
  );
}

function VersionTable({ caption, rows, hasCouncils = false }: { caption: string; rows: Row[]; hasCouncils?: boolean }) {
  return (
    <Table
      caption={caption}
      isCaptionHidden={hasCouncils}
      columns={[
        ...(hasCouncils ? [{ heading: "Council" }] : []),
        { heading: "Version" },
        { heading: "Comes into force" },
        { heading: "Standing" },
        { heading: "What changed" },
      ]}
      rows={rows.map(({ council, version, before, commences, standing: its }) => ({
        key: `${council.slug} ${version}`,
        cells: [
          ...(hasCouncils
            ? [
                <a key="council" href={`${base}?${new URLSearchParams({ council: council.slug })}`}>
                  {council.name}
                </a>,
              ]
            : []),
          `Version ${version}`,
          commences,
          standing(its),
          <a key="compare" href={compareHref(council.slug, before, version)}>
            From {before === 0 ? inSentence(actName) : `version ${before}`}
            <span className="govuk-visually-hidden">
              {" "}
              to version {version}
              {hasCouncils && ` of ${council.name}`}
            </span>
          </a>,
        ],
      }))}
    />
  );
}

function standing(of: ListedVersion["standing"]) {
  return <Tag key="standing" {...standings[of]} />;
}

/** A name as it stands inside a sentence: "the Act's own figures". */
function inSentence(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
