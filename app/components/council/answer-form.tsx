import { Button } from "../forms/button";
import type { ChoiceOption } from "../forms/choice-option";
import { Fieldset } from "../forms/fieldset";
import { Hidden } from "../forms/hidden";
import { Radios } from "../forms/radios";
import { TextArea } from "../forms/text-area";
import { CommitmentFields } from "./commitment-fields";
import { type FormState, textOf } from "./form-state";

export interface AnswerFormProps {
  state: FormState;
  /** What the Act lets the council answer here. */
  answers: readonly ChoiceOption[];
  grounds: readonly ChoiceOption[];
  maxCharacters: number;
}

/** The council's answer to a decision. Every part is on the page, so that it works without JavaScript. */
export function AnswerForm({ state, answers, grounds, maxCharacters }: AnswerFormProps) {
  const mayModify = answers.some((one) => one.value === "modify");
  const maySayNo = answers.some((one) => one.value !== "accept" && one.value !== "commit");
  return (
    <form method="post">
      <Hidden name="intent" value="answer" />
      <Radios
        {...textOf(state, "answer", answers.length === 1 ? answers[0]?.value : "")}
        label="What is the council’s answer?"
        labelSize="m"
        options={[...answers]}
      />
      <Fieldset legend={maySayNo ? "If the answer is yes: the promise" : "The promise"} legendSize="m">
        <CommitmentFields state={state} />
      </Fieldset>
      {maySayNo && (
        <Fieldset legend="If it is not a plain yes: the ground and the reasons" legendSize="m">
          <Radios {...textOf(state, "ground")} label="Ground" labelSize="s" options={[...grounds]} />
          <TextArea
            {...textOf(state, "reasons")}
            label="Reasons"
            labelSize="s"
            hint="Say in the council’s own words why the ground applies here."
            maxCharacters={maxCharacters}
          />
          {mayModify && (
            <TextArea
              {...textOf(state, "modifiedText")}
              label="What the council would do instead"
              labelSize="s"
              hint="Only if you modify. The seconders say yes or no to exactly these words."
              maxCharacters={maxCharacters}
            />
          )}
        </Fieldset>
      )}
      <p className="govuk-body">
        Your name and post are published with the answer. It is given once and cannot be changed.
      </p>
      <Button>Give this answer</Button>
    </form>
  );
}
