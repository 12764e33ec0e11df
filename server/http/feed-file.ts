import { createHash } from "node:crypto";
import type { Application } from "../container";
import { atomOf, briefingsOf } from "../feeds/atom";
import { calendarOf } from "../feeds/icalendar";
import type { Feed } from "../queries/find-feed";
import { lastBriefings } from "../queries/get-briefing";
import { listFeedDates } from "../queries/list-feed-dates";
import { listFeedEntries } from "../queries/list-feed-entries";
import { listRegisterNews, registerFeed } from "../queries/list-register-news";
import { throwRefused } from "./respond";

/** The calendar of a feed, or the page for its absence. */
export async function calendarFile(app: Application, request: Request, feed: Feed | null): Promise<Response> {
  const followed = feed ?? throwNoFeed();
  const dates = await listFeedDates(app.db, followed, await app.now());
  return fileOf(request, calendarOf(followed, dates, siteOf(app, request)), "text/calendar", followed.isPrivate);
}

/** The news of a feed, from the entry that the request asks to read back from, or the page for its absence. */
export async function atomFile(app: Application, request: Request, feed: Feed | null): Promise<Response> {
  const followed = feed ?? throwNoFeed();
  const before = new URL(request.url).searchParams.get("before");
  const page = await listFeedEntries(app.db, followed, before);
  return fileOf(request, atomOf(followed, page, siteOf(app, request)), "application/atom+xml", followed.isPrivate);
}

/** The fortnightly briefings of a parish or council as a feed, or the page for its absence. */
export async function briefingFile(
  app: Application,
  request: Request,
  feed: Feed | null,
  kind: "parish" | "council",
): Promise<Response> {
  const followed = feed ?? throwNoFeed();
  const which = kind === "parish" ? { parishId: followed.id } : { councilId: followed.id };
  const briefings = await lastBriefings(app.db, which, followed.since, await app.now());
  return fileOf(request, briefingsOf(followed, briefings, siteOf(app, request)), "application/atom+xml", false);
}

/** The Commissioner's register as a feed: what has come before the Commissioner, and what was found. */
export async function registerFile(app: Application, request: Request): Promise<Response> {
  const news = await listRegisterNews(app.db, await app.now());
  const page = { entries: news, from: null, before: null };
  return fileOf(request, atomOf(registerFeed, page, siteOf(app, request)), "application/atom+xml", false);
}

function throwNoFeed(): never {
  throwRefused({ code: "not_found", message: "There is no feed at this address." });
}

/** Links in a file that is read elsewhere have to say on which site they are. */
export function siteOf(app: Application, request: Request): string {
  return app.env.publicUrl ?? new URL(request.url).origin;
}

/** A document, or 304 when the reader has this very one: programs ask every hour, and most hours bring nothing. */
function fileOf(request: Request, text: string, type: string, isPrivate: boolean): Response {
  // Weak, because the answer may be compressed on its way.
  const tag = `W/"${createHash("sha256").update(text).digest("base64url")}"`;
  const headers = new Headers({
    "Content-Type": `${type}; charset=utf-8`,
    "Cache-Control": isPrivate ? "private, no-cache" : "no-cache",
    ETag: tag,
  });
  if (!isPrivate) headers.set("Access-Control-Allow-Origin", "*");
  if (hasTag(request.headers.get("If-None-Match"), tag)) return new Response(null, { status: 304, headers });
  return new Response(text, { headers });
}

/** Whether a reader that asks with `If-None-Match` has this very document. */
export function hasTag(asked: string | null, tag: string): boolean {
  const tags = (asked ?? "").split(",").map((one) => one.trim());
  return tags.some((one) => one === "*" || one === tag || `W/${one}` === tag);
}
