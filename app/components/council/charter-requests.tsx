import type { Ruling } from "~/domain/act/ruling";
import { SectionLinks } from "../act/section-links";
import { Card } from "../content/card";
import { SummaryList, type SummaryRow } from "../content/summary-list";
import { Tag, type TagColour } from "../content/tag";

export interface CharterRequest {
  id: string;
  href: string;
  name: string;
  statute: string;
  tierWords: string;
  scope: string;
  askedWords: string;
  decision: "grant" | "grant_with_conditions" | "refuse" | null;
  decisionWords: string;
  conditions: string;
  budgetYear: string;
  budgetDecision: string;
  isTrial: boolean;
  groundName: string;
  reasons: string;
  decisionReference: string;
  decidedBy: string;
  barrier: Ruling | null;
}

/** The powers that a charter asks for, each with what is decided about it so far. */
export function CharterRequests({ requests, isOpen }: { requests: readonly CharterRequest[]; isOpen: boolean }) {
  return (
    <>
      {requests.map((request) => (
        <Card
          key={request.id}
          title={request.name}
          href={isOpen ? request.href : undefined}
          above={<DecisionTag request={request} />}
          meta={request.statute}
        >
          {request.barrier && request.decision !== "refuse" && <Barrier ruling={request.barrier} />}
          <SummaryList rows={rowsOf(request)} />
          {isOpen && (
            <p className="govuk-body">
              <a className="govuk-link" href={request.href}>
                {request.decision === null ? "Decide" : "Change"}
                <span className="govuk-visually-hidden"> on {request.name}</span>
              </a>
            </p>
          )}
        </Card>
      ))}
    </>
  );
}

/** Why a power cannot be given: it can never be, or another parish has it. */
export function Barrier({ ruling }: { ruling: Ruling }) {
  return (
    <p className="govuk-body">
      <strong>{ruling.sentence}</strong> {ruling.wouldChange && `${ruling.wouldChange} `}
      <SectionLinks sections={ruling.sections} />
    </p>
  );
}

function DecisionTag({ request }: { request: CharterRequest }) {
  const colours: Record<NonNullable<CharterRequest["decision"]>, TagColour> = {
    grant: "green",
    grant_with_conditions: "teal",
    refuse: "red",
  };
  return request.decision === null ? (
    <Tag text="Not decided" colour="yellow" />
  ) : (
    <Tag text={request.decisionWords} colour={colours[request.decision]} />
  );
}

function rowsOf(request: CharterRequest): SummaryRow[] {
  const rows: SummaryRow[] = [
    { key: "Where", value: request.scope },
    { key: "Asked for in a year", value: request.askedWords },
  ];
  if (request.tierWords) rows.unshift({ key: "Tier", value: request.tierWords });
  if (request.decision === "refuse") {
    rows.push({ key: "Ground", value: request.groundName }, { key: "Reasons", value: request.reasons });
  } else if (request.decision !== null) {
    rows.push(
      { key: "Budget for a year", value: `£${request.budgetYear}` },
      { key: "Budget for one decision", value: `£${request.budgetDecision}` },
      { key: "On trial", value: request.isTrial ? "Yes" : "No" },
    );
    if (request.conditions) rows.push({ key: "Conditions", value: request.conditions });
  }
  if (request.decision !== null) {
    rows.push({ key: "Decided by", value: `${request.decidedBy}, reference ${request.decisionReference}` });
  }
  return rows;
}
