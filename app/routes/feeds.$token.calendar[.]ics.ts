import type { LoaderFunctionArgs } from "@remix-run/node";
import { findPersonFeed } from "#server/container";
import { calendarFile } from "#server/http/feed-file";

/** The dates of what one person follows, for whoever has its address. */
export async function loader({ context: { app }, params, request }: LoaderFunctionArgs) {
  return calendarFile(app, request, await findPersonFeed(app.db, params.token ?? ""));
}
