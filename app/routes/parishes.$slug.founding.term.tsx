import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loadCharterStep, saveCharterStep } from "#server/http/charter-step";
import { RulingPanel } from "~/components/act/ruling-panel";
import { InsetText } from "~/components/content/inset-text";
import { DateInput } from "~/components/forms/date-input";
import { TextInput } from "~/components/forms/text-input";
import { CharterStepPage, charterStepTitle } from "~/components/parish/charter-step-page";
import { dayOr, typedOr } from "~/components/parish/typed-values";
import { errorOf } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>(charterStepTitle);

export function loader(args: LoaderFunctionArgs) {
  return loadCharterStep(args, "term");
}

export function action(args: ActionFunctionArgs) {
  return saveCharterStep(args, "term");
}

export default function TermPage() {
  const page = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const { fields } = page;
  const errors = answered?.errors ?? [];
  return (
    <CharterStepPage
      {...page}
      answered={answered}
      sections={["s11", "s41"]}
      lead="A parish has a first day and a sunset, the moment at which it and all its powers end by themselves."
    >
      {fields.sunsetWords && (
        <>
          <InsetText>
            <p>
              With the dates that are saved now, the sunset is <strong>{fields.sunsetWords}</strong>.
            </p>
          </InsetText>
          {fields.lastSafe.map(({ name, ruling }) => (
            <RulingPanel key={name} ruling={ruling} heading={name} />
          ))}
        </>
      )}
      <DateInput
        name="startsOn"
        label="On which day is the parish to start?"
        labelSize="m"
        hint={`For example, 27 3 2027. If every stage takes all the time it may, the vote on the charter closes on ${fields.slowestWords}. A parish that is approved later than its start begins on the day it is approved.`}
        value={dayOr(answered?.typed, "startsOn", fields.startsOn)}
        error={errorOf(errors, "startsOn")}
      />
      <TextInput
        name="termMonths"
        label="How many months is it to last?"
        labelSize="m"
        hint={`A whole number from ${fields.least} to ${fields.most}.`}
        inputMode="numeric"
        widthCharacters={3}
        suffix="months"
        value={typedOr(answered?.typed, "termMonths", fields.termMonths)}
        error={errorOf(errors, "termMonths")}
      />
    </CharterStepPage>
  );
}
