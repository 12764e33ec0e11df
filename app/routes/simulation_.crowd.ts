import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { formOf, readForm } from "#server/http/form";
import { throwRefused } from "#server/http/respond";
import { crowdForm } from "~/forms/simulation";

export function loader({ context }: LoaderFunctionArgs) {
  if (!context.app.crowd) throwRefused({ code: "not_found", message: "Nothing is kept at this address." });
  return redirect("/simulation#crowd");
}

/** Lets the simulated crowd come, or sends it home. */
export async function action({ context, request }: ActionFunctionArgs) {
  const { crowd } = context.app;
  if (!crowd) throwRefused({ code: "not_found", message: "Nothing is kept at this address." });
  const form = readForm(crowdForm, await formOf(request));
  if (!form.ok) throwRefused(form.refused);
  if (form.value.state === "on") crowd.start(form.value.pace);
  else await crowd.stop();
  return redirect("/simulation#crowd");
}
