import type { LoaderFunctionArgs } from "@remix-run/node";
import { findCouncilFeed } from "#server/container";
import { atomFile } from "#server/http/feed-file";

/** The minute books of all the parishes in a council's area as news, newest first. */
export async function loader({ context: { app }, params, request }: LoaderFunctionArgs) {
  return atomFile(app, request, await findCouncilFeed(app.db, params.slug ?? ""));
}
