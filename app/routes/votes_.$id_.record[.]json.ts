import type { LoaderFunctionArgs } from "@remix-run/node";
import { getVoteRecord } from "#server/container";
import { voteFile } from "#server/http/vote-file";

/** What was fixed when a vote opened, the keys that signed, and the result: what a recount begins with. */
export function loader({ params, context: { app } }: LoaderFunctionArgs) {
  return voteFile(app, params, {
    type: "application/json",
    from: "opening",
    async *lines(vote) {
      yield `${JSON.stringify(await getVoteRecord(app.db, vote), null, 2)}\n`;
    },
  });
}
