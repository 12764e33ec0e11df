import { Button } from "../forms/button";
import { DateInput } from "../forms/date-input";
import { Hidden } from "../forms/hidden";
import { Radios } from "../forms/radios";
import { TextArea } from "../forms/text-area";
import { CommitmentFields } from "./commitment-fields";
import { dateOf, type FormState, textOf } from "./form-state";

export interface ProgressFormProps {
  state: FormState;
  isUnderWay: boolean;
  /** The promises that are not kept yet. */
  openCommitments: readonly { id: string; what: string }[];
}

/** What an officer records while a decision is being carried out. */
export function ProgressForm({ state, isUnderWay, openCommitments }: ProgressFormProps) {
  const options = [
    ...(isUnderWay ? [] : [{ value: "under_way", label: "Work is under way" }]),
    ...(openCommitments.length > 0
      ? [
          { value: "done", label: "A promise is kept" },
          { value: "moved", label: "The day of a promise moves", hint: "Both days stay on the page." },
        ]
      : []),
  ];
  if (options.length === 0) return null;
  const only = openCommitments.length === 1 ? openCommitments[0] : undefined;
  return (
    <form method="post">
      <Hidden name="intent" value="progress" />
      <Radios {...textOf(state, "step")} label="What do you want to record?" labelSize="s" options={options} />
      {only ? (
        <Hidden name="commitment" value={only.id} />
      ) : (
        openCommitments.length > 1 && (
          <Radios
            {...textOf(state, "commitment")}
            label="Which promise is it about?"
            labelSize="s"
            options={openCommitments.map((one) => ({ value: one.id, label: one.what }))}
          />
        )
      )}
      {openCommitments.length > 0 && (
        <DateInput {...dateOf(state, "newDay")} label="The new day" labelSize="s" hint="Only if the day moves." />
      )}
      <TextArea
        {...textOf(state, "words")}
        label="Say it in a sentence"
        labelSize="s"
        rows={3}
        hint="Everybody reads it."
      />
      <Button>Record this</Button>
    </form>
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
      <TextArea {...textOf(state, "finding")} label="What was found?" labelSize="s" />
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
