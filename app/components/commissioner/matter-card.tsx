import type { MatterLine } from "~/domain/response/matter-view";
import { instantInWords } from "~/domain/time/words";
import { Card } from "../content/card";
import { Tag } from "../content/tag";

/** How a matter stands, as a tag. */
export function MatterTag({ matter }: { matter: Pick<MatterLine, "kind" | "state" | "finding"> }) {
  const { kind, state, finding } = matter;
  if (finding) return <Tag text={finding.words} colour={finding.isUpheld ? "orange" : "grey"} />;
  if (state === "ended") return <Tag text="Ended by itself" colour="grey" />;
  return kind === "vacancy" ? (
    <Tag text="Nobody in office" colour="red" />
  ) : (
    <Tag text="Before the Commissioner" colour="magenta" />
  );
}

/** A date that the Commissioner set, beside the first one. */
export function DirectedDate({ directed }: { directed: NonNullable<NonNullable<MatterLine["finding"]>["directed"]> }) {
  return (
    <p>
      First date: {directed.firstDay}. New date: <strong>{directed.newDay}</strong>. {directed.words}
    </p>
  );
}

/** A matter before the Commissioner in a list. */
export function MatterCard({ matter, headingLevel = 3 }: { matter: MatterLine; headingLevel?: 2 | 3 }) {
  const { finding, parish, council } = matter;
  return (
    <Card
      title={matter.title}
      href={matter.href}
      headingLevel={headingLevel}
      above={
        <>
          <MatterTag matter={matter} /> {matter.kindWords}
        </>
      }
      meta={
        <>
          <a href={`/parishes/${parish.slug}`}>{parish.name}</a>,{" "}
          <a href={`/councils/${council.slug}`}>{council.name}</a> · since {instantInWords(new Date(matter.since))}
          {matter.endedAt && ` · ${finding ? "decided" : "ended"} ${instantInWords(new Date(matter.endedAt))}`}
        </>
      }
    >
      {finding?.directed && <DirectedDate directed={finding.directed} />}
    </Card>
  );
}
