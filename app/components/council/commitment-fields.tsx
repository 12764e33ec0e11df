import { DateInput } from "../forms/date-input";
import { TextArea } from "../forms/text-area";
import { TextInput } from "../forms/text-input";
import { dateOf, type FormState, textOf } from "./form-state";

/** A promise: what will be done, who answers for it, and by when. */
export function CommitmentFields({ state }: { state: FormState }) {
  return (
    <>
      <TextArea {...textOf(state, "what")} label="What will the council do?" labelSize="s" rows={2} />
      <TextInput
        {...textOf(state, "owner")}
        label="Who answers for it?"
        labelSize="s"
        hint="A post, such as Head of parks."
      />
      <TextInput {...textOf(state, "ownerName")} label="Their name (optional)" labelSize="s" />
      <DateInput {...dateOf(state, "dueOn")} label="By which day?" labelSize="s" hint="For example, 27 3 2027." />
    </>
  );
}
