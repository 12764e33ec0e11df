import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loadCharterStep, saveCharterStep } from "#server/http/charter-step";
import { InsetText } from "~/components/content/inset-text";
import { Radios } from "~/components/forms/radios";
import { CharterStepPage, charterStepTitle } from "~/components/parish/charter-step-page";
import { chosenOr } from "~/components/parish/typed-values";
import { errorOf } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>(charterStepTitle);

export function loader(args: LoaderFunctionArgs) {
  return loadCharterStep(args, "publicity");
}

export function action(args: ActionFunctionArgs) {
  return saveCharterStep(args, "publicity");
}

export default function PublicityPage() {
  const page = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const { fields } = page;
  const errors = answered?.errors ?? [];
  return (
    <CharterStepPage
      {...page}
      answered={answered}
      sections={["s26"]}
      lead="Everybody sees the same while a vote is open, neither more nor earlier than anybody else. When it has closed, the whole count is shown."
    >
      <Radios
        name="ordinaryPublicity"
        label="Votes that cost nothing"
        labelSize="m"
        options={fields.choices}
        value={chosenOr(answered?.typed, "ordinaryPublicity", fields.ordinaryPublicity)}
        error={errorOf(errors, "ordinaryPublicity")}
      />
      <Radios
        name="spendingPublicity"
        label="Votes that spend money"
        labelSize="m"
        options={fields.choices}
        value={chosenOr(answered?.typed, "spendingPublicity", fields.spendingPublicity)}
        error={errorOf(errors, "spendingPublicity")}
      />
      <InsetText>
        <p>A vote on the charter is always sealed.</p>
      </InsetText>
    </CharterStepPage>
  );
}
