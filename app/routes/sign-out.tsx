import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { formOf } from "#server/http/form";

export function loader() {
  return redirect("/account");
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { app, actor, sessionId } = context;
  const isEverywhere = (await formOf(request)).get("everywhere") === "yes";
  const cookie =
    isEverywhere && actor.personId ? await app.sessions.endAll(actor.personId) : await app.sessions.end(sessionId);
  if (sessionId) app.dropSession(sessionId);
  return redirect("/", { headers: { "Set-Cookie": cookie } });
}

/** Never shown: the page is a form's address. */
export default function SignOutPage() {
  return null;
}
