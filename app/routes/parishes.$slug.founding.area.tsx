import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loadCharterStep, saveCharterStep } from "#server/http/charter-step";
import { RulingPanel } from "~/components/act/ruling-panel";
import { Checkboxes } from "~/components/forms/checkboxes";
import { CharterStepPage, charterStepTitle } from "~/components/parish/charter-step-page";
import { tickedOr } from "~/components/parish/typed-values";
import { errorOf } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>(charterStepTitle);

export function loader(args: LoaderFunctionArgs) {
  return loadCharterStep(args, "area");
}

export function action(args: ActionFunctionArgs) {
  return saveCharterStep(args, "area");
}

export default function AreaPage() {
  const page = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const { fields } = page;
  return (
    <CharterStepPage
      {...page}
      answered={answered}
      sections={["s6", "s7", "s8"]}
      lead={
        <>
          The area is made of whole wards of <a href={`/councils/${fields.council.slug}`}>{fields.council.name}</a>. It
          must include the ward you live in{fields.ownWard && `, ${fields.ownWard}`}.
        </>
      }
    >
      {fields.supporters && <RulingPanel ruling={fields.supporters} heading="With the area that is saved now" />}
      {fields.overlaps.map((ruling) => (
        <RulingPanel key={ruling.sentence} ruling={ruling} heading="Another parish is there already" />
      ))}
      <Checkboxes
        name="wardIds"
        label="Which wards make up the area?"
        labelSize="m"
        hint="Choose all that apply."
        options={fields.wards}
        value={tickedOr(answered?.typed, "wardIds", fields.chosen)}
        error={errorOf(answered?.errors ?? [], "wardIds")}
      />
    </CharterStepPage>
  );
}
