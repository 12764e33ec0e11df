import type { LoaderFunctionArgs } from "@remix-run/node";
import { auditDownload } from "#server/http/audit-page";

/** The whole audit log, as far as the search finds it, as comma-separated values. */
export function loader({ context, request }: LoaderFunctionArgs) {
  return auditDownload(context.app, context.actor, request, undefined, "csv");
}
