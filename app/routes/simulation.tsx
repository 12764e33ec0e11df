import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getSimulation } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { SimulationControls } from "~/components/simulation/simulation-controls";

export const meta: MetaFunction = () => [{ title: "Simulation – Pop-up Parish" }];

export async function loader({ context }: LoaderFunctionArgs) {
  const page = await getSimulation(context.app);
  return page ?? throwRefused({ code: "not_found", message: "Nothing is kept at this address." });
}

export default function SimulationPage() {
  return <SimulationControls {...useLoaderData<typeof loader>()} />;
}
