import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { confirmPower, findCouncil, getDuty, refusedTo } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { RulingPanel } from "~/components/act/ruling-panel";
import { InsetText } from "~/components/content/inset-text";
import { SummaryList } from "~/components/content/summary-list";
import { type FormState, textOf, unsent } from "~/components/council/form-state";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Fieldset } from "~/components/forms/fieldset";
import { Radios } from "~/components/forms/radios";
import { TextArea } from "~/components/forms/text-area";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { may } from "~/domain/permissions/may";
import { confirmationSchema, councilLimits } from "~/forms/council";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) =>
  data ? `${data.power.name}, ${data.duty.parish.name}` : "A power for the new term",
);

const noSuchPower = { code: "not_found", message: "There is no such power to confirm." } as const;

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const allowed = may(actor, "power.confirm", { councilId: council.id });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  const which = { councilSlug: council.slug, dutyId: params.dutyId ?? "" };
  const duty = await getDuty(app.db, which, actor, await app.now());
  const power = duty?.renewal?.powers.find((one) => one.id === params.powerId);
  if (!duty?.renewal || !power) throwRefused(noSuchPower);
  const { id, council: of, parish, title, grounds, renewal } = duty;
  return { power, duty: { id, council: of, parish, title, grounds, parishSunset: renewal.parishSunset } };
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const { dutyId = "", powerId = "" } = params;
  const read = readForm(confirmationSchema, await formOf(request));
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const outcome = await confirmPower(app.context, actor, { dutyId, powerId, ...read.value });
  if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
  return redirect(`/councils/${params.slug}/docket/${dutyId}?done=confirm`);
}

export default function PowerConfirmationPage() {
  const { duty, power } = useLoaderData<typeof loader>();
  const state: FormState = useActionData<typeof action>() ?? unsent;
  const base = `/councils/${duty.council.slug}`;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: duty.council.name, href: base },
            { text: "Docket", href: `${base}/docket` },
            { text: duty.title, href: `${base}/docket/${duty.id}` },
            { text: power.name },
          ]}
        />
      }
    >
      <ErrorSummary errors={[...state.errors]} />
      <PageHeading
        caption={duty.parish.name}
        title={power.name}
        lead={`Residents renewed the parish until ${duty.parishSunset}. Does this power go on?`}
      />
      <SummaryList
        rows={[
          { key: "Tier", value: power.tierWords },
          { key: "Where", value: power.scope },
          { key: "Conditions", value: power.conditions || "None" },
        ]}
      />
      {power.answer !== null ? (
        <InsetText>
          <p>
            {power.answer === "confirm" ? "Confirmed" : "Not confirmed"} by {power.answeredBy}. {power.ground}{" "}
            {power.reasons}
          </p>
        </InsetText>
      ) : !power.ruling.holds ? (
        <RulingPanel ruling={power.ruling} heading="The time for an answer is over" />
      ) : (
        <form method="post">
          <Radios
            {...textOf(state, "answer")}
            label="What does the council say?"
            labelSize="m"
            hint="It is published at once and cannot be taken back."
            options={[
              { value: "confirm", label: "Confirm: the power goes on" },
              { value: "refuse", label: "Refuse: it ends at the old sunset" },
            ]}
          />
          <Fieldset legend="If you refuse it" legendSize="m">
            <Radios {...textOf(state, "ground")} label="On which ground?" labelSize="s" options={[...duty.grounds]} />
          </Fieldset>
          <TextArea
            {...textOf(state, "reasons")}
            label="Reasons"
            labelSize="s"
            rows={5}
            maxCharacters={councilLimits.reasons.max}
            hint="Needed to refuse. Everybody will read them."
          />
          <Button>Publish the answer</Button>
        </form>
      )}
    </Main>
  );
}
