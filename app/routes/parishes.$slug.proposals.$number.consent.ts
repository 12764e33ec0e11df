import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { findProposalId, giveConsent } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { throwRefused, valueOrThrow } from "#server/http/respond";
import { consentSchema } from "~/forms/council";

// The question to the seconders stands on the proposal's page; this only takes the answer.

const backTo = (params: { slug?: string; number?: string }) => `/parishes/${params.slug}/proposals/${params.number}`;

export function loader({ params }: LoaderFunctionArgs) {
  return redirect(backTo(params));
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const proposalId = await findProposalId(app.db, params.slug ?? "", params.number ?? "");
  if (!proposalId) throwRefused({ code: "not_found", message: "There is no proposal at this address." });
  const read = readForm(consentSchema, await formOf(request));
  if (!read.ok) throwRefused(read.refused);
  valueOrThrow(await giveConsent(app.context, actor, { proposalId, isConsent: read.value.choice === "yes" }));
  return redirect(`${backTo(params)}#consent`);
}
