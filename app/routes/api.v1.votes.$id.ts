import type { LoaderFunctionArgs } from "@remix-run/node";
import { getVoteView } from "#server/container";
import { apiAnswer, apiRefused } from "#server/http/api";
import { disclosure } from "~/domain/act/s01-simulated-status";
import { isIdentifier } from "~/domain/record/identifier";

/** One vote, exactly as the hall shows it. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const id = params.id ?? "";
  const view = isIdentifier(id) ? await getVoteView(context.app.db, id, await context.app.now()) : null;
  if (!view) return apiRefused({ code: "not_found", message: "There is no such vote." });
  return apiAnswer({ ...view, simulated: disclosure.line });
}
