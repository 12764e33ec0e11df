import type { MetaDescriptor } from "@remix-run/react";

/** Where the feeds of a page lie: `/parishes/millbrook-green`. */
interface FollowLinksProps {
  base: string;
  /** What is followed, in the middle of a sentence. */
  name: string;
}

/** How to follow a parish or council without coming back to look: a calendar and a news feed. */
export function FollowLinks({ base, name }: FollowLinksProps) {
  return (
    <section aria-labelledby="follow">
      <h2 className="govuk-heading-m" id="follow">
        Follow
      </h2>
      <p className="govuk-body-s">Put these addresses into your calendar or news reader. No account is needed.</p>
      <ul className="link-list">
        <li>
          <a href={`${base}/calendar.ics`}>
            Calendar<span className="govuk-visually-hidden"> of {name}</span>
          </a>
        </li>
        <li>
          <a href={`${base}/feed.atom`}>
            News feed<span className="govuk-visually-hidden"> of {name}</span>
          </a>
        </li>
        <li>
          <a href="/account/feeds">Feeds of your own</a>
        </li>
      </ul>
    </section>
  );
}

/** What tells a browser or a news reader where the feeds of a page lie. */
export function feedLinks({ base, name }: FollowLinksProps): MetaDescriptor[] {
  const link = (type: string, title: string, href: string) => ({
    tagName: "link" as const,
    rel: "alternate",
    type,
    title,
    href,
  });
  return [
    link("application/atom+xml", `News of ${name}`, `${base}/feed.atom`),
    link("text/calendar", `Calendar of ${name}`, `${base}/calendar.ics`),
  ];
}
