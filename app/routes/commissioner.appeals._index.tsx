import { redirect } from "@remix-run/node";

/** Appeals stand in the Commissioner's register with everything else. */
export function loader() {
  return redirect("/commissioner?kind=suspension", 301);
}
