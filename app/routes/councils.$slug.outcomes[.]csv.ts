import type { LoaderFunctionArgs } from "@remix-run/node";
import { outcomesCsv } from "#server/http/outcomes-file";

/** The figures of a council's parishes as comma-separated values. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  return outcomesCsv(context.app, request, params.slug ?? "");
}
