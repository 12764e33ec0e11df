import type { Ruling } from "~/domain/act/ruling";
import { RulingHint } from "../act/ruling-hint";
import { Card } from "../content/card";

/** Parishes that the council and the Commissioner are told of, because nobody holds an office in them. Shows nothing where there are none. */
export function VacantParishes({ parishes }: { parishes: { slug: string; name: string; ruling: Ruling }[] }) {
  if (parishes.length === 0) return null;
  return (
    <section aria-labelledby="vacant">
      <h2 className="govuk-heading-m" id="vacant">
        Without a convenor and a deputy
      </h2>
      {parishes.map((parish) => (
        <Card key={parish.slug} title={parish.name} href={`/parishes/${parish.slug}/convenor`}>
          <p>
            <RulingHint ruling={parish.ruling} />
          </p>
        </Card>
      ))}
    </section>
  );
}
