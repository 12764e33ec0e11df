import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { briefingOfParish, findParish } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { BriefingView } from "~/components/notices/briefing-view";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { fortnightUpTo } from "~/domain/notices/dates";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((page) => `Briefing of ${page?.parish.name ?? "a parish"}`);

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app } = context;
  const now = await app.now();
  const found = await findParish(app.db, params.slug ?? "", now);
  if (!found) throwRefused({ code: "not_found", message: "There is no parish at this address." });
  const { slug, name } = found.row;
  return { parish: { slug, name }, briefing: await briefingOfParish(app.db, found, fortnightUpTo(now)) };
}

export default function ParishBriefingPage() {
  const { parish, briefing } = useLoaderData<typeof loader>();
  return (
    <Main
      before={<Breadcrumbs items={[{ text: parish.name, href: `/parishes/${parish.slug}` }, { text: "Briefing" }]} />}
    >
      <PageHeading
        caption={parish.name}
        title="Briefing"
        lead={`The fortnight from ${briefing.from} to ${briefing.to}, and the one that comes.`}
      />
      <p className="govuk-body">
        Residents can have this every second Monday <a href="/account/notices">by e-mail</a>, and everybody{" "}
        <a href={`/parishes/${parish.slug}/briefing.atom`}>as a feed</a>.
      </p>
      <BriefingView {...briefing} />
    </Main>
  );
}
