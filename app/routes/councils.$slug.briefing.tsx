import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { briefingOfCouncil, findCouncil } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { BriefingView } from "~/components/notices/briefing-view";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { fortnightUpTo } from "~/domain/notices/dates";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((page) => `Briefing of ${page?.council.name ?? "a council"}`);

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const { id, slug, name } = council;
  return { council: { slug, name }, briefing: await briefingOfCouncil(app.db, id, fortnightUpTo(await app.now())) };
}

export default function CouncilBriefingPage() {
  const { council, briefing } = useLoaderData<typeof loader>();
  return (
    <Main
      before={<Breadcrumbs items={[{ text: council.name, href: `/councils/${council.slug}` }, { text: "Briefing" }]} />}
    >
      <PageHeading
        caption={council.name}
        title="Briefing"
        lead={`All parishes of this council in the fortnight from ${briefing.from} to ${briefing.to}, and what comes.`}
      />
      <BriefingView {...briefing} />
    </Main>
  );
}
