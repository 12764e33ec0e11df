import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { getTrial, reviewTrial } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { RulingPanel } from "~/components/act/ruling-panel";
import { SectionLinks } from "~/components/act/section-links";
import { EmptyState } from "~/components/content/empty-state";
import { SummaryList } from "~/components/content/summary-list";
import { Table } from "~/components/content/table";
import { type FormState, textOf, unsent } from "~/components/council/form-state";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Radios } from "~/components/forms/radios";
import { TextArea } from "~/components/forms/text-area";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { Passage } from "~/components/proposal/passage";
import { trialSchema } from "~/forms/outcome";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `Trial of ${data?.page.power.name ?? "a power"}`);

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const place = { parishSlug: params.slug ?? "", powerId: params.powerId ?? "" };
  const page = await getTrial(app.db, actor, place, await app.now());
  if (!page) throwRefused({ code: "not_found", message: "There is no power on trial at this address." });
  return { page };
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const read = readForm(trialSchema, await formOf(request));
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const place = { parishSlug: params.slug ?? "", powerId: params.powerId ?? "" };
  const outcome = await reviewTrial(app.context, actor, { ...place, ...read.value });
  if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
  return redirect(`/parishes/${place.parishSlug}/powers/${place.powerId}/review`);
}

export default function TrialPage() {
  const { page } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const state: FormState = answered ?? unsent;
  const { parish, power, review, ruling } = page;
  const base = `/parishes/${parish.slug}`;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[{ text: parish.name, href: base }, { text: "Powers", href: `${base}/powers` }, { text: "Trial" }]}
        />
      }
    >
      <ErrorSummary errors={[...state.errors]} />
      {answered?.refused.ruling && <RulingPanel ruling={answered.refused.ruling} heading="What the Act says" />}
      <PageHeading caption={parish.name} title={`On trial: ${power.name}`}>
        {page.council} gave this power on trial. <SectionLinks sections={["s15", "s39"]} />
      </PageHeading>
      {ruling && <RulingPanel ruling={ruling} />}
      <SummaryList
        rows={[
          { key: "Covers", value: <span dir="auto">{power.scope}</span> },
          { key: "Conditions", value: <span dir="auto">{power.conditions || "None"}</span> },
          { key: "Held from", value: power.from },
          { key: "Ends", value: power.lapses },
          ...(review
            ? [
                { key: "Outcome", value: review.outcomeWords },
                { key: "What was found", value: <Passage text={review.finding} /> },
                { key: "Reviewed", value: `${review.at}, by ${review.by}` },
              ]
            : []),
        ]}
      />
      {page.decisions.length === 0 ? (
        <EmptyState title="Nothing has been decided under this power">
          What came of each decision made under it will stand here.
        </EmptyState>
      ) : (
        <Table
          caption="Decided under this power"
          columns={[{ heading: "Decision" }, { heading: "What came of it" }]}
          rows={page.decisions.map((one) => ({
            key: String(one.number),
            cells: [
              <a key="title" href={one.href}>
                {one.title}
              </a>,
              one.outcome,
            ],
          }))}
        />
      )}
      {page.mayReview && ruling?.holds && (
        <section aria-labelledby="publish">
          <h2 className="govuk-heading-m" id="publish">
            Publish the review
          </h2>
          <form method="post" noValidate>
            <TextArea
              {...textOf(state, "finding")}
              label="What was found, and why?"
              labelSize="s"
              hint="It is published with your name and post, and cannot be changed afterwards."
            />
            <Radios
              {...textOf(state, "outcome")}
              label="What should happen to the power?"
              labelSize="s"
              options={[
                { value: "keep", label: "Keep it", hint: "It goes on until the parish ends." },
                { value: "amend", label: "Amend it", hint: "It goes on with new conditions." },
                { value: "lapse", label: "Let it lapse", hint: "It ends with its trial." },
              ]}
            />
            <TextArea
              {...textOf(state, "conditions", power.conditions)}
              label="The conditions from now on"
              labelSize="s"
              rows={3}
              hint="Only to amend it."
            />
            <Button>Publish the review</Button>
          </form>
        </section>
      )}
    </Main>
  );
}
