import type { Tally } from "~/live/contract";
import { ResultBars } from "./result-bars";

export interface CountBarsProps {
  counts: NonNullable<Tally["counts"]>;
  /** How many ballots the counts hold. */
  counted: number;
}

/** The count of a vote by yes, no and abstention, as bars. */
export function CountBars({ counts, counted }: CountBarsProps) {
  return (
    <ResultBars
      total={counted}
      rows={[
        { name: "For", count: counts.for, tone: "for" },
        { name: "Against", count: counts.against, tone: "against" },
        { name: "Abstain", count: counts.abstain, tone: "abstain" },
      ]}
    />
  );
}
