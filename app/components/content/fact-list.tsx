import type { ReactNode } from "react";

export interface Fact {
  name: string;
  words: ReactNode;
  /** Where the name leads. */
  href?: string;
}

/** Names with a line about each, one under the other: for an aside or a card. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="fact-list">
      {facts.map(({ name, words, href }) => (
        <div key={name}>
          <dt>{href ? <a href={href}>{name}</a> : name}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}
