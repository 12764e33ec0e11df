import type { Finding } from "../../live/check-record";

const marks = {
  holds: { sign: "✓", words: "Right: " },
  fails: { sign: "✗", words: "Wrong: " },
  cannot: { sign: "–", words: "Not checked: " },
} as const;

/** What a check found, one line each. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <ul className="govuk-list findings">
      {findings.map(({ verdict, words }) => (
        <li key={words} className={`findings__one findings__one--${verdict}`}>
          <span aria-hidden="true" className="findings__sign">
            {marks[verdict].sign}
          </span>
          <span>
            <span className="govuk-visually-hidden">{marks[verdict].words}</span>
            {words}
          </span>
        </li>
      ))}
    </ul>
  );
}
