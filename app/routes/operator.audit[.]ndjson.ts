import type { LoaderFunctionArgs } from "@remix-run/node";
import { auditDownload } from "#server/http/audit-page";

/** The whole audit log, as far as the search finds it, as one JSON object a line. */
export function loader({ context, request }: LoaderFunctionArgs) {
  return auditDownload(context.app, context.actor, request, undefined, "ndjson");
}
