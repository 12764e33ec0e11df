import type { LoaderFunctionArgs } from "@remix-run/node";
import { logLines } from "#server/container";
import { voteFile } from "#server/http/vote-file";

/** The log of a vote: one line for each ballot or change of one, as far as it is public. */
export function loader({ params, context: { app } }: LoaderFunctionArgs) {
  return voteFile(app, params, { type: "text/plain", from: "opening", lines: (vote) => logLines(app.db, vote.id) });
}
