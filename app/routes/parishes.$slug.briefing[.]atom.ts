import type { LoaderFunctionArgs } from "@remix-run/node";
import { findParishFeed } from "#server/container";
import { briefingFile } from "#server/http/feed-file";

/** The fortnightly briefings of a parish, newest first. */
export async function loader({ context: { app }, params, request }: LoaderFunctionArgs) {
  return briefingFile(app, request, await findParishFeed(app.db, params.slug ?? ""), "parish");
}
