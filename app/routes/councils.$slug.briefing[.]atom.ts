import type { LoaderFunctionArgs } from "@remix-run/node";
import { findCouncilFeed } from "#server/container";
import { briefingFile } from "#server/http/feed-file";

/** The fortnightly briefings of a council, newest first. */
export async function loader({ context: { app }, params, request }: LoaderFunctionArgs) {
  return briefingFile(app, request, await findCouncilFeed(app.db, params.slug ?? ""), "council");
}
