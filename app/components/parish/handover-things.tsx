import { Tag, type TagColour } from "../content/tag";

export interface HandoverThingsRow {
  value: string;
  name: string;
  detail: string;
  standing: "nobody" | "asked" | "refused" | "accepted";
  isOrphan: boolean;
  receiver: string;
  reason: string;
  mayAsk: boolean;
}

export interface HandoverThingsProps {
  /** Tells the lists of a page apart. */
  id: string;
  rows: readonly HandoverThingsRow[];
  /** Whom the charter names for what has no receiver. */
  proposed: string;
  council: string;
}

const standings: Record<HandoverThingsRow["standing"], { words: string; colour: TagColour }> = {
  nobody: { words: "Nobody asked", colour: "red" },
  asked: { words: "Asked", colour: "yellow" },
  refused: { words: "Refused", colour: "red" },
  accepted: { words: "Accepted", colour: "green" },
};

/** Things of one kind that a parish hands over, each with its receiver. What a reader may find a receiver for can be ticked. */
export function HandoverThings({ id, rows, proposed, council }: HandoverThingsProps) {
  return (
    <ul className="govuk-list handover">
      {rows.map((row, index) => {
        const inputId = `${id}-${index + 1}`;
        const { words, colour } = row.isOrphan
          ? ({ words: "Orphan", colour: "red" } as const)
          : standings[row.standing];
        return (
          <li key={row.value} className={row.isOrphan ? "handover__thing handover__thing--orphan" : "handover__thing"}>
            {row.mayAsk ? (
              <div className="govuk-checkboxes govuk-checkboxes--small">
                <div className="govuk-checkboxes__item">
                  <input
                    className="govuk-checkboxes__input"
                    id={inputId}
                    name="thing"
                    type="checkbox"
                    value={row.value}
                  />
                  <label className="govuk-label govuk-checkboxes__label" htmlFor={inputId}>
                    {row.name}
                  </label>
                </div>
              </div>
            ) : (
              <strong>{row.name}</strong>
            )}
            <span className="handover__detail">{row.detail}</span>
            <span>
              <Tag text={words} colour={colour} /> {receiverWords(row, proposed, council)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function receiverWords(row: HandoverThingsRow, proposed: string, council: string): string {
  const { standing, receiver, reason, isOrphan } = row;
  if (standing === "accepted") return `${receiver} receives it.`;
  if (isOrphan)
    return `${council} holds it. ${standing === "asked" ? `${receiver} has been asked to receive it.` : ""}`;
  if (standing === "asked") return `${receiver} has been asked.`;
  if (standing === "refused") return `${receiver} said no: ${reason} Somebody else is needed.`;
  return `The charter proposes ${proposed}.`;
}
