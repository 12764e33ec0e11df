import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findCouncil, listCouncilPowers, listWards } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { SectionLinks } from "~/components/act/section-links";
import { EmptyState } from "~/components/content/empty-state";
import { Table } from "~/components/content/table";
import { Tag } from "~/components/content/tag";
import { Button } from "~/components/forms/button";
import { Select } from "~/components/forms/select";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { powerStandings } from "~/components/parish/power-standings";
import { may } from "~/domain/permissions/may";
import { list, people } from "~/domain/time/words";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `Who holds what where: ${data?.council.name ?? "a council"}`);

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const wards = (await listWards(app.db, council.id)).map(({ gss, name }) => ({ gss, name }));
  const asked = new URL(request.url).searchParams.get("ward") || null;
  const ward = wards.find(({ gss }) => gss === asked) ?? null;
  if (asked !== null && !ward) {
    throwRefused({ code: "not_found", message: "There is no such ward at this council." });
  }
  const powers = await listCouncilPowers(app.db, { councilId: council.id, ward: ward?.gss ?? null }, await app.now());
  return { council, wards, ward, powers, isOfficer: may(actor, "power.suspend", { councilId: council.id }).holds };
}

export default function CouncilPowersPage() {
  const { council, wards, ward, powers, isOfficer } = useLoaderData<typeof loader>();
  const base = `/councils/${council.slug}`;
  const parishes = new Set(powers.map(({ parish }) => parish.slug)).size;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[{ text: "Councils", href: "/councils" }, { text: council.name, href: base }, { text: "Powers" }]}
        />
      }
    >
      <PageHeading
        caption={council.name}
        title={ward ? `Who holds what in ${ward.name}` : "Who holds what where"}
        lead={`${people(powers.length, "power", "powers")} in ${people(parishes, "parish", "parishes")}.`}
      >
        Two parishes may share the same ground, but never the same power on it.{" "}
        <SectionLinks sections={["s7", "s12", "s16"]} />
      </PageHeading>
      <form method="get">
        <Select
          name="ward"
          label="Ward"
          value={ward?.gss ?? ""}
          options={[{ value: "", text: "All wards" }, ...wards.map(({ gss, name }) => ({ value: gss, text: name }))]}
        />
        <Button tone="secondary">Show</Button>
      </form>
      {powers.length === 0 ? (
        <EmptyState title="Powers that parishes hold will be listed here">No parish holds a power here now.</EmptyState>
      ) : (
        <Table
          caption="Powers that parishes hold"
          isCaptionHidden
          columns={[
            { heading: "Power" },
            { heading: "Parish" },
            { heading: "Wards" },
            { heading: "Tier" },
            { heading: "From" },
            { heading: "Until" },
            { heading: "State" },
            ...(isOfficer ? [{ heading: "Order" }] : []),
          ]}
          rows={powers.map((power) => ({
            key: power.key,
            cells: [
              power.name,
              <a key="parish" href={`/parishes/${power.parish.slug}/powers`}>
                {power.parish.name}
              </a>,
              list(power.wards),
              power.tier,
              power.from,
              power.until,
              <Tag
                key="state"
                text={powerStandings[power.standing].words}
                colour={powerStandings[power.standing].colour}
              />,
              ...(isOfficer
                ? [
                    <a key="order" href={`${base}/parishes/${power.parish.slug}/orders?power=${power.key}`}>
                      Suspend or take back
                      <span className="govuk-visually-hidden">
                        {" "}
                        {power.name} of {power.parish.name}
                      </span>
                    </a>,
                  ]
                : []),
            ],
          }))}
        />
      )}
      <p className="govuk-body">
        A parish may appeal against what the council suspends or takes back.{" "}
        <a href="/commissioner?kind=suspension">See appeals before the Commissioner</a>
      </p>
    </Main>
  );
}
