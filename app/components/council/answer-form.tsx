import { InsetText } from "../content/inset-text";
import { Button } from "../forms/button";
import { ButtonGroup } from "../forms/button-group";
import type { ChoiceOption } from "../forms/choice-option";
import { Fieldset } from "../forms/fieldset";
import { Hidden } from "../forms/hidden";
import { Radios } from "../forms/radios";
import { Select } from "../forms/select";
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
  /** What an answer can begin with. */
  templates: readonly { id: string; name: string }[];
  /** The template whose words were just added; empty where none was. */
  filledFrom: string;
}

/** The council's answer to a decision. Every part is on the page, so that it works without JavaScript. */
export function AnswerForm(props: AnswerFormProps) {
  const { state, answers, grounds, maxCharacters, draft, templates, filledFrom } = props;
  const mayModify = answers.some((one) => one.value === "modify");
  const maySayNo = answers.some((one) => one.value !== "accept" && one.value !== "commit");
  return (
    <form method="post" id="answer-form">
      {/* What Enter in a box does: the first button of a form, which without this would be that of the templates. */}
      <button
        type="submit"
        className="govuk-visually-hidden"
        name="intent"
        value="draft"
        tabIndex={-1}
        aria-hidden="true"
      >
        Save the draft
      </button>
      <Hidden name="revision" value={draft.revision} />
      {draft.saved && (
        <p className="govuk-body">This draft was saved by {draft.saved}. Only officers of the council see it.</p>
      )}
      {filledFrom && (
        <InsetText>
          The answer and the words of “{filledFrom}” are in the form. What you had typed is still there. Nothing is
          saved yet.
        </InsetText>
      )}
      {templates.length > 0 && (
        <div className="search">
          <Select
            {...textOf(state, "template")}
            label="Begin with a template"
            hint="It chooses the answer and the ground, and adds its words below yours."
            options={templates.map(({ id, name }) => ({ value: id, text: name }))}
          />
          <Button name="intent" value="fill" tone="secondary" formAction="#answer-form">
            Fill in the form
          </Button>
        </div>
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
