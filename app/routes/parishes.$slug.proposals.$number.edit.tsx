import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { changeProposal, checkProposal, getProposalForm, refusedTo } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { InsetText } from "~/components/content/inset-text";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { ProposalForm } from "~/components/proposal/proposal-form";
import { proposalNumber, proposalSchema } from "~/forms/proposal";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((page) => `Change: ${page?.draft.title ?? "a proposal"}`);

type Request = Pick<LoaderFunctionArgs, "context" | "params">;

async function draftOf({ context, params }: Request) {
  const { app, actor } = context;
  const number = proposalNumber(params.number);
  const page =
    number === null ? null : await getProposalForm(app.db, params.slug ?? "", actor, { number }, await app.now());
  if (!page?.proposalId || page.number === null) {
    throwRefused({ code: "not_found", message: "There is no proposal at this address." });
  }
  return { ...page, proposalId: page.proposalId, number: page.number };
}

export async function loader({ context, params }: LoaderFunctionArgs) {
  const page = await draftOf({ context, params });
  if (!page.ruling.holds) throwRefused(refusedTo(context.actor, page.ruling).refused);
  return page;
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const { proposalId, parish, number, draft, ruling } = await draftOf({ context, params });
  const form = await formOf(request);
  const read = readForm(proposalSchema, form);
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const { value, typed } = read;
  if (form.get("intent") === "check") {
    if (!ruling.holds) return answerRefused(refusedTo(actor, ruling).refused, typed);
    const outcome = await checkProposal(app.context, actor, { parishId: parish.id, proposalId, proposal: value });
    if (!outcome.ok) return answerRefused(outcome.refused, typed);
    return data({ refused: null, errors: [], typed, checked: outcome.value.ruling });
  }
  const revision = value.revision ?? draft.revision;
  const outcome = await changeProposal(app.context, actor, { proposalId, revision, proposal: value });
  if (!outcome.ok) return answerRefused(outcome.refused, typed);
  return redirect(`/parishes/${parish.slug}/proposals/${number}`);
}

export default function ChangeProposalPage() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const base = `/parishes/${page.parish.slug}`;
  const errors = answer?.errors ?? [];
  const ruling = answer ? ("checked" in answer ? answer.checked : (answer.refused?.ruling ?? null)) : null;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: page.parish.name, href: base },
            { text: "Proposals", href: `${base}/proposals` },
            { text: page.draft.title, href: `${base}/proposals/${page.number}` },
            { text: "Change" },
          ]}
        />
      }
    >
      <ErrorSummary errors={errors} />
      <PageHeading caption={page.draft.title} title="Change the proposal" />
      <InsetText>
        <p>Everybody who has seconded it is told by e-mail that the text has changed, and may take their name off.</p>
      </InsetText>
      <ProposalForm
        checkAddress={`${base}/proposals/check`}
        draft={page.draft}
        powers={page.powers}
        moneyTypes={page.moneyTypes}
        limits={page.limits}
        typed={answer?.typed ?? null}
        errors={errors}
        ruling={ruling}
        isPublic
      />
    </Main>
  );
}
