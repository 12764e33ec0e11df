import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loadCharterStep, saveCharterStep } from "#server/http/charter-step";
import { TextArea } from "~/components/forms/text-area";
import { TextInput } from "~/components/forms/text-input";
import { CharterStepPage, charterStepTitle } from "~/components/parish/charter-step-page";
import { typedOr } from "~/components/parish/typed-values";
import { errorOf } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>(charterStepTitle);

export function loader(args: LoaderFunctionArgs) {
  return loadCharterStep(args, "aim");
}

export function action(args: ActionFunctionArgs) {
  return saveCharterStep(args, "aim");
}

export default function AimPage() {
  const page = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const { fields } = page;
  const errors = answered?.errors ?? [];
  return (
    <CharterStepPage {...page} answered={answered} sections={["s5"]}>
      <TextInput
        name="name"
        label="What is the parish called?"
        hint="The address of its pages stays the same when you change the name."
        value={typedOr(answered?.typed, "name", fields.name)}
        error={errorOf(errors, "name")}
      />
      <TextArea
        name="problem"
        label="Which one problem is it for?"
        hint="Say what is wrong today, and where. A parish that is for everything finishes nothing."
        maxCharacters={fields.limits.problem}
        value={typedOr(answered?.typed, "problem", fields.problem)}
        error={errorOf(errors, "problem")}
      />
      <TextArea
        name="endPoint"
        label="What is its end point?"
        hint="How will everybody know that the parish has done its work?"
        maxCharacters={fields.limits.endPoint}
        value={typedOr(answered?.typed, "endPoint", fields.endPoint)}
        error={errorOf(errors, "endPoint")}
      />
    </CharterStepPage>
  );
}
