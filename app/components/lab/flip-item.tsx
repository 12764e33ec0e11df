import type { Ruling } from "~/domain/act/ruling";
import { RulingPanel } from "../act/ruling-panel";
import { Card } from "../content/card";

export interface FlipItemProps {
  flip: {
    kind: string;
    title: string;
    href: string;
    parish: { slug: string; name: string };
    when: string;
    before: Ruling;
    after: Ruling;
    beforeWords: string;
    afterWords: string;
  };
}

/** A decision that would have come out differently, with both rulings side by side. */
export function FlipItem({ flip }: FlipItemProps) {
  return (
    <Card title={flip.title} href={flip.href} headingLevel={3}>
      <p>
        {flip.kind}, <a href={`/parishes/${flip.parish.slug}`}>{flip.parish.name}</a>, {flip.when}
      </p>
      <div className="flip">
        <RulingPanel ruling={flip.before} heading={`As it was: ${flip.beforeWords.toLowerCase()}`} headingLevel={4} />
        <RulingPanel ruling={flip.after} heading={`Instead: ${flip.afterWords.toLowerCase()}`} headingLevel={4} />
      </div>
    </Card>
  );
}
