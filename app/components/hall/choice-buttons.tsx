export type Choice = "for" | "against" | "abstain";

export interface ChoiceButtonsProps {
  /** The choice of the ballot that is in the box, where it is known. */
  chosen?: Choice | null;
  /** The choice that is on its way. */
  pending?: Choice | null;
  /** Why that choice takes longer than usual; stands under the buttons and is read out. */
  waitWords?: string;
  isDisabled?: boolean;
  /** Ids of what explains the buttons, such as the reason they are disabled. */
  describedBy?: string;
}

const choices: { choice: Choice; words: string }[] = [
  { choice: "for", words: "For" },
  { choice: "against", words: "Against" },
  { choice: "abstain", words: "Abstain" },
];

/** Three equal buttons, each of which sends the form around them with `choice`. One tap casts. */
export function ChoiceButtons({ chosen, pending, waitWords, isDisabled = false, describedBy }: ChoiceButtonsProps) {
  return (
    <fieldset className="choices" aria-describedby={describedBy}>
      <legend className="govuk-visually-hidden">Your vote</legend>
      <div className="choices__buttons">
        {choices.map(({ choice, words }) => (
          <button
            key={choice}
            type="submit"
            name="choice"
            value={choice}
            className={buttonClass(choice, choice === chosen, choice === pending)}
            aria-pressed={choice === chosen}
            aria-busy={choice === pending ? true : undefined}
            disabled={isDisabled}
          >
            {choice === chosen && (
              <svg className="choices__tick" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                <path d="M4 13l5 5L20 6" />
              </svg>
            )}
            <span>{words}</span>
          </button>
        ))}
      </div>
      <p className="choices__wait" role="status">
        {waitWords}
      </p>
    </fieldset>
  );
}

function buttonClass(choice: Choice, isChosen: boolean, isPending: boolean): string {
  const classes = ["choices__button", `choices__button--${choice}`];
  if (isChosen) classes.push("choices__button--chosen");
  if (isPending) classes.push("choices__button--pending");
  return classes.join(" ");
}
