import type { LoaderFunctionArgs } from "@remix-run/node";
import { ballotLines } from "#server/container";
import { voteFile } from "#server/http/vote-file";

/** The ballot file of a closed vote: one line a ballot, in the order of receipts. */
export function loader({ params, context: { app } }: LoaderFunctionArgs) {
  return voteFile(app, params, {
    type: "application/x-ndjson",
    from: "closing",
    lines: (vote) => ballotLines(app.db, vote.id),
  });
}
