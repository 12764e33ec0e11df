import ical, { ICalEventStatus, ICalEventTransparency } from "ical-generator";
import { disclosure } from "~/domain/act/s01-simulated-status";
import type { Feed } from "../queries/find-feed";
import type { FeedDate } from "../queries/list-feed-dates";
import { oneLine } from "./plain-text";

/** How often a program that shows the calendar should look for changes. */
const refreshSeconds = 3600;

/**
 * A calendar by RFC 5545 and RFC 7986. Days are days without a time, which are the same wherever somebody reads them; instants are in UTC.
 *
 * @param site where its links begin: `https://parish.example.org`
 */
export function calendarOf(feed: Feed, dates: readonly FeedDate[], site: string): string {
  const document = ical({
    prodId: { company: "Pop-up Parish", product: "Pop-up Parish", language: "EN" },
    name: escaped(oneLine(feed.title)),
    description: escaped(disclosure.line),
    url: `${site}${feed.page}`,
    ttl: refreshSeconds,
  });
  for (const date of dates) {
    const { at } = date;
    document.createEvent({
      id: date.id,
      start: typeof at === "string" ? new Date(`${at}T00:00:00Z`) : at,
      allDay: typeof at === "string",
      end: date.until,
      summary: oneLine(date.title),
      description: oneLine(date.text),
      url: `${site}${date.path}`,
      stamp: date.changedAt,
      sequence: date.changes,
      status: date.isOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      // Nobody is busy for the week of a vote.
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return `${document.toString()}\r\n`;
}

/** The library escapes the texts of events, and not those of the calendar itself. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&");
}
