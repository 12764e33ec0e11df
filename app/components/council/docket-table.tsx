import type { Figure } from "~/domain/act/ruling";
import type { CountedPeriod } from "~/domain/response/duty-arithmetic";
import type { DutyStanding } from "~/domain/response/duty-clock";
import { Table } from "../content/table";
import { Tag } from "../content/tag";
import { ClockArithmetic } from "./clock-arithmetic";
import { DutyClock } from "./duty-clock";

export interface DocketRow {
  key: string;
  /** The duty that it is or follows from. */
  id: string;
  href: string;
  kindWords: string;
  title: string;
  parish: { name: string };
  received: string;
  clock: { dueWords: string; standing: DutyStanding };
  /** What happens next, in one sentence. */
  next: string;
  figures: readonly Figure[];
  counted: readonly CountedPeriod[];
  isToAcknowledge: boolean;
  /** Who deals with it; empty for nobody. */
  assignee: string;
}

export interface DocketTableProps {
  caption: string;
  rows: readonly DocketRow[];
  /** Whether rows that wait to be acknowledged can be ticked. */
  mayTick: boolean;
}

/** A page of a council's docket: one row and one link for each thing, with a box to tick where it only waits to be acknowledged. */
export function DocketTable({ caption, rows, mayTick }: DocketTableProps) {
  return (
    <Table
      caption={caption}
      isCaptionHidden
      columns={[{ heading: "What" }, { heading: "When" }, { heading: "What happens next" }, { heading: "Who" }]}
      rows={rows.map((row) => ({
        key: row.key,
        cells: [
          <div key="what" className="docket-row__what">
            <a href={row.href}>{row.title}</a>
            <p>
              <Tag text={row.kindWords} colour="grey" /> {row.parish.name}, received on {row.received}
            </p>
          </div>,
          <DutyClock key="when" {...row.clock} />,
          <div key="next" className="docket-row__next">
            {mayTick && row.isToAcknowledge ? <Tick {...row} /> : row.next}
            {row.figures.length > 0 && <ClockArithmetic figures={row.figures} counted={row.counted} />}
          </div>,
          <span key="who" className="docket-row__who">
            {row.assignee || "Nobody"}
          </span>,
        ],
      }))}
    />
  );
}

function Tick({ id, next, title }: DocketRow) {
  const inputId = `tick-${id}`;
  return (
    <div className="govuk-checkboxes govuk-checkboxes--small">
      <div className="govuk-checkboxes__item">
        <input className="govuk-checkboxes__input" id={inputId} name="duty" type="checkbox" value={id} />
        <label className="govuk-label govuk-checkboxes__label" htmlFor={inputId}>
          {next}
          <span className="govuk-visually-hidden"> {title}</span>
        </label>
      </div>
    </div>
  );
}
