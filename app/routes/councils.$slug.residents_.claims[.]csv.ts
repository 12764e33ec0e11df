import type { ActionFunctionArgs } from "@remix-run/node";
import { exportClaims } from "#server/container";
import { privateTable } from "#server/http/private-file";
import { valueOrThrow } from "#server/http/respond";
import { civilDateOf } from "~/domain/time/civil";

const headings = ["claim", "name", "address", "ward", "ward code", "16 or over", "claimed on", "verdict", "reason"];

/**
 * The open claims as a list to be checked against the electoral register, with empty columns for the verdicts. It is asked for by a form, because
 * the audit log says who took it.
 */
export async function action({ context, params }: ActionFunctionArgs) {
  const { claims } = valueOrThrow(
    await exportClaims(context.app.context, context.actor, { council: params.slug ?? "" }),
  );
  async function* rows() {
    yield claims.map(({ id, name, address, ward, wardCode, isAged16, claimedAt }) => {
      return [id, name, address, ward, wardCode, isAged16 ? "yes" : "no", civilDateOf(claimedAt), "", ""];
    });
  }
  return privateTable(`open-claims-${params.slug}`, headings, rows());
}

/** Nothing to open here: the list comes in answer to the form. */
export function loader() {
  return new Response("Use the button on the page of claims.", { status: 405, headers: { Allow: "POST" } });
}
