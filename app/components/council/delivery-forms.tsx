import { Details } from "../content/details";
import { Button } from "../forms/button";
import { Hidden } from "../forms/hidden";
import { Radios } from "../forms/radios";
import { TextArea } from "../forms/text-area";
import { CommitmentFields } from "./commitment-fields";
import { type FormState, textOf, unsent } from "./form-state";

/** Says that work on a decision has begun. How each promise goes on is recorded on its own page. */
export function BeginForm({ state }: { state: FormState }) {
  const isBack = state.typed.intent === "begin";
  return (
    <Details summary="Say that work is under way" isOpen={isBack}>
      <form method="post">
        <Hidden name="intent" value="begin" />
        <TextArea
          {...textOf(isBack ? state : unsent, "words")}
          label="What has begun?"
          labelSize="s"
          rows={3}
          hint="A sentence. Everybody reads it, with the day."
        />
        <Button tone="secondary">Work is under way</Button>
      </form>
    </Details>
  );
}

/** One more promise about a decision that is being carried out. */
export function PromiseForm({ state }: { state: FormState }) {
  return (
    <form method="post">
      <Hidden name="intent" value="promise" />
      <CommitmentFields state={state} />
      <Button tone="secondary">Make this promise</Button>
    </form>
  );
}

/** What came of a decision: measured, found, and kept, amended or let lapse. */
export function OutcomeForm({ state, measure }: { state: FormState; measure: string }) {
  return (
    <form method="post">
      <Hidden name="intent" value="review" />
      <TextArea
        {...textOf(state, "measured")}
        label="What was measured?"
        labelSize="s"
        rows={3}
        hint={measure ? `It was fixed when the decision passed: ${measure}` : undefined}
      />
      <TextArea
        {...textOf(state, "finding")}
        label="What was found?"
        labelSize="s"
        hint="The review is published once, with your name and post. It cannot be changed afterwards."
      />
      <Radios
        {...textOf(state, "outcome")}
        label="What should happen now?"
        labelSize="s"
        options={[
          { value: "keep", label: "Keep it" },
          { value: "amend", label: "Amend it" },
          { value: "lapse", label: "Let it lapse" },
        ]}
      />
      <Button>Publish the review</Button>
    </form>
  );
}
