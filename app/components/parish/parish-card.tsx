import type { ParishState } from "~/domain/parish/parish-state";
import { Card } from "../content/card";
import { StateTag } from "../content/state-tag";
import type { DialFacts } from "../sunset/dial-moments";
import { SunsetDial } from "../sunset/sunset-dial";

export interface ParishCardProps {
  slug: string;
  name: string;
  state: ParishState;
  council: string;
  endPoint: string;
  /** What comes next, in one short sentence. */
  next: string;
  dial: DialFacts | null;
}

/** One parish in a list, with its small dial once it has a sunset. */
export function ParishCard({ slug, name, state, council, endPoint, next, dial }: ParishCardProps) {
  return (
    <Card
      title={name}
      href={`/parishes/${slug}`}
      headingLevel={2}
      above={
        <>
          <StateTag of="parish" state={state} /> {next}
        </>
      }
      meta={endPoint || `Part of ${council}`}
      aside={dial ? <SunsetDial {...dial} size="small" /> : undefined}
    >
      {endPoint && <p className="card__meta">Part of {council}</p>}
    </Card>
  );
}
