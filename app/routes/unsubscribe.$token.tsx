import type { ActionFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { endLetters } from "#server/container";
import { Panel } from "~/components/content/panel";
import { Button } from "~/components/forms/button";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { titled } from "~/page-title";

export const meta = titled("End the letters");

/** Opening the page changes nothing, because mail servers open links to look for bad ones. */
export function loader() {
  return null;
}

/** What the button sends, and what a mail program sends by itself (RFC 8058). Nobody need be signed in. */
export async function action({ context, params }: ActionFunctionArgs) {
  await endLetters(context.app.context, { token: params.token ?? "" });
  return { isEnded: true };
}

export default function EndLettersPage() {
  const isEnded = useActionData<typeof action>()?.isEnded ?? false;
  if (isEnded) {
    return (
      <Main>
        <Panel title="You get no more letters" />
        <p className="govuk-body">
          Codes to sign in still come when you ask for one. In your account you can{" "}
          <a href="/account/notices">choose again</a> and <a href="/notices">read your notices</a>.
        </p>
      </Main>
    );
  }
  return (
    <Main>
      <PageHeading title="End the letters" lead="You will get no more e-mail from Pop-up Parish about notices." />
      <form method="post">
        <Button>End the letters</Button>
      </form>
    </Main>
  );
}
