import type { LoaderFunctionArgs } from "@remix-run/node";
import { findCouncilFeed } from "#server/container";
import { calendarFile } from "#server/http/feed-file";

/** The dates of all the parishes in a council's area, and what the council owes them. */
export async function loader({ context: { app }, params, request }: LoaderFunctionArgs) {
  return calendarFile(app, request, await findCouncilFeed(app.db, params.slug ?? ""));
}
