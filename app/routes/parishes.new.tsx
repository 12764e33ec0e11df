import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { getNewParish, startDraft } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused } from "#server/http/respond";
import { RulingPanel } from "~/components/act/ruling-panel";
import { SectionLinks } from "~/components/act/section-links";
import { Card } from "~/components/content/card";
import { InsetText } from "~/components/content/inset-text";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { TextInput } from "~/components/forms/text-input";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { typedOr } from "~/components/parish/typed-values";
import { people } from "~/domain/time/words";
import { startDraftForm } from "~/forms/charter";
import { errorOf } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled("Start a pop-up parish");

export async function loader({ context }: LoaderFunctionArgs) {
  const { app, actor } = context;
  return getNewParish(app.db, actor, await app.now());
}

export async function action({ context, request }: ActionFunctionArgs) {
  const read = readForm(startDraftForm, await formOf(request));
  const outcome = read.ok ? await startDraft(context.app.context, context.actor, read.value) : read;
  if (outcome.ok) return redirect(`/parishes/${outcome.value.slug}/founding`);
  return answerRefused(outcome.refused, read.typed);
}

export default function NewParishPage() {
  const { mayFound, isSignedIn, drafts, figures } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const errors = answered?.errors ?? [];
  return (
    <Main before={<Breadcrumbs items={[{ text: "Parishes", href: "/parishes" }, { text: "Start a parish" }]} />}>
      <ErrorSummary errors={errors} />
      <PageHeading
        title="Start a pop-up parish"
        lead="A pop-up parish runs part of its own neighbourhood’s services, with powers lent by its council, until a set day."
      />
      <TwoColumns
        aside={
          drafts.length > 0 && (
            <Card title="Your drafts" headingLevel={2}>
              <ul className="govuk-list">
                {drafts.map(({ slug, name, founders }) => (
                  <li key={slug}>
                    <a href={`/parishes/${slug}/founding`}>{name}</a>, {founders}
                  </li>
                ))}
              </ul>
            </Card>
          )
        }
      >
        <h2 className="govuk-heading-m">What happens</h2>
        <ol className="govuk-list govuk-list--number">
          <li>
            You and your neighbours write a charter: one problem, one end point, the powers you need, and a sunset.
          </li>
          <li>Residents of the area support it. If enough do in time, it goes to the council.</li>
          <li>The council decides on each power that you ask for, within a set time and with reasons.</li>
          <li>Residents vote on the charter. If it passes, the parish starts on its day.</li>
          <li>At its sunset the parish ends by itself, and somebody you have named takes on what is left.</li>
        </ol>
        <h2 className="govuk-heading-m">What you need</h2>
        <ul className="govuk-list govuk-list--bullet">
          <li>
            {people(figures.founders, "founder", "founders")} who live in the area. You can start alone and share a link
            with the others. <SectionLinks sections={["s4"]} />
          </li>
          <li>
            A problem that can be solved in {figures.leastMonths} to {figures.mostMonths} months, and a way to measure
            it. <SectionLinks sections={["s5", "s11"]} />
          </li>
          <li>Somebody who will take on what is left at the sunset.</li>
        </ul>
        <p className="govuk-body">
          You can save at any time and come back. Nothing is fixed until you open the charter.
        </p>
        {mayFound.holds ? (
          <form method="post" noValidate>
            <TextInput
              name="name"
              label="What is the parish called?"
              labelSize="m"
              hint={`Name it after the place, such as Millbrook Green. Up to ${figures.nameCharacters} characters.`}
              value={typedOr(answered?.typed, "name", "")}
              error={errorOf(errors, "name")}
            />
            <Button>Start the charter</Button>
          </form>
        ) : isSignedIn ? (
          <RulingPanel ruling={mayFound} heading="You cannot start one yet">
            <p>
              <a href="/account/residency">Say where you live</a>
            </p>
          </RulingPanel>
        ) : (
          <InsetText>
            <p>
              <a href="/sign-in?to=/parishes/new">Sign in</a> to start a parish. {mayFound.sentence}
            </p>
          </InsetText>
        )}
      </TwoColumns>
    </Main>
  );
}
