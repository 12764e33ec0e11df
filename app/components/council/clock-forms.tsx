import { Details } from "../content/details";
import { Button } from "../forms/button";
import type { ChoiceOption } from "../forms/choice-option";
import { DateInput } from "../forms/date-input";
import { Hidden } from "../forms/hidden";
import { Radios } from "../forms/radios";
import { dateOf, type FormState, textOf } from "./form-state";

export interface ClockFormsProps {
  state: FormState;
  /** When it was acknowledged, in words; empty while it was not. */
  acknowledged: string;
  /** On which day the council said that it will answer, as a sentence; empty while it did not. */
  promisedDay: string;
  /** The last day to answer, in words. */
  answerBy: string;
  /** Whether that day is over, so that no day can be given and no clock stopped. */
  isOverdue: boolean;
  /** The new date that the Commissioner set, in a sentence; empty where there is none. */
  newDate: string;
  /** What is said about the pause; empty while the clock was never stopped. */
  pause: string;
  /** Whether the Act lets the clock be stopped here at all. */
  canPause: boolean;
  pauseReasons: readonly ChoiceOption[];
  /** The longest that the clock may be stopped, in days. */
  pauseDays: number;
}

/** The three things an officer does before the answer: acknowledge, say when, and stop the clock once. */
export function ClockForms(props: ClockFormsProps) {
  const { state, acknowledged, promisedDay, answerBy, isOverdue, newDate, pause, canPause, pauseReasons, pauseDays } =
    props;
  return (
    <>
      <h2 className="govuk-heading-m">Acknowledge</h2>
      {acknowledged ? (
        <p className="govuk-body">Acknowledged on {acknowledged}.</p>
      ) : (
        <form method="post">
          <Hidden name="intent" value="acknowledge" />
          <p className="govuk-body">Say in public that the council has received this.</p>
          <Button>Acknowledge</Button>
        </form>
      )}
      <h2 className="govuk-heading-m">Say when the answer will come</h2>
      {promisedDay && <p className="govuk-body">{promisedDay}</p>}
      {isOverdue ? (
        <p className="govuk-body">
          The answer was due by the end of {answerBy}, so no day can be given and the clock cannot be stopped. {newDate}{" "}
          Answer now.
        </p>
      ) : (
        <form method="post">
          <Hidden name="intent" value="date" />
          <DateInput
            {...dateOf(state, "willAnswerOn")}
            label={promisedDay ? "A different day" : "Day of the answer"}
            labelSize="s"
            hint={`No later than ${answerBy}. Everybody sees this day, and each change of it.`}
          />
          <Button tone={promisedDay ? "secondary" : "primary"}>Publish this day</Button>
        </form>
      )}
      {(pause || (canPause && !isOverdue)) && <h2 className="govuk-heading-m">Stop the clock</h2>}
      {pause && <p className="govuk-body">{pause} It can be stopped only once.</p>}
      {!pause && canPause && !isOverdue && (
        <Details
          summary={`Stop the clock once, for at most ${pauseDays} days`}
          isOpen={isAbout(state, ["reason", "until"])}
        >
          <form method="post">
            <Hidden name="intent" value="pause" />
            <Radios
              {...textOf(state, "reason")}
              label="Why must the clock stop?"
              labelSize="s"
              options={[...pauseReasons]}
            />
            <DateInput
              {...dateOf(state, "until")}
              label="Day on which it starts again"
              labelSize="s"
              hint="The answer is due as many days later as the clock stands still."
            />
            <Button tone="secondary">Stop the clock</Button>
          </form>
        </Details>
      )}
    </>
  );
}

function isAbout(state: FormState, fields: readonly string[]): boolean {
  return state.errors.some((error) => fields.includes(error.field)) || state.typed.intent === "pause";
}
