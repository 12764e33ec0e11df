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
  return loadCharterStep(args, "sunset");
}

export function action(args: ActionFunctionArgs) {
  return saveCharterStep(args, "sunset");
}

export default function ReceiverPage() {
  const page = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const { fields } = page;
  const errors = answered?.errors ?? [];
  return (
    <CharterStepPage
      {...page}
      answered={answered}
      sections={["s5", "s45"]}
      lead="When the sun sets on the parish, somebody must take on what is left: tools, money that was not spent, promises that were not kept yet."
    >
      <TextInput
        name="receiverName"
        label="Who receives everything at the sunset?"
        hint="The name of one body or person, such as a residents’ association. Ask them first."
        value={typedOr(answered?.typed, "receiverName", fields.receiverName)}
        error={errorOf(errors, "receiverName")}
      />
      <TextArea
        name="receiverTakes"
        label="What do they take on? (optional)"
        hint="Leave it empty if they take on everything."
        maxCharacters={fields.limit}
        value={typedOr(answered?.typed, "receiverTakes", fields.receiverTakes)}
        error={errorOf(errors, "receiverTakes")}
      />
    </CharterStepPage>
  );
}
