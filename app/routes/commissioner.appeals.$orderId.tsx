import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { matterPath } from "~/domain/response/matters";

/** An appeal is a matter like any other. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(matterPath("suspension", encodeURIComponent(params.orderId ?? "")), 301);
}
