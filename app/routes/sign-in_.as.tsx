import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { replaceSession } from "#server/auth/replace-session";
import { signInAs } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { throwRefused } from "#server/http/respond";
import { localPath, signInAsForm } from "~/forms/people";

export function loader({ context }: LoaderFunctionArgs) {
  if (!context.app.env.isSimulated) {
    throwRefused({ code: "not_found", message: "Nothing is kept at this address." });
  }
  return redirect("/sign-in");
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { app, sessionId } = context;
  const read = readForm(signInAsForm, await formOf(request));
  const outcome = await signInAs(app.context, { person: read.ok ? read.value.person : "" });
  if (!outcome.ok) throwRefused(outcome.refused);
  const cookie = await replaceSession(app, sessionId, outcome.value.personId);
  return redirect(localPath(read.ok ? read.value.to : null, "/account"), { headers: { "Set-Cookie": cookie } });
}

/** Never shown: the page is a form's address, and has one only so that a refusal is answered as a page. */
export default function SignInAsPage() {
  return null;
}
