import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findCouncil, getAssistedSheet, refusedTo } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { SummaryList } from "~/components/content/summary-list";
import { Table } from "~/components/content/table";
import { BackLink } from "~/components/page-shell/back-link";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { may } from "~/domain/permissions/may";
import { isIdentifier } from "~/domain/record/identifier";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((page) => (page ? `Entered for ${page.sheet.name}` : "What was entered"));

/** What officers entered in a resident's name, to be printed and given to them. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const allowed = may(actor, "resident.assist", { councilId: council.id });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  const personId = params.personId ?? "";
  const sheet = isIdentifier(personId) ? await getAssistedSheet(app.db, council.id, personId) : null;
  if (!sheet) throwRefused({ code: "not_found", message: "There is no such resident of this council." });
  return { council, sheet };
}

export default function SheetPage() {
  const { council, sheet } = useLoaderData<typeof loader>();
  return (
    <Main before={<BackLink href={`/councils/${council.slug}/residents/assisted`} text="Assisted residents" />}>
      <PageHeading caption={council.name} title={sheet.name} lead="What the council has entered in your name." />
      <SummaryList
        rows={[
          { key: "Confirmed in", value: `${sheet.ward}, on ${sheet.registered}` },
          { key: "On the roll of votes", value: sheet.isAged16 ? "Yes" : "No: under 16" },
          ...(sheet.check ? [{ key: "How we made sure", value: sheet.check }] : []),
        ]}
      />
      {sheet.entries.length === 0 && sheet.papers.length === 0 ? (
        <p className="govuk-body">Nothing else has been entered.</p>
      ) : (
        <Table
          caption="Entered from paper"
          columns={[{ heading: "What" }, { heading: "When" }, { heading: "Entered by" }]}
          rows={[
            ...sheet.entries.map((one) => ({ key: one.key, cells: [one.what, one.when, one.post] })),
            ...sheet.papers.map((one) => ({
              key: one.key,
              cells: [`A paper ballot was given to you: ${one.question}`, `Vote closes ${one.closes}`, ""],
            })),
          ]}
        />
      )}
      <p className="govuk-body">
        If something here is wrong, tell the council. Nobody can see how you voted. The Community Power Act is
        simulated.
      </p>
    </Main>
  );
}
