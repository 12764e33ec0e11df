import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { contestCount, getContestPage, refusedTo } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { RulingPanel } from "~/components/act/ruling-panel";
import { type FormState, textOf, unsent } from "~/components/council/form-state";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { TextArea } from "~/components/forms/text-area";
import { TextInput } from "~/components/forms/text-input";
import { BackLink } from "~/components/page-shell/back-link";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { may } from "~/domain/permissions/may";
import { matterPath } from "~/domain/response/matters";
import { contestSchema, councilLimits } from "~/forms/council";
import { titled } from "~/page-title";

export const meta = titled("Challenge the count");

export async function loader({ context: { app, actor }, params }: LoaderFunctionArgs) {
  const page = await getContestPage(app.db, params.id ?? "", actor.personId, await app.now());
  if (!page) throwRefused({ code: "not_found", message: "There is no count of a vote to challenge here." });
  const allowed = may(actor, "count.contest", { isOnRoll: page.isOnRoll });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  return page;
}

export async function action({ context: { app, actor }, params, request }: ActionFunctionArgs) {
  const read = readForm(contestSchema, await formOf(request));
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const voteId = params.id ?? "";
  const outcome = await contestCount(app.context, actor, { voteId, ...read.value });
  return outcome.ok ? redirect(matterPath("contested_count", voteId)) : answerRefused(outcome.refused, read.typed);
}

export default function ContestPage() {
  const { id, question, ruling, matterHref, isDone } = useLoaderData<typeof loader>();
  const state: FormState = useActionData<typeof action>() ?? unsent;
  return (
    <Main before={<BackLink href={`/votes/${id}`} text="The vote" />}>
      <ErrorSummary errors={[...state.errors]} />
      <PageHeading caption={question} title="Challenge the count" />
      {ruling && <RulingPanel ruling={ruling} />}
      {matterHref && (
        <p className="govuk-body">
          {isDone ? "You have challenged this count. " : "Somebody has challenged this count already. "}
          <a href={matterHref}>See what was said</a>
        </p>
      )}
      {ruling?.holds && !isDone && (
        <form method="post" noValidate>
          <p className="govuk-body">
            You can <a href={`/votes/${id}/check`}>check the count yourself</a> first. A challenge never changes how the
            vote came out: it has the count looked at, in public.
          </p>
          <TextArea
            {...textOf(state, "reasons")}
            label="What is wrong with the count?"
            hint="It is published at once, with your name. Leave out your receipt, which has a box of its own."
            maxCharacters={councilLimits.reasons.max}
          />
          <TextInput
            {...textOf(state, "receipt")}
            label="Your receipt, if you want to give it"
            hint="It is looked up in the ballot file. Only whether it is there is kept and published, never the receipt."
            widthCharacters={30}
            autoComplete="off"
            hasSpellCheck={false}
          />
          <Button>Challenge the count</Button>
        </form>
      )}
    </Main>
  );
}
