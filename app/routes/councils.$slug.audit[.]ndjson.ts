import type { LoaderFunctionArgs } from "@remix-run/node";
import { auditDownload } from "#server/http/audit-page";

/** The audit log of a council, as far as the search finds it, as one JSON object a line. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  return auditDownload(context.app, context.actor, request, params.slug ?? "", "ndjson");
}
