import { EmptyState } from "../content/empty-state";
import { Timeline } from "../content/timeline";

interface Line {
  key: string;
  at: string;
  when: string;
  words: string;
  href: string;
}

export interface BriefingViewProps {
  /** Soonest first. */
  coming: Line[];
  /** Newest first. */
  happened: Line[];
  /** How many more entries there are than are shown. */
  more: number;
}

/** A briefing: what comes in the next fourteen days, and what happened in the last. */
export function BriefingView({ coming, happened, more }: BriefingViewProps) {
  return (
    <>
      <h2 className="govuk-heading-m">What comes</h2>
      {coming.length === 0 ? (
        <EmptyState title="Nothing is planned for the next fourteen days" headingLevel={3} />
      ) : (
        <Timeline events={eventsOf(coming, "next")} />
      )}
      <h2 className="govuk-heading-m">What happened</h2>
      {happened.length === 0 ? (
        <EmptyState title="Nothing was written into the minute book" headingLevel={3} />
      ) : (
        <Timeline events={eventsOf(happened, "done")} />
      )}
      {more > 0 && <p className="govuk-body">And {more} older entries of the minute book.</p>}
    </>
  );
}

function eventsOf(lines: Line[], stage: "done" | "next") {
  return lines.map(({ key, at, when, words, href }) => ({
    key,
    when,
    dateTime: at,
    stage,
    title: <a href={href}>{words}</a>,
  }));
}
