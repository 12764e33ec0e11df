import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loadCharterStep, saveCharterStep } from "#server/http/charter-step";
import { InsetText } from "~/components/content/inset-text";
import { DateInput } from "~/components/forms/date-input";
import { Fieldset } from "~/components/forms/fieldset";
import { TextInput } from "~/components/forms/text-input";
import { CharterStepPage, charterStepTitle } from "~/components/parish/charter-step-page";
import { dayOr, typedOr } from "~/components/parish/typed-values";
import { errorOf } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>(charterStepTitle);

export function loader(args: LoaderFunctionArgs) {
  return loadCharterStep(args, "actions");
}

export function action(args: ActionFunctionArgs) {
  return saveCharterStep(args, "actions");
}

export default function ActionsPage() {
  const page = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const { fields } = page;
  const errors = answered?.errors ?? [];
  const typed = answered?.typed;
  return (
    <CharterStepPage
      {...page}
      answered={answered}
      sections={["s5"]}
      lead={`Name what the parish does first: at least 1 action and at most ${fields.actions.length}. Leave the others empty.`}
    >
      {fields.termWords && (
        <InsetText>
          <p>{fields.termWords} Each target must be reached in that time.</p>
        </InsetText>
      )}
      {fields.actions.map((action, index) => {
        const name = `priorityActions[${index}]`;
        // A form that was refused came back without its empty rows.
        const saved = typed ? { action: "", measure: "", baseline: "", target: "" } : action;
        const text = (field: "action" | "measure" | "baseline" | "target", label: string, hint: string) => (
          <TextInput
            name={`${name}.${field}`}
            label={label}
            hint={hint}
            value={typedOr(typed, `${name}.${field}`, saved[field])}
            error={errorOf(errors, `${name}.${field}`)}
          />
        );
        return (
          <Fieldset key={name} legend={`Priority action ${index + 1}`} legendSize="m">
            {text("action", "What will be done?", "For example, plant the verges of Mill Lane.")}
            {text(
              "measure",
              "What will be measured?",
              "One thing that can be counted, such as metres of verge planted.",
            )}
            {text("baseline", "How do things stand now?", "For example, 0 metres.")}
            {text("target", "What is the target?", "For example, 400 metres.")}
            <DateInput
              name={`${name}.dueOn`}
              label="By which day?"
              hint="For example, 30 9 2027."
              value={dayOr(typed, `${name}.dueOn`, typed ? { day: "", month: "", year: "" } : action.dueOn)}
              error={errorOf(errors, `${name}.dueOn`)}
            />
          </Fieldset>
        );
      })}
    </CharterStepPage>
  );
}
