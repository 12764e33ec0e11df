import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { listExampleAccounts, requestSignInCode } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused } from "#server/http/respond";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { TextInput } from "~/components/forms/text-input";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { emailForm, localPath } from "~/forms/people";
import { errorOf, typedText } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled("Sign in");

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  return {
    to: localPath(new URL(request.url).searchParams.get("to"), ""),
    signedInAs: actor.personId ? actor.name : null,
    accounts: app.env.isSimulated ? await listExampleAccounts(app.db) : [],
    isSimulated: app.env.isSimulated,
  };
}

export async function action({ context, request }: ActionFunctionArgs) {
  const read = readForm(emailForm, await formOf(request));
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const outcome = await requestSignInCode(context.app.context, {
    email: read.value.email,
    clientAddress: context.clientAddress,
  });
  if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
  const asked = new URLSearchParams({ email: outcome.value.email });
  const to = localPath(read.value.to, "");
  if (to) asked.set("to", to);
  return redirect(`/sign-in/code?${asked}`);
}

export default function SignInPage() {
  const { signedInAs, accounts, isSimulated, ...page } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const to = typedText(answered?.typed.to, page.to);
  const errors = answered?.errors ?? [];
  return (
    <Main>
      <ErrorSummary errors={errors} />
      <PageHeading
        title="Sign in"
        lead={
          signedInAs
            ? `You are signed in as ${signedInAs}. You can sign in as somebody else here.`
            : "We send you a code by e-mail. There is no password, and a new address makes a new account."
        }
      />
      <form method="post" action="/sign-in">
        <TextInput
          name="email"
          label="Your e-mail address"
          hint="Nobody else sees it."
          type="email"
          autoComplete="email"
          hasSpellCheck={false}
          value={typedText(answered?.typed.email)}
          error={errorOf(errors, "email")}
        />
        {to && <Hidden name="to" value={to} />}
        <Button>Send me a code</Button>
      </form>
      {isSimulated && (
        <section aria-labelledby="sign-in-as">
          <h2 className="govuk-heading-m" id="sign-in-as">
            Sign in as somebody from the example
          </h2>
          <p className="govuk-body">
            This is a simulation, so you can try every part without an e-mail address. No real people are behind these
            names.
          </p>
          <form method="post" action="/sign-in/as">
            {to && <Hidden name="to" value={to} />}
            <ul className="govuk-list">
              {accounts.map((account) => (
                <li key={account.slug}>
                  <Button tone="secondary" name="person" value={account.slug} reason={account.about}>
                    {account.name}
                  </Button>
                </li>
              ))}
            </ul>
          </form>
          {accounts.length === 0 && <p className="govuk-body">No example accounts have been loaded.</p>}
        </section>
      )}
    </Main>
  );
}
