import type { LoaderFunctionArgs } from "@remix-run/node";
import { archiveFile } from "#server/http/archive-file";

/** The whole record of a parish as one bundle that anybody can check (section 46). */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  return archiveFile(context.app, request, params.slug ?? "");
}
