import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { chooseNotices, getNoticeChoice, tryAddressAgain } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { NotificationBanner } from "~/components/content/notification-banner";
import { WarningText } from "~/components/content/warning-text";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { Radios } from "~/components/forms/radios";
import { BackLink } from "~/components/page-shell/back-link";
import { Main } from "~/components/page-shell/main";
import { modeWords, noticeModes } from "~/domain/notices/modes";
import { noticesForm } from "~/forms/notices";
import { errorOf, typedText } from "~/forms/typed";
import { titled } from "~/page-title";

const here = "/account/notices";

export const meta = titled("Your notices by e-mail");

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const { personId, email } = actor;
  if (personId === null) throwRefused({ code: "not_signed_in", message: "Sign in to choose your notices." });
  const isSaved = new URL(request.url).searchParams.has("saved");
  return data({ ...(await getNoticeChoice(app.db, { personId, email })), isSaved });
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const form = await formOf(request);
  if (form.get("intent") === "again") {
    const outcome = await tryAddressAgain(app.context, actor);
    return outcome.ok ? redirect(`${here}?saved`) : answerRefused(outcome.refused);
  }
  const read = readForm(noticesForm, form);
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const outcome = await chooseNotices(app.context, actor, read.value);
  return outcome.ok ? redirect(`${here}?saved`) : answerRefused(outcome.refused, read.typed);
}

export default function NoticeChoicePage() {
  const { mode, email, refusedSince, isSaved } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const errors = answered?.errors ?? [];
  return (
    <Main before={<BackLink href="/account" text="Your account" />}>
      <ErrorSummary errors={errors} />
      {isSaved && !answered && <NotificationBanner tone="success" heading="Your choice is saved" />}
      {refusedSince && (
        <>
          <WarningText>
            The mail server of {email} has refused our letters since {refusedSince}, so none are sent there but codes to
            sign in.
          </WarningText>
          <form method="post" action={here}>
            <Hidden name="intent" value="again" />
            <Button tone="secondary">Try this address again</Button>
          </form>
        </>
      )}
      <form method="post" action={here}>
        <Radios
          name="mode"
          label="When do you want to be written to?"
          labelSize="l"
          isPageHeading
          hint={`Letters go to ${email}. Whatever you choose, all your notices are listed on this site.`}
          value={typedText(answered?.typed.mode, mode)}
          options={noticeModes.map((value) => ({ value, ...modeWords[value] }))}
          error={errorOf(errors, "mode")}
        />
        <Button>Save</Button>
      </form>
      <p className="govuk-body">
        <a href="/notices">Read your notices</a>
      </p>
    </Main>
  );
}
