import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loadCharterStep, saveCharterStep } from "#server/http/charter-step";
import { MoneyInput } from "~/components/forms/money-input";
import { Radios } from "~/components/forms/radios";
import { TextArea } from "~/components/forms/text-area";
import { CharterStepPage, charterStepTitle } from "~/components/parish/charter-step-page";
import { chosenOr, typedOr } from "~/components/parish/typed-values";
import { errorOf } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>(charterStepTitle);

export function loader(args: LoaderFunctionArgs) {
  return loadCharterStep(args, "money");
}

export function action(args: ActionFunctionArgs) {
  return saveCharterStep(args, "money");
}

export default function MoneyPage() {
  const page = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const { fields } = page;
  const errors = answered?.errors ?? [];
  return (
    <CharterStepPage
      {...page}
      answered={answered}
      sections={["s5", "s47"]}
      lead="Say how much money the parish asks the council for in its term, of which kind, and what it is for."
    >
      <Radios
        name="moneyType"
        label="Which kind of money is it?"
        labelSize="m"
        options={fields.types}
        value={chosenOr(answered?.typed, "moneyType", fields.moneyType)}
        error={errorOf(errors, "moneyType")}
      />
      <MoneyInput
        name="amount"
        label="How much, in pounds?"
        hint="For example, 8,500. Leave it empty if the parish asks for none."
        value={typedOr(answered?.typed, "amount", fields.amount)}
        error={errorOf(errors, "amount")}
      />
      <TextArea
        name="moneyPurpose"
        label="What is it for?"
        rows={3}
        value={typedOr(answered?.typed, "moneyPurpose", fields.moneyPurpose)}
        error={errorOf(errors, "moneyPurpose")}
      />
    </CharterStepPage>
  );
}
