import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import {
  checkProposal,
  findParish,
  getProposalForm,
  refusedTo,
  saveProposal,
  submitProposal,
  withdrawProposal,
} from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { EmptyState } from "~/components/content/empty-state";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { ProposalForm } from "~/components/proposal/proposal-form";
import { isIdentifier } from "~/domain/record/identifier";
import { proposalSchema } from "~/forms/proposal";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((page) => `Make a proposal in ${page?.parish.name ?? "a parish"}`);

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const draftId = new URL(request.url).searchParams.get("draft");
  if (draftId !== null && !isIdentifier(draftId)) noDraft();
  const which = draftId === null ? { newId: crypto.randomUUID() } : { draftId };
  const page = await getProposalForm(app.db, params.slug ?? "", actor, which, await app.now());
  if (!page && draftId !== null) noDraft();
  if (!page) throwRefused({ code: "not_found", message: "There is no parish at this address." });
  if (!page.ruling.holds) throwRefused(refusedTo(actor, page.ruling).refused);
  return page;
}

function noDraft(): never {
  throwRefused({
    code: "not_found",
    message: "There is no such draft. It may have been put forward or thrown away, or it is somebody else’s.",
  });
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const found = await findParish(app.db, params.slug ?? "", await app.now());
  if (!found) throwRefused({ code: "not_found", message: "There is no parish at this address." });
  const base = `/parishes/${found.row.slug}/proposals`;
  const form = await formOf(request);
  const intent = form.get("intent");
  const read = readForm(proposalSchema, form);
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const { value, typed } = read;
  const draftId = value.draft ?? crypto.randomUUID();
  const parishId = found.row.id;
  if (intent === "throw_away") {
    const outcome = await withdrawProposal(app.context, actor, { proposalId: draftId });
    return outcome.ok ? redirect(`${base}?gone`) : answerRefused(outcome.refused, typed);
  }
  if (intent === "save") {
    const outcome = await saveProposal(app.context, actor, { parishId, draftId, proposal: value });
    return outcome.ok ? redirect(`${base}?saved`) : answerRefused(outcome.refused, typed);
  }
  if (intent === "check") {
    const outcome = await checkProposal(app.context, actor, { parishId, proposalId: draftId, proposal: value });
    if (!outcome.ok) return answerRefused(outcome.refused, typed);
    return data({ refused: null, errors: [], typed, checked: outcome.value.ruling });
  }
  const outcome = await submitProposal(app.context, actor, { parishId, draftId, proposal: value });
  return outcome.ok ? redirect(`${base}/${outcome.value.number}`) : answerRefused(outcome.refused, typed);
}

export default function NewProposalPage() {
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
            { text: "Make a proposal" },
          ]}
        />
      }
    >
      <ErrorSummary errors={errors} />
      <PageHeading
        caption={page.parish.name}
        title="Make a proposal"
        lead="Say what should change. Neighbours second it, argue about it and vote on it; the council must answer what passes."
      >
        You can save it and come back later. Nobody else sees it until you put it forward.
      </PageHeading>
      {page.powers.length === 0 ? (
        <EmptyState
          title="There is nothing to propose under"
          action={{ href: `${base}/powers`, text: "See the powers" }}
        >
          This parish holds no powers at this moment.
        </EmptyState>
      ) : (
        <ProposalForm
          checkAddress={`${base}/proposals/check`}
          draft={page.draft}
          powers={page.powers}
          moneyTypes={page.moneyTypes}
          limits={page.limits}
          typed={answer?.typed ?? null}
          errors={errors}
          ruling={ruling}
          isPublic={false}
        />
      )}
      {page.proposalId && (
        <form method="post">
          <Hidden name="draft" value={page.proposalId} />
          <Button name="intent" value="throw_away" tone="warning">
            Throw this draft away
          </Button>
        </form>
      )}
    </Main>
  );
}
