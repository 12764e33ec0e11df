import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { auditPage } from "#server/http/audit-page";
import { AuditLog } from "~/components/audit/audit-log";
import { Main } from "~/components/page-shell/main";
import { titled } from "~/page-title";

export const meta = titled("Audit log");

export async function loader({ context, request }: LoaderFunctionArgs) {
  return auditPage(context.app, context.actor, request, undefined);
}

export default function OperatorAuditPage() {
  const { council: _, ...log } = useLoaderData<typeof loader>();
  return (
    <Main>
      <AuditLog {...log} caption="For the operator: all councils" base="/operator/audit" isOfAll />
    </Main>
  );
}
