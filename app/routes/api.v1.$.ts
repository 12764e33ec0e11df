import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerApi } from "#server/http/api";

/** Everything under /api/v1: what there is stands in server/api/collections. */
export function loader({ context, request, params }: LoaderFunctionArgs) {
  return answerApi(context, request, params["*"] ?? "");
}

export const action = loader;
