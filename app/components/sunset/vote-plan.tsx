import type { Ruling } from "~/domain/act/ruling";
import { RulingPanel } from "../act/ruling-panel";

export interface VotePlanProps {
  name: string;
  ruling: Ruling;
  bars: readonly { key: string; name: string; words: string; from: number; to: number }[];
  today: number;
  sunsetWords: string;
}

// The drawing's own measures, in the units of its view box.
const width = 100;
const height = 3;
const thinnest = 0.6;

/** How a planned vote lies between today and the sunset: a bar for each stretch with its dates beside it, and what the Act says. */
export function VotePlan({ name, ruling, bars, today, sunsetWords }: VotePlanProps) {
  return (
    <figure className="vote-plan">
      <figcaption className="govuk-heading-s">{name}</figcaption>
      <ul className="vote-plan__bars">
        {bars.map((bar) => (
          <li key={bar.key}>
            <strong>{bar.name}</strong> {bar.words}
            <svg
              className="vote-plan__line"
              viewBox={`0 0 ${width} ${height}`}
              preserveAspectRatio="none"
              aria-hidden="true"
            >
              <rect className="vote-plan__track" x="0" y="0" width={width} height={height} />
              <rect
                className={`vote-plan__bar vote-plan__bar--${bar.key}`}
                x={Math.min(bar.from, width - thinnest)}
                y="0"
                width={Math.max(thinnest, bar.to - bar.from)}
                height={height}
              />
              <rect className="vote-plan__today" x={today} y="0" width="0.4" height={height} />
            </svg>
          </li>
        ))}
      </ul>
      <p className="govuk-hint">
        Each line runs to the sunset on {sunsetWords}, or beyond it where something would. The thin mark is today.
      </p>
      <RulingPanel ruling={ruling} heading={ruling.holds ? "This vote can be held" : "This vote cannot be held"} />
    </figure>
  );
}
