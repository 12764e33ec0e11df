import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { auditPage } from "#server/http/audit-page";
import { AuditLog } from "~/components/audit/audit-log";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { titled } from "~/page-title";

export const meta = titled("Audit log");

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  return auditPage(context.app, context.actor, request, params.slug ?? "");
}

export default function CouncilAuditPage() {
  const { council, ...log } = useLoaderData<typeof loader>();
  const base = `/councils/${council?.slug}`;
  const name = council?.name ?? "";
  return (
    <Main
      before={
        <Breadcrumbs
          items={[{ text: "Councils", href: "/councils" }, { text: name, href: base }, { text: "Audit log" }]}
        />
      }
    >
      <AuditLog {...log} caption={name} base={`${base}/audit`} isOfAll={false} />
    </Main>
  );
}
