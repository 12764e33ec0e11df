import { number } from "~/domain/time/words";
import { figureWords } from "../act/figure-words";
import { Details } from "../content/details";
import { Table } from "../content/table";

export interface FlipsChartProps {
  /** How many decisions come out differently at each value, in order. */
  along: readonly { value: number; flips: number }[];
  /** What the figure counts, such as "days". */
  unit: string;
  /** The value in force, where nothing or little comes out differently. */
  current: number;
  /** The value that is tried out; null while there is none. */
  tried: number | null;
}

const width = 600;
const height = 160;
const gap = 3;

/** The place of the value nearest to one. */
function nearest(along: FlipsChartProps["along"], value: number): number {
  let best = 0;
  along.forEach((one, index) => {
    if (Math.abs(one.value - value) < Math.abs((along[best]?.value ?? Number.POSITIVE_INFINITY) - value)) best = index;
  });
  return best;
}

/** A bar for each value along a figure's range: how many decisions would have come out differently. The same as a table below it. */
export function FlipsChart({ along, unit, current, tried }: FlipsChartProps) {
  const most = Math.max(0, ...along.map(({ flips }) => flips));
  const step = width / Math.max(1, along.length);
  const atNow = nearest(along, current);
  const atTried = tried === null ? -1 : nearest(along, tried);
  return (
    <figure className="flips">
      <figcaption className="govuk-heading-s">Decisions that come out differently, along the whole range</figcaption>
      <svg
        className="flips__chart"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`From ${number(along[0]?.value ?? 0)} to ${number(along.at(-1)?.value ?? 0)} ${unit}: at most ${number(most)} decisions differ. The table below holds every value.`}
      >
        <line className="flips__ground" x1="0" x2={width} y1={height - 1} y2={height - 1} />
        {along.map(({ value, flips }, index) => {
          const tall = most === 0 ? 0 : Math.round((flips / most) * (height - 8));
          return (
            <rect
              key={value}
              className={index === atTried ? "flips__bar flips__bar--tried" : "flips__bar"}
              x={index * step + gap / 2}
              y={height - 1 - Math.max(tall, index === atTried ? 4 : 1)}
              width={Math.max(1, step - gap)}
              height={Math.max(tall, index === atTried ? 4 : 1)}
              rx="2"
            />
          );
        })}
        <line className="flips__now" x1={(atNow + 0.5) * step} x2={(atNow + 0.5) * step} y1="0" y2={height} />
      </svg>
      <p className="flips__ends">
        <span>{number(along[0]?.value ?? 0)}</span>
        <span>The dashed line is the value in force, {figureWords({ value: current, unit })}</span>
        <span>{number(along.at(-1)?.value ?? 0)}</span>
      </p>
      <Details summary="The same as a table">
        <Table
          caption="Decisions that come out differently"
          isCaptionHidden
          columns={[
            { heading: `Value in ${unit}`, isNumeric: true },
            { heading: "Decisions that differ", isNumeric: true },
          ]}
          rows={along.map(({ value, flips }) => ({ key: String(value), cells: [number(value), number(flips)] }))}
        />
      </Details>
    </figure>
  );
}
