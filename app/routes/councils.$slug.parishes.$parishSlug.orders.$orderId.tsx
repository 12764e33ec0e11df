import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { endSuspension, findCouncil, getOrderPage, refusedTo } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
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

export const meta = titled<typeof loader>((data) => `${data?.title ?? "End an order"}: ${data?.parish.name ?? ""}`);

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const allowed = may(actor, "power.reinstate", { councilId: council.id });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  const which = { councilSlug: council.slug, parishSlug: params.parishSlug ?? "" };
  const page = await getOrderPage(app.db, which, await app.now());
  const order = page?.orders.find(({ id }) => id === params.orderId);
  if (!page || !order) throwRefused({ code: "not_found", message: "There is no such suspension or revocation." });
  const title = order.standing === "announced" ? "Withdraw an order" : "End a suspension";
  return { council, parish: page.parish, order, title };
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { slug, parishSlug, orderId = "" } = params;
  const read = readForm(orderReasonsSchema, await formOf(request));
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const outcome = await endSuspension(context.app.context, context.actor, { suspensionId: orderId, ...read.value });
  if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
  return redirect(`/councils/${slug}/parishes/${parishSlug}/orders#orders`);
}

export default function EndOrderPage() {
  const { council, parish, order, title } = useLoaderData<typeof loader>();
  const state: FormState = useActionData<typeof action>() ?? unsent;
  return (
    <Main
      before={
        <BackLink
          href={`/councils/${council.slug}/parishes/${parish.slug}/orders`}
          text="What the council has ordered"
        />
      }
    >
      <ErrorSummary errors={[...state.errors]} />
      <PageHeading caption={parish.name} title={title}>
        What was taken is held again from this moment, until it lapses. Votes that were cancelled stay cancelled: notice
        of them can be given again.
      </PageHeading>
      <OrderCard order={order} headingLevel={2} />
      {order.ended === null && (
        <form method="post" noValidate>
          <TextArea
            {...textOf(state, "reasons")}
            label="Why does the council end this?"
            labelSize="m"
            hint="The reasons are published."
            maxCharacters={councilLimits.reasons.max}
          />
          <Button>{title === "End a suspension" ? "End the suspension" : "Withdraw the order"}</Button>
        </form>
      )}
    </Main>
  );
}
