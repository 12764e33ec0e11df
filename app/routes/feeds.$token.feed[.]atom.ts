import type { LoaderFunctionArgs } from "@remix-run/node";
import { findPersonFeed } from "#server/container";
import { atomFile } from "#server/http/feed-file";

/** News of what one person follows, for whoever has its address. */
export async function loader({ context: { app }, params, request }: LoaderFunctionArgs) {
  return atomFile(app, request, await findPersonFeed(app.db, params.token ?? ""));
}
