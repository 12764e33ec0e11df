import { EmptyState } from "../content/empty-state";

export interface NoticeItem {
  id: string;
  /** What it is about, in a word or two. */
  kindWords: string;
  title: string;
  /** As its letter has it: blank lines part paragraphs. */
  text: string;
  path: string;
  at: string;
  when: string;
}

/** What somebody was told, one notice after the other. A briefing stands on its own page and is only named. */
export function NoticeList({ notices }: { notices: NoticeItem[] }) {
  if (notices.length === 0) {
    return (
      <EmptyState title="What concerns you will be listed here" action={{ href: "/votes", text: "See the live votes" }}>
        You are told of the votes that you can take part in, and of what becomes of what you propose or support.
      </EmptyState>
    );
  }
  return (
    <ol className="govuk-list">
      {notices.map((notice) => (
        <li key={notice.id} className="card">
          <p className="govuk-caption-m">
            {notice.kindWords} · <time dateTime={notice.at}>{notice.when}</time>
          </p>
          <h2 className="govuk-heading-s">
            <a href={notice.path}>{notice.title}</a>
          </h2>
          {!notice.text.includes("\n") && <p className="govuk-body">{notice.text}</p>}
        </li>
      ))}
    </ol>
  );
}
