import type { ReactNode } from "react";
import type { Ruling } from "~/domain/act/ruling";
import { Details } from "../content/details";
import { figureWords } from "./figure-words";
import { SectionLinks } from "./section-links";

export interface RulingPanelProps {
  ruling: Ruling;
  /** The outcome in a few words: "As it stands: it would pass." */
  heading?: string;
  headingLevel?: 2 | 3 | 4;
  children?: ReactNode;
}

/** What the Act says about one set of facts: the sentence, what would change it, the sections, and the arithmetic. */
export function RulingPanel({ ruling, heading, headingLevel = 2, children }: RulingPanelProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <div className="ruling">
      {heading && <Heading className="ruling__heading">{heading}</Heading>}
      <p>
        {ruling.sentence} {ruling.wouldChange && `${ruling.wouldChange} `}
        <SectionLinks sections={ruling.sections} />
      </p>
      {ruling.figures.length > 0 && (
        <Details summary="How this was worked out">
          <dl className="ruling__figures">
            {ruling.figures.map((figure) => (
              <div key={`${figure.name} ${figure.how}`}>
                <dt>
                  {figure.name}: {figureWords(figure)}
                </dt>
                <dd>{figure.how}</dd>
              </div>
            ))}
          </dl>
        </Details>
      )}
      {children}
      <p className="ruling__versions">
        Version {ruling.actVersion} of the Act,{" "}
        {ruling.scheduleVersion === 0
          ? "with the Act’s own figures."
          : `with version ${ruling.scheduleVersion} of the council’s schedule.`}
      </p>
    </div>
  );
}
