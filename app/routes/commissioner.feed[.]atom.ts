import type { LoaderFunctionArgs } from "@remix-run/node";
import { registerFile } from "#server/http/feed-file";

/** What comes before the Commissioner, and what is found, as news: newest first. */
export async function loader({ context: { app }, request }: LoaderFunctionArgs) {
  return registerFile(app, request);
}
