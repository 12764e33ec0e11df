import type { LoaderFunctionArgs } from "@remix-run/node";
import { findParishFeed } from "#server/container";
import { calendarFile } from "#server/http/feed-file";

/** Votes of a parish, the dates of its sunset, and what the council owes it. */
export async function loader({ context: { app }, params, request }: LoaderFunctionArgs) {
  return calendarFile(app, request, await findParishFeed(app.db, params.slug ?? ""));
}
