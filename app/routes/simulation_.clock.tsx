import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { getSimulation, moveClock } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { SimulationControls } from "~/components/simulation/simulation-controls";
import { clockForm } from "~/forms/simulation";
import { titled } from "~/page-title";

export const meta = titled("Simulation");

export async function loader({ context }: LoaderFunctionArgs) {
  const page = await getSimulation(context.app);
  if (!page) throwRefused({ code: "not_found", message: "Nothing is kept at this address." });
  return page;
}

/** Moves the clock. A length of time that cannot be used is shown again with what is wrong beside it. */
export async function action({ context, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  if (!app.env.isSimulated) throwRefused({ code: "not_found", message: "Nothing is kept at this address." });
  const form = readForm(clockForm, await formOf(request));
  const moved = form.ok ? await moveClock(app.context, form.value, actor) : form;
  if (!moved.ok) {
    return answerRefused(moved.refused, form.typed);
  }
  await app.settle();
  app.wakeTimer();
  return redirect("/simulation#clock");
}

export default function SimulationClockPage() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const typed = answer?.typed.advance;
  const advance = answer && {
    typed: typeof typed === "string" ? typed : "",
    error: answer.errors[0]?.message ?? answer.refused.message,
  };
  return <SimulationControls {...page} advance={advance} />;
}
