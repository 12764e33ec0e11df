import type { ReactNode } from "react";
import type { Ruling } from "~/domain/act/ruling";
import { errorOf, typedDateParts, typedText } from "~/forms/typed";
import { Button } from "../forms/button";
import { ButtonGroup } from "../forms/button-group";
import { DateInput, type DatePart } from "../forms/date-input";
import { Hidden } from "../forms/hidden";
import { MoneyInput } from "../forms/money-input";
import { Radios } from "../forms/radios";
import { TextArea } from "../forms/text-area";
import { TextInput } from "../forms/text-input";
import { TwoColumns } from "../page-shell/two-columns";
import { CheckPanel, useLiveCheck } from "./live-check";

export interface ProposalFormProps {
  /** Where the form is checked while it is written. */
  checkAddress: string;
  /** The text as it is kept. */
  draft: {
    draft: string;
    revision: number;
    title: string;
    powerId: string;
    change: string;
    place: string;
    startsOn: Record<DatePart, string>;
    cost: string;
    moneyType: string;
    moneySource: string;
    whoPaysAfter: string;
    measure: string;
    baseline: string;
    target: string;
    measureOn: Record<DatePart, string>;
  };
  powers: { id: string; name: string; service: string; tier: "A" | "B" | "C"; scope: string; budget: string }[];
  moneyTypes: { value: string; label: string }[];
  limits: { change: number; moneySource: number };
  /** What was typed, when the form was sent and came back. */
  typed: Record<string, string | string[]> | null;
  errors: { field: string; message: string }[];
  /** What the Act said when the form was sent to be checked. */
  ruling: Ruling | null;
  /** Whether the proposal is public already, so that it is changed and not put forward. */
  isPublic: boolean;
  children?: ReactNode;
}

const tierWords = {
  A: "the parish decides",
  B: "needs the council’s consent",
  C: "advice to the council",
} as const;

/** The form in which a proposal is written, with what the Act says about it beside. */
export function ProposalForm(props: ProposalFormProps) {
  const { draft, typed, errors, powers, isPublic } = props;
  const live = useLiveCheck(props.checkAddress);
  const field = (name: string) => ({ name, error: errorOf(errors, name) });
  const text = (name: Exclude<keyof typeof draft, "startsOn" | "measureOn" | "revision">) => ({
    ...field(name),
    value: typed ? typedText(typed[name]) : draft[name],
  });
  const date = (name: "startsOn" | "measureOn") => ({
    ...field(name),
    value: typed ? typedDateParts(typed, name) : draft[name],
  });
  return (
    <TwoColumns aside={<CheckPanel ruling={live.ruling ?? props.ruling} isPublic={isPublic} />}>
      <form method="post" noValidate onInput={live.onInput}>
        <Hidden name="draft" value={typed ? typedText(typed.draft, draft.draft) : draft.draft} />
        <Hidden name="revision" value={typed ? typedText(typed.revision, String(draft.revision)) : draft.revision} />
        <h2 className="govuk-heading-m">What you propose</h2>
        <TextInput
          {...text("title")}
          label="Title"
          hint="What should happen, in one line. It becomes the question of the vote."
        />
        <Radios
          {...text("powerId")}
          label="Service and the power it relies on"
          hint="These are the powers that the parish holds now."
          options={powers.map((power) => ({
            value: power.id,
            label: power.name,
            hint: `${power.service}. Tier ${power.tier}, ${tierWords[power.tier]}; ${power.budget}. Covers: ${power.scope}.`,
          }))}
        />
        <TextArea {...text("change")} label="What changes" rows={8} maxCharacters={props.limits.change} />
        <TextInput {...text("place")} label="Where" hint="A street, a building, or a few of them." />
        <DateInput {...date("startsOn")} label="From which day" hint="For example, 27 3 2027." />

        <h2 className="govuk-heading-m">What it costs</h2>
        <MoneyInput
          {...text("cost")}
          label="Cost in pounds"
          hint="All of it, up to the end of the change. Enter 0 if it costs nothing."
        />
        <p className="govuk-body">Answer the next three only if it costs something.</p>
        <Radios {...text("moneyType")} label="Type of money" options={props.moneyTypes.map(capitalised)} />
        <TextArea
          {...text("moneySource")}
          label="Where the money comes from"
          hint="Name the budget or fund, or say how much has still to be found."
          rows={3}
          maxCharacters={props.limits.moneySource}
        />
        <TextInput
          {...text("whoPaysAfter")}
          label="Who pays after the sunset"
          hint="If nothing is left to pay, say so."
        />

        <h2 className="govuk-heading-m">How we will know whether it worked</h2>
        <TextInput {...text("measure")} label="What will be measured" hint="One thing that can be counted." />
        <TextInput {...text("baseline")} label="How things are now" hint="The same thing, counted today." />
        <TextInput {...text("target")} label="Target" />
        <DateInput {...date("measureOn")} label="Measured on" />

        {props.children}
        <ButtonGroup>
          <Button name="intent" value="check" tone="secondary" formAction="#check">
            Check it against the Act
          </Button>
          {!isPublic && (
            <Button name="intent" value="save" tone="secondary">
              Save and come back later
            </Button>
          )}
          <Button name="intent" value="submit">
            {isPublic ? "Publish the new text" : "Put it forward"}
          </Button>
        </ButtonGroup>
      </form>
    </TwoColumns>
  );
}

function capitalised({ value, label }: { value: string; label: string }) {
  return { value, label: label.charAt(0).toUpperCase() + label.slice(1) };
}
