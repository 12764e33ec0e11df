import type { ReactNode } from "react";
import { Details } from "../content/details";
import { SummaryList } from "../content/summary-list";

export interface PowerCardProps {
  name: string;
  statute: string;
  realLaw: string;
  headingLevel?: 2 | 3;
  tag: ReactNode;
  /** One sentence on where it stands. */
  sentence?: string;
  /** Names with a line about each; those without words are left out. */
  facts: readonly { name: string; words: string }[];
}

/** One power of a register, with all that the Act says must be there. */
export function PowerCard({ name, statute, realLaw, headingLevel = 3, tag, sentence, facts }: PowerCardProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <article className="card">
      <div className="card__above">{tag}</div>
      <Heading className="card__title">{name}</Heading>
      {sentence && <p>{sentence}</p>}
      <SummaryList
        rows={facts.filter(({ words }) => words !== "").map(({ name: key, words: value }) => ({ key, value }))}
      />
      {statute && (
        <Details summary="Which real law it resembles">
          <p>{statute}.</p>
          <p>{realLaw}</p>
        </Details>
      )}
    </article>
  );
}
