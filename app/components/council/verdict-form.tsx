import { Button } from "../forms/button";
import type { ChoiceOption } from "../forms/choice-option";
import { Fieldset } from "../forms/fieldset";
import { MoneyInput } from "../forms/money-input";
import { Radios } from "../forms/radios";
import { TextArea } from "../forms/text-area";
import { TextInput } from "../forms/text-input";
import type { CharterRequest } from "./charter-requests";
import { type FormState, textOf } from "./form-state";

export interface VerdictFormProps {
  state: FormState;
  request: CharterRequest & { wrapper: string | null; ground: string | null };
  wrappers: readonly ChoiceOption[];
  grounds: readonly ChoiceOption[];
  maxCharacters: number;
}

/** What the council decides about one power. Every part is on the page, so that it works without JavaScript. */
export function VerdictForm({ state, request, wrappers, grounds, maxCharacters }: VerdictFormProps) {
  const canGrant = request.barrier === null;
  const isDecided = request.decision !== null;
  return (
    <form method="post">
      <Radios
        {...textOf(state, "decision", request.decision ?? (canGrant ? "" : "refuse"))}
        label="What does the council decide?"
        labelSize="m"
        options={[
          ...(canGrant
            ? [
                { value: "grant", label: "Give the power" },
                { value: "grant_with_conditions", label: "Give it with conditions" },
              ]
            : []),
          { value: "refuse", label: "Refuse it" },
        ]}
      />
      {canGrant && (
        <Fieldset legend="If you give it" legendSize="m">
          <TextArea
            {...textOf(state, "conditions", request.conditions)}
            label="Conditions"
            labelSize="s"
            rows={3}
            hint="Only if you give it with conditions."
          />
          <MoneyInput
            {...textOf(state, "budgetYear", request.budgetYear)}
            label="Budget for a year, in pounds"
            labelSize="s"
            hint={`The charter asks for ${request.askedWords}.`}
          />
          <MoneyInput
            {...textOf(state, "budgetDecision", request.budgetDecision)}
            label="Most that one decision may spend, in pounds"
            labelSize="s"
          />
          <Radios
            {...textOf(state, "wrapper", request.wrapper ?? "")}
            label="Which legal arrangement would really carry it?"
            labelSize="s"
            options={[...wrappers]}
          />
          <Radios
            {...textOf(state, "isTrial", isDecided ? (request.isTrial ? "yes" : "no") : "")}
            label="Is it given on trial?"
            labelSize="s"
            isInline
            hint="A power on trial lapses unless it is reviewed in time."
            options={[
              { value: "yes", label: "Yes" },
              { value: "no", label: "No" },
            ]}
          />
        </Fieldset>
      )}
      <Fieldset legend="If you refuse it" legendSize="m">
        <Radios
          {...textOf(state, "ground", request.ground ?? "")}
          label="Ground"
          labelSize="s"
          options={[...grounds]}
        />
        <TextArea
          {...textOf(state, "reasons", request.reasons)}
          label="Reasons"
          labelSize="s"
          hint="Say in the council’s own words why the ground applies here."
          maxCharacters={maxCharacters}
        />
      </Fieldset>
      <TextInput
        {...textOf(state, "decisionReference", request.decisionReference)}
        label="The council’s own reference for this decision"
        labelSize="m"
        widthCharacters={20}
        hint="For example, CAB/2027/14."
      />
      <p className="govuk-body">
        Your name and post are published with it when the review is finished. Until then you can change it.
      </p>
      <Button>Save this decision</Button>
    </form>
  );
}
