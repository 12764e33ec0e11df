import type { ProposalState } from "~/domain/proposal/proposal-state";
import { pounds } from "~/domain/time/words";
import { Card } from "../content/card";
import { StateTag } from "../content/state-tag";

export interface ProposalCardProps {
  /** The slug of its parish. */
  slug: string;
  proposal: {
    number: number;
    title: string;
    state: ProposalState;
    /** What happens next, in words; empty when nothing is to come. */
    nextDate: string;
    costPence: number;
    tier: "A" | "B" | "C" | null;
    powerName: string;
  };
  /** What the reader can do about it now; left out where the list does not say. */
  canDo?: string;
  headingLevel?: 2 | 3;
}

const tierWords = {
  A: "the parish decides",
  B: "needs the council’s agreement",
  C: "advice to the council",
} as const;

/** One proposal in a list: where it stands, the next date, what it costs and who must agree. */
export function ProposalCard({ slug, proposal, canDo, headingLevel = 3 }: ProposalCardProps) {
  const facts = [
    proposal.costPence > 0 ? pounds(proposal.costPence) : "No cost",
    proposal.powerName,
    proposal.tier ? tierWords[proposal.tier] : "",
  ];
  return (
    <Card
      title={proposal.title}
      href={`/parishes/${slug}/proposals/${proposal.number}`}
      headingLevel={headingLevel}
      above={
        <>
          <StateTag of="proposal" state={proposal.state} /> {proposal.nextDate}
        </>
      }
      meta={facts.filter(Boolean).join(" · ")}
    >
      {canDo && <p className="card__meta">{canDo}</p>}
    </Card>
  );
}
