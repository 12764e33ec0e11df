import type { LoaderFunctionArgs } from "@remix-run/node";
import { findParishFeed } from "#server/container";
import { atomFile } from "#server/http/feed-file";

/** The minute book of a parish as news, newest first. */
export async function loader({ context: { app }, params, request }: LoaderFunctionArgs) {
  return atomFile(app, request, await findParishFeed(app.db, params.slug ?? ""));
}
