import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { appealSuspension, getOrder, refusedTo } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { SectionLinks } from "~/components/act/section-links";
import { type FormState, textOf, unsent } from "~/components/council/form-state";
import { OrderCard } from "~/components/council/order-card";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { TextArea } from "~/components/forms/text-area";
import { BackLink } from "~/components/page-shell/back-link";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { may } from "~/domain/permissions/may";
import { councilLimits, orderReasonsSchema } from "~/forms/council";
import { titled } from "~/page-title";

export const meta = titled("Appeal to the Commissioner");

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const found = await getOrder(app.db, params.orderId ?? "", await app.now());
  if (!found || found.parish.slug !== params.slug) {
    throwRefused({ code: "not_found", message: "There is no such suspension or revocation." });
  }
  const allowed = may(actor, "suspension.appeal", { parishId: found.parishId });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  return { parish: found.parish, order: found.order };
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const read = readForm(orderReasonsSchema, await formOf(request));
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const suspensionId = params.orderId ?? "";
  const outcome = await appealSuspension(context.app.context, context.actor, { suspensionId, ...read.value });
  if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
  return redirect(`/parishes/${params.slug}/powers`);
}

export default function AppealPage() {
  const { parish, order } = useLoaderData<typeof loader>();
  const state: FormState = useActionData<typeof action>() ?? unsent;
  return (
    <Main before={<BackLink href={`/parishes/${parish.slug}/powers`} text="Register of powers" />}>
      <ErrorSummary errors={[...state.errors]} />
      <PageHeading caption={parish.name} title="Appeal to the Commissioner">
        A parish may appeal once. What the council ordered holds until the Commissioner decides.{" "}
        <SectionLinks sections={["s16", "s50"]} />
      </PageHeading>
      <OrderCard order={order} headingLevel={2} />
      {order.appeal === null && order.ended === null && (
        <form method="post" noValidate>
          <TextArea
            {...textOf(state, "reasons")}
            label="Why is the council wrong?"
            labelSize="m"
            hint="The reasons are published, with your name."
            maxCharacters={councilLimits.reasons.max}
          />
          <Button>Appeal</Button>
        </form>
      )}
    </Main>
  );
}
