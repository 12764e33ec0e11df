import type { Ruling } from "~/domain/act/ruling";
import { SectionLinks } from "./section-links";

/** A ruling in small, for beside the button it allows or stops. */
export function RulingHint({ ruling, id }: { ruling: Ruling; id?: string }) {
  return (
    <span className="ruling-hint" id={id}>
      {ruling.sentence} {ruling.wouldChange && `${ruling.wouldChange} `}
      <SectionLinks sections={ruling.sections} />
    </span>
  );
}
