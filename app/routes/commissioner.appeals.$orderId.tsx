import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { decideAppeal, getOrder, refusedTo } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { type FormState, textOf, unsent } from "~/components/council/form-state";
import { OrderCard } from "~/components/council/order-card";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Radios } from "~/components/forms/radios";
import { TextArea } from "~/components/forms/text-area";
import { BackLink } from "~/components/page-shell/back-link";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { may } from "~/domain/permissions/may";
import { councilLimits, findingSchema } from "~/forms/council";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `Appeal of ${data?.parish.name ?? "a parish"}`);

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const allowed = may(actor, "appeal.decide");
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  const found = await getOrder(app.db, params.orderId ?? "", await app.now());
  if (!found?.order.appeal) throwRefused({ code: "not_found", message: "There is no such appeal." });
  return found;
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const read = readForm(findingSchema, await formOf(request));
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const suspensionId = params.orderId ?? "";
  const outcome = await decideAppeal(context.app.context, context.actor, { suspensionId, ...read.value });
  if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
  return redirect("/commissioner/appeals");
}

export default function DecideAppealPage() {
  const { parish, order, isOpen } = useLoaderData<typeof loader>();
  const state: FormState = useActionData<typeof action>() ?? unsent;
  return (
    <Main before={<BackLink href="/commissioner/appeals" text="Appeals" />}>
      <ErrorSummary errors={[...state.errors]} />
      <PageHeading caption={parish.name} title="Decide on an appeal" />
      <OrderCard order={order} headingLevel={2} />
      {isOpen && (
        <form method="post" noValidate>
          <Radios
            {...textOf(state, "finding")}
            label="What do you find?"
            labelSize="m"
            options={[
              { value: "upheld", label: "Uphold what the council ordered" },
              {
                value: "set_aside",
                label: "Set it aside",
                hint: "What was taken is held again from this moment. How votes came out does not change.",
              },
            ]}
          />
          <TextArea
            {...textOf(state, "reasons")}
            label="Reasons"
            labelSize="m"
            hint="They are published, with your name."
            maxCharacters={councilLimits.reasons.max}
          />
          <Button>Publish the finding</Button>
        </form>
      )}
    </Main>
  );
}
