import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { askReceiver, getAsking, refusedTo } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { RulingPanel } from "~/components/act/ruling-panel";
import { EmptyState } from "~/components/content/empty-state";
import { textOf, unsent } from "~/components/council/form-state";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { Radios } from "~/components/forms/radios";
import { TextInput } from "~/components/forms/text-input";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { askForm } from "~/forms/handover";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `Ask a receiver – ${data?.parish.name ?? "Handover"}`);

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const things = new URL(request.url).searchParams.getAll("thing");
  const page = await getAsking(app.db, actor, params.slug ?? "", await app.now(), things);
  if (!page) throwRefused({ code: "not_found", message: "There is nothing to hand over at this address." });
  if (!page.mayAsk.holds) throwRefused(refusedTo(actor, page.mayAsk).refused);
  return page;
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const parishSlug = params.slug ?? "";
  const read = readForm(askForm, await formOf(request));
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const outcome = await askReceiver(app.context, actor, { parishSlug, ...read.value });
  return outcome.ok ? redirect(`/parishes/${parishSlug}/handover`) : answerRefused(outcome.refused, read.typed);
}

export default function AskPage() {
  const { parish, chosen, isOver, proposed } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const state = answered ?? unsent;
  const list = `/parishes/${parish.slug}/handover`;
  const receiver = textOf(state, "receiver");
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: parish.name, href: `/parishes/${parish.slug}` },
            { text: "Handover", href: list },
            { text: "Ask a receiver" },
          ]}
        />
      }
    >
      <ErrorSummary errors={[...state.errors]} />
      {answered?.refused.ruling && <RulingPanel ruling={answered.refused.ruling} heading="What the Act says" />}
      <PageHeading
        caption={parish.name}
        title="Ask a receiver"
        lead="They get a letter, and say yes or no. Nobody receives anything without saying yes."
      />
      {chosen.length === 0 ? (
        <EmptyState title="Nothing is ticked" action={{ href: list, text: "Choose from the list" }}>
          What you tick on the list is asked for here.
        </EmptyState>
      ) : (
        <form method="post" noValidate>
          <h2 className="govuk-heading-s">What they are asked to receive</h2>
          <ul className="govuk-list govuk-list--bullet">
            {chosen.map((one) => (
              <li key={one.value}>
                {one.name}
                {one.standing === "asked" &&
                  `, instead of ${one.receiver.toLowerCase() === "somebody" ? "whoever" : one.receiver} was asked before`}
                {one.standing === "accepted" && `, instead of ${one.receiver}`}
                <Hidden name="thing" value={one.value} />
              </li>
            ))}
          </ul>
          <Radios
            {...receiver}
            label="Whom do you ask?"
            labelSize="s"
            hint={proposed ? `The charter names ${proposed}.` : undefined}
            options={[
              ...(isOver ? [] : [{ value: "council", label: parish.council, hint: "One of its officers answers." }]),
              { value: "organisation", label: "An organisation", hint: "Its name is shown from now on." },
              {
                value: "person",
                label: "A person, for themselves",
                hint: "Their name is shown once they have said yes.",
              },
            ]}
          />
          <TextInput
            {...textOf(state, "organisation")}
            label="Name of the organisation"
            labelSize="s"
            hint="Leave it empty when you ask a person for themselves."
          />
          <TextInput
            {...textOf(state, "email")}
            label="E-mail address of whoever answers"
            labelSize="s"
            hint="Not needed for the council. It is never shown. They sign in with it to answer."
            type="email"
            autoComplete="off"
            hasSpellCheck={false}
          />
          <Button>Ask them</Button>
        </form>
      )}
    </Main>
  );
}
