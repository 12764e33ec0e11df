import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { addAsset, getAssets, refusedTo, removeAsset } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { RulingPanel } from "~/components/act/ruling-panel";
import { textOf, unsent } from "~/components/council/form-state";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { Radios } from "~/components/forms/radios";
import { TextArea } from "~/components/forms/text-area";
import { TextInput } from "~/components/forms/text-input";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { addAssetForm, handoverLimits, removeAssetForm } from "~/forms/handover";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `What ${data?.parish.name ?? "the parish"} owns`);

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const page = await getAssets(app.db, actor, params.slug ?? "", await app.now());
  if (!page) throwRefused({ code: "not_found", message: "There is nothing to hand over at this address." });
  if (!page.allowed.holds) throwRefused(refusedTo(actor, page.allowed).refused);
  return page;
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const parishSlug = params.slug ?? "";
  const form = await formOf(request);
  if (form.get("intent") === "remove") {
    const read = readForm(removeAssetForm, form);
    if (!read.ok) return answerRefused(read.refused, read.typed);
    const { asset: assetId, reason } = read.value;
    const outcome = await removeAsset(app.context, actor, { parishSlug, assetId, reason });
    return outcome.ok ? redirect(`/parishes/${parishSlug}/handover#asset`) : answerRefused(outcome.refused, read.typed);
  }
  const read = readForm(addAssetForm, form);
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const outcome = await addAsset(app.context, actor, { parishSlug, ...read.value });
  return outcome.ok ? redirect(`/parishes/${parishSlug}/handover#asset`) : answerRefused(outcome.refused, read.typed);
}

export default function AssetsPage() {
  const { parish, assets, isOver } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const state = answered ?? unsent;
  const list = `/parishes/${parish.slug}/handover`;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: parish.name, href: `/parishes/${parish.slug}` },
            { text: "Handover", href: list },
            { text: "What it owns" },
          ]}
        />
      }
    >
      <ErrorSummary errors={[...state.errors]} />
      {answered?.refused.ruling && <RulingPanel ruling={answered.refused.ruling} heading="What the Act says" />}
      <PageHeading
        caption={parish.name}
        title="What the parish owns"
        lead={
          isOver
            ? "The parish has ended, so nothing is entered any more."
            : "Everything entered here gets a receiver before the sunset."
        }
      />
      {!isOver && (
        <form method="post" noValidate>
          <h2 className="govuk-heading-m">Enter something</h2>
          <Hidden name="intent" value="add" />
          <TextInput
            {...textOf(state, "name")}
            label="What is it?"
            labelSize="s"
            hint="For example: the bench by the mill."
          />
          <TextArea
            {...textOf(state, "description")}
            label="Where is it, and what does a receiver need to know?"
            labelSize="s"
            rows={3}
            maxCharacters={handoverLimits.description.max}
          />
          <Button>Enter it</Button>
        </form>
      )}
      {!isOver && assets.length > 0 && (
        <form method="post" noValidate>
          <h2 className="govuk-heading-m">Take something off the list</h2>
          <Hidden name="intent" value="remove" />
          <Radios
            {...textOf(state, "asset")}
            label="Which?"
            labelSize="s"
            options={assets.map(({ id, name, description }) => ({ value: id, label: name, hint: description }))}
          />
          <TextArea {...textOf(state, "reason")} label="What became of it?" labelSize="s" rows={2} />
          <Button tone="secondary">Take it off the list</Button>
        </form>
      )}
    </Main>
  );
}
