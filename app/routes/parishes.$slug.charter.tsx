import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getCharter } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { RulingPanel } from "~/components/act/ruling-panel";
import { InsetText } from "~/components/content/inset-text";
import { StateTag } from "~/components/content/state-tag";
import { Timeline } from "~/components/content/timeline";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { AskedElsewhere } from "~/components/parish/asked-elsewhere";
import { CharterLines } from "~/components/parish/charter-lines";
import { people } from "~/domain/time/words";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `Charter of ${data?.parish.name ?? "a parish"}`);

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app } = context;
  const page = await getCharter(app.db, params.slug ?? "", await app.now());
  if (!page) throwRefused({ code: "not_found", message: "There is no parish at this address." });
  return page;
}

export default function CharterPage() {
  const { parish, isDraft, lines, founders, foundersRuling, boundaries, events, askedElsewhere, versions } =
    useLoaderData<typeof loader>();
  const base = `/parishes/${parish.slug}`;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[{ text: "Parishes", href: "/parishes" }, { text: parish.name, href: base }, { text: "Charter" }]}
        />
      }
    >
      <PageHeading above={<StateTag of="parish" state={parish.state} />} caption={parish.name} title="Charter">
        Put to <a href={`/councils/${parish.council.slug}`}>{parish.council.name}</a> under the simulated{" "}
        <a href="/act">Community Power Act</a>
      </PageHeading>
      {isDraft && (
        <InsetText>
          <p>
            This is a draft. Its founders can still change it. <a href={`${base}/founding`}>See who they are</a>
          </p>
        </InsetText>
      )}
      <AskedElsewhere parishes={askedElsewhere} />
      <TwoColumns
        aside={
          <>
            <h2 className="govuk-heading-m">What became of it</h2>
            <Timeline events={events} />
            <p>
              <a href={`${base}/powers`}>Register of powers</a>
            </p>
            <p>
              <a href={`${base}/minutes`}>Minute book</a>
            </p>
          </>
        }
      >
        <CharterLines lines={lines} />
        {boundaries && <p className="govuk-body">Wards as in {boundaries} of wards and their codes.</p>}
        <h2 className="govuk-heading-m">{people(founders.length, "founder", "founders")}</h2>
        {founders.length > 0 && <p className="govuk-body">{founders.join(", ")}</p>}
        {foundersRuling && <RulingPanel ruling={foundersRuling} headingLevel={3} />}
        {versions && (
          <p className="govuk-body">
            Written under version {versions.actVersion} of the Act and version {versions.scheduleVersion} of the
            council’s schedule.
          </p>
        )}
      </TwoColumns>
    </Main>
  );
}
