import type { LoaderFunctionArgs } from "@remix-run/node";
import { nothingThere } from "#server/http/api";

/** Every address under /api that does not exist. */
export function loader({ context, request }: LoaderFunctionArgs) {
  return nothingThere(context.app, request);
}

export const action = loader;
