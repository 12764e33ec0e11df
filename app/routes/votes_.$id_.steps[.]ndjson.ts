import type { LoaderFunctionArgs } from "@remix-run/node";
import { stepLines } from "#server/container";
import { voteFile } from "#server/http/vote-file";

/** The signed steps of a vote's count, as far as they are public. */
export function loader({ params, context: { app } }: LoaderFunctionArgs) {
  return voteFile(app, params, {
    type: "application/x-ndjson",
    from: "opening",
    lines: (vote) => stepLines(app.db, vote.id),
  });
}
