import type { ParishState } from "~/domain/parish/parish-state";
import { list } from "~/domain/time/words";
import { SectionLinks } from "../act/section-links";
import { InsetText } from "../content/inset-text";
import { StateTag } from "../content/state-tag";

export interface AskedElsewhereProps {
  parishes: readonly {
    parish: { slug: string; name: string; state: ParishState };
    powers: readonly string[];
    wards: readonly string[];
  }[];
}

/** Tells founders of others who ask for the same power on the same ground, while both can still talk. */
export function AskedElsewhere({ parishes }: AskedElsewhereProps) {
  if (parishes.length === 0) return null;
  return (
    <InsetText>
      <h2 className="govuk-heading-s">Others ask for the same power on the same ground</h2>
      <ul className="govuk-list govuk-list--bullet">
        {parishes.map(({ parish, powers, wards }) => (
          <li key={parish.slug}>
            <a href={`/parishes/${parish.slug}/charter`}>{parish.name}</a> <StateTag of="parish" state={parish.state} />{" "}
            asks for {list(powers)} in {list(wards)}.
          </li>
        ))}
      </ul>
      <p>
        Two parishes cannot hold the same power on the same ground: whoever the council gives it to first holds it. You
        may want to talk to them. <SectionLinks sections={["s7"]} />
      </p>
    </InsetText>
  );
}
