import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getCouncil, listMatters, listParishes, listVacantParishes } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { SectionLinks } from "~/components/act/section-links";
import { MatterLines } from "~/components/commissioner/matter-lines";
import { Card } from "~/components/content/card";
import { Details } from "~/components/content/details";
import { EmptyState } from "~/components/content/empty-state";
import { FactList } from "~/components/content/fact-list";
import { FollowLinks, feedLinks } from "~/components/content/follow-links";
import { Pagination } from "~/components/content/pagination";
import { Table } from "~/components/content/table";
import { DutyClock } from "~/components/council/duty-clock";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { ParishCard } from "~/components/parish/parish-card";
import { VacantParishes } from "~/components/parish/vacant-parishes";
import { may } from "~/domain/permissions/may";
import { number, people } from "~/domain/time/words";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>(
  (page) => (page ? page.council.name : "Council"),
  (page) => (page ? feedLinks({ base: `/councils/${page.council.slug}`, name: page.council.name }) : []),
);

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const now = await app.now();
  const council = await getCouncil(app.db, params.slug ?? "", now);
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const after = new URL(request.url).searchParams.get("after");
  const [{ parishes, next }, vacant, matters] = await Promise.all([
    listParishes(app.db, now, { councilId: council.id, after }),
    listVacantParishes(app.db, { councilId: council.id }, now),
    listMatters(app.db, { councilId: council.id }, now),
  ]);
  const isReader = may(actor, "people.read", { councilId: council.id }).holds;
  return {
    council,
    parishes,
    next,
    vacant,
    // Vacancies have a place of their own.
    waiting: matters.filter(({ kind, state }) => state === "waits" && kind !== "vacancy"),
    isReader,
    isOfficer: may(actor, "duty.act", { councilId: council.id }).holds,
  };
}

export default function CouncilPage() {
  const { council, parishes, next, vacant, waiting, isReader, isOfficer } = useLoaderData<typeof loader>();
  const base = `/councils/${council.slug}`;
  return (
    <Main before={<Breadcrumbs items={[{ text: "Councils", href: "/councils" }, { text: council.name }]} />}>
      <PageHeading title={council.name}>
        {people(council.wards.length, "ward", "wards")} · {owes(council.owedCount, council.overdueCount)}
      </PageHeading>
      <TwoColumns aside={<Aside {...council} base={base} isOfficer={isOfficer} isReader={isReader} />}>
        <h2 className="govuk-heading-m">What it owes</h2>
        <p className="govuk-body">
          The Act gives a council days by which to acknowledge, to say when it will answer, and to answer. Silence never
          counts as yes. <SectionLinks sections={["s34", "s37"]} />
        </p>
        {council.owed.length === 0 ? (
          <EmptyState title="What the council owes will be listed here" headingLevel={3}>
            Nothing waits for it now.
          </EmptyState>
        ) : (
          council.owed.map((duty) => (
            <Card
              key={duty.id}
              title={duty.what}
              href={duty.href}
              meta={`${duty.parish.name} · ${duty.next}`}
              above={<DutyClock dueWords={duty.dueWords} standing={duty.standing} />}
            />
          ))
        )}
        {(council.owedCount > council.owed.length || isOfficer) && (
          <p className="govuk-body">
            <a href={`${base}/docket`}>See the whole docket</a>
          </p>
        )}

        <VacantParishes parishes={vacant} />

        <MatterLines matters={waiting} />
        <p className="govuk-body">
          <a href={`/commissioner?council=${council.slug}`}>See what the Commissioner has heard about this council</a>
        </p>

        <h2 className="govuk-heading-m">Parishes</h2>
        {parishes.length === 0 ? (
          <EmptyState
            title="Parishes of this council will be listed here"
            headingLevel={3}
            action={{ href: "/parishes/new", text: "Start a pop-up parish" }}
          >
            Nobody has started one yet.
          </EmptyState>
        ) : (
          parishes.map((parish) => <ParishCard key={parish.slug} {...parish} />)
        )}
        <Pagination next={next ? { href: `${base}?after=${encodeURIComponent(next)}` } : null} />

        <p className="govuk-body">
          <a href={`${base}/outcomes`}>See its parishes side by side: who took part, what was answered and delivered</a>
        </p>
        <p className="govuk-body">
          <a href={`${base}/powers`}>See who holds which power where</a>
        </p>

        <h2 className="govuk-heading-m">Wards</h2>
        {council.wards.length === 0 ? (
          <EmptyState title="Wards will be listed here" headingLevel={3}>
            Nobody has loaded them yet.
          </EmptyState>
        ) : (
          <Details summary={`See ${people(council.wards.length, "ward", "wards")} and their electorates`}>
            <Table
              caption="Wards"
              isCaptionHidden
              columns={[{ heading: "Ward" }, { heading: "Electorate", isNumeric: true }, { heading: "Source" }]}
              rows={council.wards.map((ward) => ({
                key: ward.name,
                cells: [ward.name, ward.electorate === null ? "Not known yet" : number(ward.electorate), ward.source],
              }))}
            />
          </Details>
        )}

        <p className="govuk-body">
          <a href={`${base}/briefing`}>Read what happened in its parishes in the last fortnight</a>
        </p>

        <h2 className="govuk-heading-m">Figures</h2>
        <p className="govuk-body">
          The Act leaves some figures to the council, inside its bounds.{" "}
          <a href={`${base}/schedule`}>See the schedule</a>
        </p>
      </TwoColumns>
    </Main>
  );
}

function owes(owedCount: number, overdueCount: number): string {
  if (owedCount === 0) return "owes no answers";
  const late = overdueCount === 0 ? "none late" : `${number(overdueCount)} late`;
  return `owes ${people(owedCount, "answer", "answers")}, ${late}`;
}

interface AsideProps {
  name: string;
  posts: { name: string; post: string; kind: "officer" | "councillor" }[];
  gss: string;
  base: string;
  isOfficer: boolean;
  /** Whether the reader holds a post here, or is the operator. */
  isReader: boolean;
}

function Aside({ name, posts, gss, base, isOfficer, isReader }: AsideProps) {
  const officers = posts.filter((post) => post.kind === "officer");
  const councillors = posts.filter((post) => post.kind === "councillor");
  return (
    <>
      {isOfficer && (
        <Card title="Your work here" headingLevel={2}>
          <ul className="govuk-list">
            <li>
              <a href={`${base}/docket`}>Docket</a>
            </li>
            <li>
              <a href={`${base}/residents`}>Residents to confirm</a>
            </li>
            <li>
              <a href={`${base}/wards`}>Electorates of wards</a>
            </li>
            <li>
              <a href={`${base}/schedule/new`}>Change the schedule</a>
            </li>
          </ul>
        </Card>
      )}
      {isReader && (
        <p className="govuk-body">
          <a href={`${base}/people`}>People and posts</a> · <a href={`${base}/audit`}>Audit log</a>
        </p>
      )}
      <Card title="Officers" headingLevel={2}>
        {officers.length === 0 ? (
          <p>Nobody has been appointed yet.</p>
        ) : (
          <FactList facts={officers.map(({ name, post }) => ({ name: post, words: name }))} />
        )}
      </Card>
      {councillors.length > 0 && (
        <Card title="Councillors" headingLevel={2}>
          <FactList facts={councillors.map(({ name, post }) => ({ name: post, words: name }))} />
        </Card>
      )}
      <FollowLinks base={base} name={name} />
      <p className="govuk-body-s">Code of the council in the national register: {gss}</p>
    </>
  );
}
