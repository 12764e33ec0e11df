import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { contestInadmissibility, getRulingContest, refusedTo } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { RulingPanel } from "~/components/act/ruling-panel";
import { type FormState, textOf, unsent } from "~/components/council/form-state";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { TextArea } from "~/components/forms/text-area";
import { BackLink } from "~/components/page-shell/back-link";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { Passage } from "~/components/proposal/passage";
import { may } from "~/domain/permissions/may";
import { matterPath } from "~/domain/response/matters";
import { contestSchema, councilLimits } from "~/forms/council";
import { proposalNumber } from "~/forms/proposal";
import { titled } from "~/page-title";

export const meta = titled("Go to the Commissioner");

async function pageOf({ context: { app, actor }, params }: LoaderFunctionArgs | ActionFunctionArgs) {
  const number = proposalNumber(params.number);
  const page = number === null ? null : await getRulingContest(app.db, params.slug ?? "", number, await app.now());
  if (!page) throwRefused({ code: "not_found", message: "There is no proposal here that was ruled out." });
  const allowed = may(actor, "ruling.contest", { authorId: page.authorId });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  return page;
}

export async function loader(args: LoaderFunctionArgs) {
  const { authorId: _, ...page } = await pageOf(args);
  return page;
}

export async function action(args: ActionFunctionArgs) {
  const { app, actor } = args.context;
  const { id } = await pageOf(args);
  const read = readForm(contestSchema, await formOf(args.request));
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const outcome = await contestInadmissibility(app.context, actor, { proposalId: id, reasons: read.value.reasons });
  return outcome.ok ? redirect(matterPath("inadmissibility", id)) : answerRefused(outcome.refused, read.typed);
}

export default function RulingContestPage() {
  const { parishSlug, number, title, ruling, reasons, matterHref } = useLoaderData<typeof loader>();
  const state: FormState = useActionData<typeof action>() ?? unsent;
  return (
    <Main before={<BackLink href={`/parishes/${parishSlug}/proposals/${number}`} text="The proposal" />}>
      <ErrorSummary errors={[...state.errors]} />
      <PageHeading caption={title} title="Contest that it was ruled out" />
      <h2 className="govuk-heading-m">Why it was ruled out</h2>
      <Passage text={reasons} />
      <RulingPanel ruling={ruling} />
      {matterHref && (
        <p className="govuk-body">
          <a href={matterHref}>See it before the Commissioner</a>
        </p>
      )}
      {ruling.holds && (
        <form method="post" noValidate>
          <TextArea
            {...textOf(state, "reasons")}
            label="Why should the proposal go on?"
            hint="It is published at once, with your name. You can contest this once."
            maxCharacters={councilLimits.reasons.max}
          />
          <Button>Go to the Commissioner</Button>
        </form>
      )}
    </Main>
  );
}
