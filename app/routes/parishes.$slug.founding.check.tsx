import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { getCheck, openGathering } from "#server/container";
import { answerRefused, throwRefused } from "#server/http/respond";
import { RulingPanel } from "~/components/act/ruling-panel";
import { WarningText } from "~/components/content/warning-text";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { BackLink } from "~/components/page-shell/back-link";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { CharterLines } from "~/components/parish/charter-lines";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `Check the charter – ${data?.page.parish.name ?? "Parish"}`);

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const page = await getCheck(app.db, actor, params.slug ?? "", await app.now());
  if (!page) throwRefused({ code: "not_found", message: "There is no parish at this address." });
  return { page };
}

export async function action({ context, params }: ActionFunctionArgs) {
  const slug = params.slug ?? "";
  const outcome = await openGathering(context.app.context, context.actor, { slug });
  if (outcome.ok) return redirect(`/parishes/${slug}/support`);
  return answerRefused(outcome.refused);
}

export default function CheckPage() {
  const { page } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const { parish, isFounder, isReady, missing } = page;
  const back = `/parishes/${parish.slug}/founding`;
  const mayChange = isFounder && parish.state === "draft";
  return (
    <Main before={<BackLink href={back} text="Back to the task list" />}>
      <ErrorSummary errors={(answered?.errors ?? []).map(({ message }) => ({ message }))} />
      <PageHeading caption={parish.name} title="Check the charter before you open it" />
      <TwoColumns
        aside={
          <>
            <h2 className="govuk-heading-m">What the Act says</h2>
            {page.rulings.map(({ key, heading, ruling }) => (
              <RulingPanel key={key} ruling={ruling} heading={heading} headingLevel={3} />
            ))}
          </>
        }
      >
        {missing.length > 0 && (
          <section aria-labelledby="missing">
            <h2 className="govuk-heading-m" id="missing">
              Still missing
            </h2>
            <ul className="govuk-list govuk-list--bullet">
              {missing.map(({ message, href }) => (
                <li key={`${href} ${message}`}>{mayChange ? <a href={href}>{message}</a> : message}</li>
              ))}
            </ul>
          </section>
        )}
        <h2 className="govuk-heading-m">The charter</h2>
        <CharterLines lines={page.lines} hasLinks={mayChange} />
        {mayChange ? (
          <>
            <h2 className="govuk-heading-m">Open it for supporters</h2>
            {isReady && (
              <WarningText>
                From then on the text cannot be changed, and founders can no longer join or leave.
              </WarningText>
            )}
            <form method="post">
              <Button isDisabled={!isReady} reason={isReady ? undefined : "Complete what is missing first."}>
                Open gathering
              </Button>
            </form>
          </>
        ) : (
          <p className="govuk-body">
            {parish.state === "draft"
              ? "Only the founders can open the charter for supporters."
              : "This charter has been opened, and its text is fixed."}
          </p>
        )}
      </TwoColumns>
    </Main>
  );
}
