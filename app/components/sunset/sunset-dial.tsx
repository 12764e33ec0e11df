import { useId } from "react";
import { groupedNumber } from "../content/grouped-number";
import { type DialFacts, daysLeftWords, dialMoments, fractionAt } from "./dial-moments";

export interface SunsetDialProps extends DialFacts {
  size?: "large" | "small";
}

// The drawing's own measures, in the units of its view box.
const width = 320;
const centre = width / 2;
const radius = 128;
const ground = 152;
const horizon = 162;

/**
 * The sunset dial: a half-circle from the start of a parish at the left horizon to its sunset at the right, with the sun
 * where the parish is now. Past the sunset the sun is below the line and the arc is grey.
 * Its text alternative says the same dates in order.
 */
export function SunsetDial({ size = "large", ...facts }: SunsetDialProps) {
  // A colon in an id would have to be escaped inside url().
  const id = useId().replaceAll(":", "");
  const isLarge = size === "large";
  const moments = dialMoments(facts);
  const travelled = facts.hasEnded ? 1 : fractionAt(facts.now, facts);
  const end = pointAt(travelled);
  const sun = facts.hasEnded ? { x: centre + radius, y: horizon + (isLarge ? 22 : 32) } : end;
  const height = facts.hasEnded ? sun.y + (isLarge ? 18 : 30) : horizon + 4;
  const isLastDay = !facts.hasEnded && facts.daysLeft < 1;
  const isWordy = facts.hasEnded || isLastDay;
  return (
    <figure className={`sunset-dial sunset-dial--${size}${facts.hasEnded ? " sunset-dial--ended" : ""}`}>
      <svg
        className="sunset-dial__arc"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-labelledby={`${id}-title ${id}-desc`}
      >
        <title id={`${id}-title`}>{`Sunset dial: ${lowerFirst(daysLeftWords(facts))}.`}</title>
        <desc id={`${id}-desc`}>{datesInOrder(facts, isLarge)}</desc>
        <linearGradient
          id={`${id}-sky`}
          gradientUnits="userSpaceOnUse"
          x1={centre - radius}
          y1="0"
          x2={Math.max(end.x, centre - radius + 1)}
          y2="0"
        >
          <stop className="sunset-dial__gradient-pale" offset="0" />
          <stop className="sunset-dial__gradient-sun" offset="0.6" />
          <stop className="sunset-dial__gradient-dusk" offset="1" />
        </linearGradient>
        <path className="sunset-dial__track" d={arcTo(1)} />
        {travelled > 0 && (
          <path
            className="sunset-dial__travelled"
            d={arcTo(travelled)}
            stroke={facts.hasEnded ? undefined : `url(#${id}-sky)`}
          />
        )}
        {isLarge &&
          moments.map((moment) => {
            const { x, y } = pointAt(moment.fraction);
            return (
              <circle key={`${moment.name} ${moment.words}`} className="sunset-dial__milestone" cx={x} cy={y} r="4">
                <title>{`${moment.name}: ${moment.words}`}</title>
              </circle>
            );
          })}
        <circle className="sunset-dial__sun" cx={sun.x} cy={sun.y} r={isLarge ? 15 : 26} />
        <path className="sunset-dial__horizon" d={`M10 ${horizon}H${width - 10}`} />
        <text
          className={isWordy ? "sunset-dial__number sunset-dial__number--words" : "sunset-dial__number"}
          x={centre}
          y="108"
        >
          {facts.hasEnded ? "Ended" : isLastDay ? "Today" : groupedNumber(facts.daysLeft)}
        </text>
        <text className="sunset-dial__label" x={centre} y={isLarge ? 131 : 146}>
          {middleWords(facts, isLarge)}
        </text>
      </svg>
      {isLarge && (
        // The picture's text alternative has already said both dates.
        <p className="sunset-dial__ends" aria-hidden="true">
          <span>{facts.startWords}</span>
          <span>{facts.sunsetWords}</span>
        </p>
      )}
    </figure>
  );
}

function middleWords({ daysLeft, hasEnded }: DialFacts, isLarge: boolean): string {
  if (hasEnded) return isLarge ? "all powers have lapsed" : "";
  if (daysLeft < 1) return isLarge ? "the sun sets" : "sunset";
  const days = daysLeft === 1 ? "day" : "days";
  return isLarge ? `${days} of power left` : `${days} left`;
}

/** "Start: 2 April 2026. Mid-term review: 24 September 2026. Now: 117 days of power left. Sunset: 18 March 2027." */
function datesInOrder(facts: DialFacts, hasMilestones: boolean): string {
  const moments = dialMoments(facts);
  const told = hasMilestones ? moments : moments.filter((_, index) => index === 0 || index === moments.length - 1);
  const sentence = ({ name, words }: { name: string; words: string }) => `${name}: ${words}.`;
  return [
    ...told.filter(({ hasPassed }) => hasPassed).map(sentence),
    `Now: ${lowerFirst(daysLeftWords(facts))}.`,
    ...told.filter(({ hasPassed }) => !hasPassed).map(sentence),
  ].join(" ");
}

function pointAt(fraction: number): { x: number; y: number } {
  const angle = Math.PI * (1 - fraction);
  return { x: rounded(centre + radius * Math.cos(angle)), y: rounded(ground - radius * Math.sin(angle)) };
}

function arcTo(fraction: number): string {
  const start = pointAt(0);
  const end = pointAt(fraction);
  return `M${start.x} ${start.y}A${radius} ${radius} 0 0 1 ${end.x} ${end.y}`;
}

/** Server and browser must draw the same figure, whatever the last digits of their sines. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
