import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getSimulation } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { SimulationControls } from "~/components/simulation/simulation-controls";
import { titled } from "~/page-title";

export const meta = titled("Simulation");

export async function loader({ context }: LoaderFunctionArgs) {
  const page = await getSimulation(context.app);
  return page ?? throwRefused({ code: "not_found", message: "Nothing is kept at this address." });
}

export default function SimulationPage() {
  return <SimulationControls {...useLoaderData<typeof loader>()} />;
}
