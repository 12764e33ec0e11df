import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { findCouncil, getDuty, refusedTo, reviewPowerRequest } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { InsetText } from "~/components/content/inset-text";
import { SummaryList } from "~/components/content/summary-list";
import { Barrier } from "~/components/council/charter-requests";
import { type FormState, unsent } from "~/components/council/form-state";
import { VerdictForm } from "~/components/council/verdict-form";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { may } from "~/domain/permissions/may";
import { isIdentifier } from "~/domain/record/identifier";
import { councilLimits, verdictSchema } from "~/forms/council";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) =>
  data ? `${data.request.name}, ${data.duty.parish.name}` : "Review of a power",
);

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const allowed = may(actor, "charter.review", { councilId: council.id });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  const which = { councilSlug: council.slug, dutyId: params.dutyId ?? "" };
  const duty = await getDuty(app.db, which, actor, await app.now());
  const request = duty?.charter?.requests.find((one) => one.id === params.requestId);
  if (!duty?.charter || !request) {
    throwRefused({ code: "not_found", message: "There is no such power to review." });
  }
  const { council: of, parish, id, grounds, charter } = duty;
  return {
    request,
    duty: { id, council: of, parish, grounds, wrappers: charter.wrappers, isOpen: charter.isOpen },
  };
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const { dutyId = "", requestId = "" } = params;
  if (!isIdentifier(requestId)) throwRefused({ code: "not_found", message: "There is no such power to review." });
  const read = readForm(verdictSchema, await formOf(request));
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const outcome = await reviewPowerRequest(app.context, actor, { dutyId, requestId, verdict: read.value });
  if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
  return redirect(`/councils/${params.slug}/docket/${dutyId}`);
}

export default function PowerReviewPage() {
  const { duty, request } = useLoaderData<typeof loader>();
  const state: FormState = useActionData<typeof action>() ?? unsent;
  const base = `/councils/${duty.council.slug}`;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: duty.council.name, href: base },
            { text: "Docket", href: `${base}/docket` },
            { text: `The charter of ${duty.parish.name}`, href: `${base}/docket/${duty.id}` },
            { text: request.name },
          ]}
        />
      }
    >
      <ErrorSummary errors={[...state.errors]} />
      <PageHeading caption={duty.parish.name} title={request.name} lead={request.statute} />
      <SummaryList
        rows={[
          { key: "Tier", value: request.tierWords || "None: this is not in the catalogue of powers" },
          { key: "Where", value: request.scope },
          { key: "Asked for in a year", value: request.askedWords },
        ]}
      />
      {request.barrier && (
        <InsetText>
          <Barrier ruling={request.barrier} />
        </InsetText>
      )}
      {duty.isOpen ? (
        <VerdictForm
          state={state}
          request={request}
          wrappers={duty.wrappers}
          grounds={duty.grounds}
          maxCharacters={councilLimits.reasons.max}
        />
      ) : (
        <p className="govuk-body">
          The review is finished, so this can no longer be changed.{" "}
          <a href={`${base}/docket/${duty.id}`}>See what was decided</a>
        </p>
      )}
    </Main>
  );
}
