import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { replaceSession } from "#server/auth/replace-session";
import { signInWithLink } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { Button } from "~/components/forms/button";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { titled } from "~/page-title";

export const meta = titled("Sign in with a link", () => [{ name: "robots", content: "noindex" }]);

export async function action({ context, params }: ActionFunctionArgs) {
  const { app, sessionId } = context;
  const outcome = await signInWithLink(app.context, { token: params.token ?? "" });
  if (!outcome.ok) throwRefused(outcome.refused);
  return redirect("/account", {
    headers: { "Set-Cookie": await replaceSession(app, sessionId, outcome.value.personId) },
  });
}

/** Opening the page uses nothing up: programs that look at links ahead of people must not sign anybody in. */
export default function SignInLinkPage() {
  return (
    <Main>
      <PageHeading title="Sign in with your link" lead="This link works once." />
      <form method="post">
        <Button>Sign in</Button>
      </form>
    </Main>
  );
}
