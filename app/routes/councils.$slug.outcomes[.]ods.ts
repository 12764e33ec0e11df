import type { LoaderFunctionArgs } from "@remix-run/node";
import { outcomesSpreadsheet } from "#server/http/outcomes-file";

/** The figures of a council's parishes as an OpenDocument spreadsheet. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  return outcomesSpreadsheet(context.app, request, params.slug ?? "");
}
