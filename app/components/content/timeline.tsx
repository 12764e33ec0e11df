import type { ReactNode } from "react";

export interface TimelineEvent {
  key: string;
  title: ReactNode;
  /** The date in words. */
  when: string;
  /** The instant or day for machines, in ISO 8601. */
  dateTime?: string;
  stage?: "done" | "now" | "next";
  children?: ReactNode;
}

const stageWords = { done: "Done: ", now: "Now: ", next: "To come: " } as const;

/** Events in the order they happen: those done, where things stand, and those to come. */
export function Timeline({ events }: { events: TimelineEvent[] }) {
  return (
    <ol className="timeline">
      {events.map(({ key, title, when, dateTime, stage = "done", children }) => (
        <li key={key} className={`timeline__event timeline__event--${stage}`}>
          <span className="timeline__title">
            <span className="govuk-visually-hidden">{stageWords[stage]}</span>
            {title}
          </span>
          <time className="timeline__when" dateTime={dateTime}>
            {when}
          </time>
          {children && <div className="timeline__body">{children}</div>}
        </li>
      ))}
    </ol>
  );
}
