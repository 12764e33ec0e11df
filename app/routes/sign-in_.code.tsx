import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { replaceSession } from "#server/auth/replace-session";
import { signInWithCode } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused } from "#server/http/respond";
import { Details } from "~/components/content/details";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { TextInput } from "~/components/forms/text-input";
import { BackLink } from "~/components/page-shell/back-link";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { codeForm, emailAddress, localPath } from "~/forms/people";
import { errorOf, typedText } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled("Enter your code");

export function loader({ request, context }: LoaderFunctionArgs) {
  const asked = new URL(request.url).searchParams;
  const email = emailAddress.safeParse(asked.get("email") ?? "");
  const to = localPath(asked.get("to"), "");
  return { email: email.data ?? "", to, isSimulated: context.app.env.isSimulated };
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { app, sessionId } = context;
  const read = readForm(codeForm, await formOf(request));
  // What was typed is shown again, but never a code.
  const { code: _code, ...typed } = read.typed;
  if (!read.ok) return answerRefused(read.refused, typed);
  const { email, code } = read.value;
  const outcome = await signInWithCode(app.context, { email, code, clientAddress: context.clientAddress });
  if (!outcome.ok) return answerRefused(outcome.refused, typed);
  const cookie = await replaceSession(app, sessionId, outcome.value.personId);
  const to = localPath(read.value.to, "/account");
  const next = outcome.value.needsName ? `/account/name?to=${encodeURIComponent(to)}` : to;
  return redirect(next, { headers: { "Set-Cookie": cookie } });
}

export default function SignInCodePage() {
  const page = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const errors = answered?.errors ?? [];
  const email = typedText(answered?.typed.email, page.email);
  const to = typedText(answered?.typed.to, page.to);
  const isKnown = email !== "" && errorOf(errors, "email") === undefined;
  return (
    <Main before={<BackLink href={to ? `/sign-in?to=${encodeURIComponent(to)}` : "/sign-in"} />}>
      <ErrorSummary errors={errors} />
      <PageHeading
        title="Enter your code"
        lead={isKnown ? `We have sent six figures to ${email}.` : "We have sent you six figures by e-mail."}
      />
      {page.isSimulated && (
        <p className="govuk-body">
          This is a simulation: no e-mail leaves it. <a href="/simulation/post-room">Find the code in the post room</a>
        </p>
      )}
      <form method="post" action="/sign-in/code">
        {isKnown ? (
          <Hidden name="email" value={email} />
        ) : (
          <TextInput
            name="email"
            label="Your e-mail address"
            type="email"
            autoComplete="email"
            hasSpellCheck={false}
            value={email}
            error={errorOf(errors, "email")}
          />
        )}
        {to && <Hidden name="to" value={to} />}
        <TextInput
          name="code"
          label="The code from the e-mail"
          hint="It works once, for 10 minutes."
          inputMode="numeric"
          autoComplete="one-time-code"
          widthCharacters={10}
          hasSpellCheck={false}
          error={errorOf(errors, "code")}
        />
        <Button>Sign in</Button>
      </form>
      {isKnown && (
        <Details summary="No e-mail has come">
          <p>It can take a minute. Look among unwanted mail, and check that the address above is right.</p>
          <form method="post" action="/sign-in">
            <Hidden name="email" value={email} />
            {to && <Hidden name="to" value={to} />}
            <Button tone="secondary">Send me another code</Button>
          </form>
          <p>
            <a href={to ? `/sign-in?to=${encodeURIComponent(to)}` : "/sign-in"}>Use another address</a>
          </p>
        </Details>
      )}
    </Main>
  );
}
