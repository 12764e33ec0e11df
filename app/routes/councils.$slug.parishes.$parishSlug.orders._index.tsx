import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { findCouncil, getOrderPage, orderSuspension, refusedTo } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { SectionLinks } from "~/components/act/section-links";
import { dateOf, type FormState, textOf, unsent } from "~/components/council/form-state";
import { OrderCard } from "~/components/council/order-card";
import { Button } from "~/components/forms/button";
import { DateInput } from "~/components/forms/date-input";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Radios } from "~/components/forms/radios";
import { TextArea } from "~/components/forms/text-area";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { may } from "~/domain/permissions/may";
import { councilLimits, orderSchema } from "~/forms/council";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `Suspend or take back: ${data?.page.parish.name ?? "a parish"}`);

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const allowed = may(actor, "power.suspend", { councilId: council.id });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  const which = { councilSlug: council.slug, parishSlug: params.parishSlug ?? "" };
  const page = await getOrderPage(app.db, which, await app.now());
  if (!page) throwRefused({ code: "not_found", message: "This council has no such parish." });
  return { page, chosen: new URL(request.url).searchParams.get("power") ?? "" };
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { slug, parishSlug = "" } = params;
  const read = readForm(orderSchema, await formOf(request));
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const outcome = await orderSuspension(context.app.context, context.actor, { ...read.value, parishSlug });
  if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
  return redirect(`/councils/${slug}/parishes/${parishSlug}/orders#orders`);
}

export default function OrdersPage() {
  const { page, chosen } = useLoaderData<typeof loader>();
  const state: FormState = useActionData<typeof action>() ?? unsent;
  const { council, parish, powers, grounds, orders } = page;
  const base = `/councils/${council.slug}`;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: council.name, href: base },
            { text: "Powers", href: `${base}/powers` },
            { text: parish.name, href: `/parishes/${parish.slug}` },
            { text: "Suspend or take back" },
          ]}
        />
      }
    >
      <ErrorSummary errors={[...state.errors]} />
      <PageHeading caption={parish.name} title="Suspend or take back powers">
        It is published at once, with your name and post. What the parish has decided before stays valid, and a vote
        that is open goes on. Votes that would open under it are cancelled. <SectionLinks sections={["s16", "s36"]} />
      </PageHeading>
      {powers.length > 0 && (
        <form method="post" noValidate>
          <Radios
            {...textOf(state, "about", chosen)}
            label="What is it about?"
            labelSize="m"
            options={[
              ...powers,
              { value: "parish", label: "The whole parish", hint: "All its powers, and everything that it decides." },
            ]}
          />
          <Radios
            {...textOf(state, "kind")}
            label="What does the council do?"
            labelSize="m"
            options={[
              { value: "suspend", label: "Suspend", hint: "The council can end a suspension at any time." },
              {
                value: "revoke",
                label: "Take back",
                hint: "Once it has taken effect, only the Commissioner can undo it.",
              },
            ]}
          />
          <Radios {...textOf(state, "ground")} label="Ground" labelSize="m" options={grounds} />
          <TextArea
            {...textOf(state, "reasons")}
            label="Reasons"
            labelSize="m"
            hint="Say in the council’s own words why the ground applies here."
            maxCharacters={councilLimits.reasons.max}
          />
          <DateInput
            {...dateOf(state, "takesEffectOn")}
            label="When does it take effect?"
            labelSize="m"
            hint={`Leave it empty for as soon as the Act allows: at once if it is unsafe, and otherwise after ${page.clearDays} clear days, at the start of ${page.earliest}.`}
          />
          <Button tone="warning">Publish this order</Button>
        </form>
      )}
      <section aria-labelledby="orders">
        <h2 className="govuk-heading-m" id="orders">
          What the council has ordered
        </h2>
        {orders.length === 0 && <p className="govuk-body">Nothing so far.</p>}
        {orders.map((order) => (
          <OrderCard key={order.id} order={order}>
            {(order.standing === "announced" || (order.standing === "in_force" && order.kind === "suspend")) && (
              <p>
                <a href={`${base}/parishes/${parish.slug}/orders/${order.id}`}>
                  {order.standing === "announced" ? "Withdraw this" : "End this suspension"}
                </a>
              </p>
            )}
          </OrderCard>
        ))}
      </section>
    </Main>
  );
}
