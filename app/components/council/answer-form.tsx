import { Button } from "../forms/button";
import { ButtonGroup } from "../forms/button-group";
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
  /** The draft that officers of the council share. */
  draft: {
    /** The revision that the form shows; 0 while there is none. */
    revision: number;
    /** Who saved it last, and when; empty while there is none. */
    saved: string;
  };
}

/** The council's answer to a decision. Every part is on the page, so that it works without JavaScript. */
export function AnswerForm({ state, answers, grounds, maxCharacters, draft }: AnswerFormProps) {
  const mayModify = answers.some((one) => one.value === "modify");
  const maySayNo = answers.some((one) => one.value !== "accept" && one.value !== "commit");
  return (
    <form method="post" id="answer-form">
      <Hidden name="revision" value={draft.revision} />
      {draft.saved && (
        <p className="govuk-body">This draft was saved by {draft.saved}. Only officers of the council see it.</p>
      )}
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
      <ButtonGroup>
        <Button name="intent" value="preview">
          Save and preview
        </Button>
        <Button name="intent" value="draft" tone="secondary">
          Save the draft
        </Button>
        <Button name="intent" value="answer" tone="secondary">
          Give this answer
        </Button>
        {draft.saved && (
          <Button name="intent" value="drop" tone="warning">
            Throw the draft away
          </Button>
        )}
      </ButtonGroup>
    </form>
  );
}
