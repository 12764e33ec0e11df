import type { MeasureFigures } from "~/domain/parish/review-figures";
import { dayInWords, number } from "~/domain/time/words";
import { Details } from "../content/details";
import { SummaryList } from "../content/summary-list";
import { Table } from "../content/table";

const width = 600;
const height = 180;
/** Room around the drawing, so that a mark at its edge is whole. */
const edge = 10;
const dayMs = 86_400_000;

const dayNumber = (day: string) => Date.parse(day) / dayMs;

/** Where a value lies between two ends of a line that is `length` long. */
function along(value: number, from: number, to: number, length: number): number {
  return to === from ? length / 2 : ((value - from) / (to - from)) * length;
}

/** What a text of the charter says, and which number of it was read for the drawing. */
function saidWords(text: string, read: MeasureFigures["targetRead"], isDrawn: boolean) {
  return (
    <>
      <span dir="auto">{text}</span>
      {isDrawn &&
        (read
          ? ` (drawn as ${number(read.value)}, read from “${read.read}”)`
          : " (not drawn: no single number can be read from it)")}
    </>
  );
}

export interface MeasureChartProps {
  figures: MeasureFigures;
  headingLevel?: 2 | 3;
  /** What is measured here. */
  of?: "Priority action" | "Decision";
}

/** How a priority action or a decision stands: baseline, latest and target, a drawing of what was measured, and the same as a table. */
export function MeasureChart({ figures, headingLevel = 3, of = "Priority action" }: MeasureChartProps) {
  const { position, action, measure, points, baseline, baselineRead, target, targetRead, dueOn } = figures;
  const Heading = headingLevel === 2 ? "h2" : "h3";
  const latest = points.at(-1);
  return (
    <section className="measure" aria-labelledby={`measure-${position}`}>
      <Heading className="govuk-heading-s" id={`measure-${position}`} dir="auto">
        {measure}
      </Heading>
      <SummaryList
        rows={[
          { key: of, value: <span dir="auto">{action}</span> },
          { key: "Baseline", value: saidWords(baseline, baselineRead, latest !== undefined) },
          {
            key: "Latest",
            value: latest
              ? `${number(latest.value)}, on ${dayInWords(latest.on)}`
              : "Nothing has been measured in this term",
          },
          {
            key: "Target",
            value: (
              <>
                {saidWords(target, targetRead, latest !== undefined)}, by {dayInWords(dueOn)}
              </>
            ),
          },
        ]}
      />
      {latest && <Drawing figures={figures} latest={latest} />}
      {latest && (
        <Details summary="What was measured, as a table">
          <Table
            caption={`What was measured: ${measure}`}
            isCaptionHidden
            columns={[
              { heading: "Day" },
              { heading: "Measured", isNumeric: true },
              { heading: "Where the figure comes from" },
              { heading: "Added by" },
            ]}
            rows={points.map(({ on, value, source, by }, index) => ({
              key: `${index} ${on}`,
              cells: [
                dayInWords(on),
                number(value),
                <span key="source" dir="auto">
                  {source}
                </span>,
                <span key="by" dir="auto">
                  {by}
                </span>,
              ],
            }))}
          />
        </Details>
      )}
    </section>
  );
}

function Drawing({ figures, latest }: { figures: MeasureFigures; latest: MeasureFigures["points"][number] }) {
  const { measure, points, baselineRead, targetRead } = figures;
  const values = [...points, baselineRead, targetRead].flatMap((one) => (one ? [one.value] : []));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const [lowest, highest] = [
    Math.min(...points.map(({ value }) => value)),
    Math.max(...points.map(({ value }) => value)),
  ];
  const days = points.map(({ on }) => dayNumber(on));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const x = (day: string) => edge + along(dayNumber(day), first, last, width - 2 * edge);
  const y = (value: number) => height - edge - along(value, least, most, height - 2 * edge);
  const aim = targetRead ? `, and the target is ${number(targetRead.value)}` : "";
  return (
    <figure className="measure__figure">
      <svg
        className="measure__chart"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${measure}: ${points.length === 1 ? "one figure" : `${number(points.length)} figures`}; the latest is ${number(latest.value)}${aim}. The table below holds every figure.`}
      >
        {baselineRead && (
          <line className="measure__baseline" x1="0" x2={width} y1={y(baselineRead.value)} y2={y(baselineRead.value)} />
        )}
        {targetRead && (
          <line className="measure__target" x1="0" x2={width} y1={y(targetRead.value)} y2={y(targetRead.value)} />
        )}
        <polyline className="measure__line" points={points.map(({ on, value }) => `${x(on)},${y(value)}`).join(" ")} />
        {points.map(({ on, value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: figures of one day are told apart by their order alone, which never changes.
          <circle key={`${index} ${on}`} className="measure__point" cx={x(on)} cy={y(value)} r="5" />
        ))}
      </svg>
      <figcaption className="measure__legend">
        {baselineRead && <>Dotted: the baseline, {number(baselineRead.value)}. </>}
        {targetRead && <>Dashed: the target, {number(targetRead.value)}. </>}
        Points: what was measured
        {points.length > 1 &&
          `, between ${number(lowest)} and ${number(highest)}, from ${dayInWords(points[0]?.on ?? latest.on)} to ${dayInWords(latest.on)}`}
        .
      </figcaption>
    </figure>
  );
}
