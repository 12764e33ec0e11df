import type { LoaderFunctionArgs } from "@remix-run/node";
import { ballotLine } from "#server/container";
import { throwRefused } from "#server/http/respond";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The ballot file of a closed vote: one line a ballot, in the order of receipts. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const id = params.id ?? "";
  const vote = uuid.test(id) ? await context.app.db.vote.findUnique({ where: { id } }) : null;
  if (!vote) throwRefused({ code: "not_found", message: "There is no vote at this address." });
  if (!vote.closedAt) {
    throwRefused({
      code: "not_open",
      message: "The ballot file is published when the vote has closed and been counted.",
    });
  }
  const ballots = await context.app.db.ballot.findMany({ where: { voteId: id }, orderBy: { receipt: "asc" } });
  return new Response(ballots.map(ballotLine).join(""), {
    headers: {
      "Content-Type": "application/x-ndjson; charset=utf-8",
      "Cache-Control": "public, max-age=3600",
      "Access-Control-Allow-Origin": "*",
    },
  });
}
