import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { namePerson } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { TextInput } from "~/components/forms/text-input";
import { Main } from "~/components/page-shell/main";
import { localPath, nameForm, newcomerName } from "~/forms/people";
import { errorOf, typedText } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled("Your name");

export function loader({ context, request }: LoaderFunctionArgs) {
  const { actor } = context;
  if (actor.personId === null) throwRefused({ code: "not_signed_in", message: "Sign in to give your name." });
  return {
    name: actor.name === newcomerName ? "" : actor.name,
    to: localPath(new URL(request.url).searchParams.get("to"), "/account"),
  };
}

export async function action({ context, request }: ActionFunctionArgs) {
  const read = readForm(nameForm, await formOf(request));
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const outcome = await namePerson(context.app.context, context.actor, { name: read.value.name });
  if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
  return redirect(localPath(read.value.to, "/account"));
}

export default function NamePage() {
  const page = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const errors = answered?.errors ?? [];
  return (
    <Main>
      <ErrorSummary errors={errors} />
      <form method="post" action="/account/name">
        <TextInput
          name="name"
          label="What is your name?"
          labelSize="l"
          isPageHeading
          hint="Everybody sees it beside what you propose, argue or do in an office. It is never shown beside how you voted, because nobody knows that."
          autoComplete="name"
          hasSpellCheck={false}
          value={typedText(answered?.typed.name, page.name)}
          error={errorOf(errors, "name")}
        />
        <Hidden name="to" value={typedText(answered?.typed.to, page.to)} />
        <Button>Save</Button>
      </form>
    </Main>
  );
}
