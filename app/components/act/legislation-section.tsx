import type { ReactNode } from "react";
import { linkedSubsections, type Run } from "~/domain/act/defined-terms";
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
  /** What the section lists one by one, after its subsections. */
  children?: ReactNode;
  /** A note for the margin: beside the text on a wide screen, under it on a narrow one. */
  note?: ReactNode;
}

const headingClasses = { 1: "govuk-heading-xl", 2: "govuk-heading-m", 3: "govuk-heading-m" } as const;

/** One section of the Act as it is published. It can be linked to as `#s29`, and its subsections as `#s29-2`. */
export function LegislationSection(props: LegislationSectionProps) {
  const { number, title, subsections, parameters, resembles, href, headingLevel = 2, children, note } = props;
  const texts = linkedSubsections(
    number,
    subsections.map((text) => withValues(text, parameters)),
  );
  const Heading = `h${headingLevel}` as const;
  return (
    <section className="legislation" id={`s${number}`}>
      <Heading className={`${headingClasses[headingLevel]} legislation__title`}>
        <span className="legislation__number">
          <span className="govuk-visually-hidden">Section </span>
          {number}
        </span>
        <span>{href ? <a href={href}>{title}</a> : title}</span>
      </Heading>
      <div className={note ? "legislation__body legislation__body--noted" : "legislation__body"}>
        <div>
          <ol className="legislation__subsections">
            {texts.map((runs, index) => (
              <Subsection key={subsections[index]} section={number} number={index + 1} runs={runs} />
            ))}
          </ol>
          {children}
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
        </div>
        {note}
      </div>
    </section>
  );
}

/** One subsection. Its number is the link to it, read in full as it is cited: "Section 29(2)". */
function Subsection({ section, number, runs }: { section: number; number: number; runs: Run[] }) {
  const id = `s${section}-${number}`;
  return (
    <li id={id}>
      <a className="legislation__subsection" href={`#${id}`}>
        <span className="govuk-visually-hidden">Section {section}</span>({number})
      </a>
      <span>
        {withPlaces(runs).map(([place, run]) =>
          run.href ? (
            <a key={place} href={run.href}>
              {run.text}
            </a>
          ) : (
            run.text
          ),
        )}
      </span>
    </li>
  );
}

/** Runs with their places, which never change while the text is shown. */
function withPlaces(runs: Run[]): [number, Run][] {
  return runs.map((run, place) => [place, run]);
}

/** The text with each `{parameterName}` replaced by its value in force. */
function withValues(text: string, parameters: readonly LegislationParameter[]): string {
  return text.replace(/\{(\w+)\}/g, (gap, name) => {
    const parameter = parameters.find((one) => one.name === name);
    return parameter ? groupedNumber(parameter.value) : gap;
  });
}
