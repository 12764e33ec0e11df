import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { checkProposal, findParish } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { proposalSchema } from "~/forms/proposal";

/** Nothing to look at here: the form is checked from the page it stands on. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/parishes/${params.slug}/proposals/new`);
}

/** What the Act says about a proposal as it is written at this moment; null while a field cannot be read. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const found = await findParish(app.db, params.slug ?? "", await app.now());
  const read = readForm(proposalSchema, await formOf(request));
  if (!found || !read.ok) return { ruling: null };
  const outcome = await checkProposal(app.context, actor, {
    parishId: found.row.id,
    proposalId: read.value.draft ?? null,
    proposal: read.value,
  });
  return { ruling: outcome.ok ? outcome.value.ruling : null };
}
