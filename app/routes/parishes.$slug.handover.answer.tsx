import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { answerHandover, getAskedOfMe, refusedTo } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { RulingPanel } from "~/components/act/ruling-panel";
import { EmptyState } from "~/components/content/empty-state";
import { textOf, unsent } from "~/components/council/form-state";
import { Button } from "~/components/forms/button";
import { Checkboxes } from "~/components/forms/checkboxes";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Radios } from "~/components/forms/radios";
import { TextArea } from "~/components/forms/text-area";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { may } from "~/domain/permissions/may";
import { answerHandoverForm, handoverLimits } from "~/forms/handover";
import { errorOf } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>(
  (data) => `What you are asked to receive – ${data?.parish.name ?? "Handover"}`,
);

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const page = await getAskedOfMe(app.db, actor, params.slug ?? "", await app.now());
  if (!page) throwRefused({ code: "not_found", message: "There is nothing to hand over at this address." });
  if (actor.personId === null) throwRefused(refusedTo(actor, may(actor, "handover.answer")).refused);
  return page;
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const parishSlug = params.slug ?? "";
  const read = readForm(answerHandoverForm, await formOf(request));
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const { item: items, answer, reason } = read.value;
  const outcome = await answerHandover(app.context, actor, { parishSlug, items, answer, reason });
  return outcome.ok ? redirect(`/parishes/${parishSlug}/handover`) : answerRefused(outcome.refused, read.typed);
}

export default function AnswerPage() {
  const { parish, asked, sunsetWords } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const state = answered ?? unsent;
  const list = `/parishes/${parish.slug}/handover`;
  const ticked = answered ? [answered.typed.item ?? []].flat() : asked.map(({ id }) => id);
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: parish.name, href: `/parishes/${parish.slug}` },
            { text: "Handover", href: list },
            { text: "Your answer" },
          ]}
        />
      }
    >
      <ErrorSummary errors={[...state.errors]} />
      {answered?.refused.ruling && <RulingPanel ruling={answered.refused.ruling} heading="What the Act says" />}
      <PageHeading
        caption={parish.name}
        title="What you are asked to receive"
        lead={`The sunset of the parish is ${sunsetWords}. What you accept is yours from then on. Until then you can give it back.`}
      />
      {asked.length === 0 ? (
        <EmptyState title="You are not asked for anything" action={{ href: list, text: "The whole list" }}>
          When somebody asks you to receive something, you say yes or no here.
        </EmptyState>
      ) : (
        <form method="post" noValidate>
          <Checkboxes
            name="item"
            label="What is your answer about?"
            labelSize="s"
            error={errorOf(state.errors, "item")}
            value={ticked}
            options={asked.map((one) => ({
              value: one.id,
              label: one.name,
              hint: [
                one.detail,
                one.forWhom && `For ${one.forWhom}`,
                `${one.by} asks`,
                one.isAccepted && "You said yes",
              ]
                .filter(Boolean)
                .join(" · "),
            }))}
          />
          <Radios
            {...textOf(state, "answer")}
            label="Would you receive it?"
            labelSize="s"
            options={[
              { value: "accepted", label: "Yes", hint: "Your name, or that of your organisation, is then public." },
              { value: "refused", label: "No" },
            ]}
          />
          <TextArea
            {...textOf(state, "reason")}
            label="If not, why not?"
            labelSize="s"
            hint="This is public. Do not name anybody."
            rows={3}
            maxCharacters={handoverLimits.reason.max}
          />
          <Button>Answer</Button>
        </form>
      )}
    </Main>
  );
}
