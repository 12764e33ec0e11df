import { groupedNumber } from "../content/grouped-number";
import { Table } from "../content/table";
import { figureWords } from "./figure-words";

/** A number of a section, with the value in force. */
export interface LegislationParameter {
  name: string;
  /** In force: the council's own, or the Act's default. */
  value: number;
  default: number;
  min: number;
  max: number;
  unit: string;
  meaning: string;
  precedent: string;
}

export interface LegislationSectionProps {
  number: number;
  title: string;
  /** `{parameterName}` in them is replaced by the value in force. */
  subsections: readonly string[];
  parameters: readonly LegislationParameter[];
  /** The real law it resembles, and what would really apply. */
  resembles?: string;
  /** Where the title leads, on a page that lists several sections. */
  href?: string;
  headingLevel?: 1 | 2 | 3;
}

/** One section of the Act as it is published. */
export function LegislationSection(props: LegislationSectionProps) {
  const { number, title, subsections, parameters, resembles, href, headingLevel = 2 } = props;
  const Heading = `h${headingLevel}` as const;
  return (
    <section className="legislation" id={`s${number}`}>
      <Heading className={`${headingLevel === 1 ? "govuk-heading-xl" : "govuk-heading-m"} legislation__title`}>
        <span className="legislation__number">
          <span className="govuk-visually-hidden">Section </span>
          {number}
        </span>
        <span>{href ? <a href={href}>{title}</a> : title}</span>
      </Heading>
      <ol className="legislation__subsections">
        {subsections.map((text) => (
          <li key={text}>{withValues(text, parameters)}</li>
        ))}
      </ol>
      {parameters.length > 0 && (
        <Table
          caption={`Numbers in section ${number}`}
          columns={[
            { heading: "What it decides" },
            { heading: "In force" },
            { heading: "A council may set" },
            { heading: "Taken from" },
          ]}
          rows={parameters.map((parameter) => ({
            key: parameter.name,
            cells: [
              parameter.meaning,
              figureWords(parameter),
              `${parameter.min} to ${figureWords({ value: parameter.max, unit: parameter.unit })}`,
              parameter.precedent,
            ],
          }))}
        />
      )}
      {resembles && (
        <p>
          <strong>What would really apply:</strong> {resembles}
        </p>
      )}
    </section>
  );
}

/** The text with each `{parameterName}` replaced by its value in force. */
function withValues(text: string, parameters: readonly LegislationParameter[]): string {
  return text.replace(/\{(\w+)\}/g, (gap, name) => {
    const parameter = parameters.find((one) => one.name === name);
    return parameter ? groupedNumber(parameter.value) : gap;
  });
}
