import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import {
  answerReport,
  getCommitment,
  hideDelivery,
  type Outcome,
  refused,
  reportDelivery,
  showDelivery,
} from "#server/container";
import { readForm, type Typed } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { formWithFile, sentEvidence } from "#server/http/upload";
import { RulingPanel } from "~/components/act/ruling-panel";
import { type FormState, unsent } from "~/components/council/form-state";
import { CommitmentFacts, CommitmentTimeline } from "~/components/delivery/commitment-facts";
import { DeliveryReports, ShowAgain, ThingForm } from "~/components/delivery/delivery-reports";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { hidingSchema, reportAnswerSchema, reportSchema, showingSchema } from "~/forms/evidence";
import { proposalNumber } from "~/forms/proposal";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => data?.page.commitment.what ?? "Commitment");

async function pageOf({ context, params }: LoaderFunctionArgs | ActionFunctionArgs) {
  const { app, actor } = context;
  const number = proposalNumber(params.number);
  const place = { parishSlug: params.slug ?? "", number: number ?? 0, commitmentId: params.id ?? "" };
  const page = number === null ? null : await getCommitment(app.db, actor, place, await app.now());
  if (!page) throwRefused({ code: "not_found", message: "There is no commitment at this address." });
  return page;
}

export async function loader(args: LoaderFunctionArgs) {
  return { page: await pageOf(args) };
}

export async function action(args: ActionFunctionArgs) {
  const { app, actor } = args.context;
  const page = await pageOf(args);
  const commitmentId = page.commitment.id;
  const { form, file } = await formWithFile(args.request, actor);
  const answer = (outcome: Outcome<unknown>, typed: Typed, place: string) =>
    outcome.ok ? redirect(`${page.commitment.href}${place}`) : answerRefused(outcome.refused, typed);

  switch (form.get("intent")) {
    case "report": {
      const read = readForm(reportSchema, form);
      if (!read.ok) return answerRefused(read.refused, read.typed);
      const { verdict, report, alt } = read.value;
      const input = { commitmentId, isDone: verdict === "done", text: report, file: sentEvidence(file, alt) };
      return answer(await reportDelivery(app.context, actor, input), read.typed, "#reports");
    }
    case "hide": {
      const read = readForm(hidingSchema, form);
      if (!read.ok) return answerRefused(read.refused, read.typed);
      const { shown: shownId, ground, reason, picture: isPictureToo } = read.value;
      const hiding = { commitmentId, shownId, ground, reason, isPictureToo };
      const outcome = await hideDelivery(app.context, actor, hiding);
      return answer(outcome, read.typed, "#reports");
    }
    case "show": {
      const read = readForm(showingSchema, form);
      if (!read.ok) return answerRefused(read.refused, read.typed);
      const outcome = await showDelivery(app.context, actor, { commitmentId, shownId: read.value.shown });
      return answer(outcome, read.typed, "#reports");
    }
    case "answer": {
      const read = readForm(reportAnswerSchema, form);
      if (!read.ok) return answerRefused(read.refused, read.typed);
      const { shown: shownId, answer: words } = read.value;
      const outcome = await answerReport(app.context, actor, { commitmentId, shownId, answer: words });
      return answer(outcome, read.typed, `#report-${shownId}`);
    }
    default:
      return answerRefused(refused("invalid", "Choose what to do on this page. Nothing was changed.").refused);
  }
}

export default function CommitmentPage() {
  const { page } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const state: FormState = answered ?? unsent;
  const { parish, proposal, commitment, reader } = page;
  const base = `/parishes/${parish.slug}`;
  const files = page.steps.flatMap((step) => step.files);
  const shown = files.filter((file) => file.hiddenWords === null);
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: parish.name, href: base },
            { text: proposal.title, href: `${base}/proposals/${proposal.number}` },
            { text: "What was promised" },
          ]}
        />
      }
    >
      <ErrorSummary errors={[...state.errors]} />
      {answered?.refused.ruling && <RulingPanel ruling={answered.refused.ruling} heading="What the Act says" />}
      <PageHeading caption={`Promised by ${page.council.name}`} title={commitment.what}>
        {reader.workHref && <a href={reader.workHref}>Record progress for the council</a>}
      </PageHeading>
      <CommitmentFacts page={page} />
      <CommitmentTimeline page={page} />
      {reader.mayShow &&
        files
          .filter((file) => file.hiddenWords !== null)
          .map((file) => <ShowAgain key={file.id} id={file.id} what="Show the hidden file again" />)}
      {reader.mayHide &&
        shown.map((file) => (
          <ThingForm
            key={file.id}
            id={file.id}
            summary={`Hide the file: ${file.alt}`}
            field="reason"
            label="The reason, which everybody will read"
            button="Hide the file"
            state={state}
          />
        ))}
      <DeliveryReports page={page} state={state} signInHref={`/sign-in?to=${encodeURIComponent(commitment.href)}`} />
    </Main>
  );
}
