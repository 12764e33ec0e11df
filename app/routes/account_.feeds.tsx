import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { dropFeedToken, feedsSince, makeFeedToken } from "#server/container";
import { formOf } from "#server/http/form";
import { throwRefused, valueOrThrow } from "#server/http/respond";
import { InsetText } from "~/components/content/inset-text";
import { NotificationBanner } from "~/components/content/notification-banner";
import { SummaryList } from "~/components/content/summary-list";
import { WarningText } from "~/components/content/warning-text";
import { Button } from "~/components/forms/button";
import { ButtonGroup } from "~/components/forms/button-group";
import { BackLink } from "~/components/page-shell/back-link";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { whenInWords } from "~/domain/time/words";
import { titled } from "~/page-title";

const here = "/account/feeds";

export const meta = titled("Feeds of your own");

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  if (actor.personId === null) throwRefused({ code: "not_signed_in", message: "Sign in to see your feeds." });
  const since = await feedsSince(app.db, actor.personId);
  const isOff = new URL(request.url).searchParams.has("off");
  return { since: since && whenInWords(since), isOff };
}

/** The addresses are in this one answer and nowhere else, so it is shown and not redirected from. */
export async function action({ context, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const form = await formOf(request);
  if (form.get("intent") === "drop") {
    valueOrThrow(await dropFeedToken(app.context, actor));
    return redirect(`${here}?off`);
  }
  const { token } = valueOrThrow(await makeFeedToken(app.context, actor));
  const base = `${app.env.publicUrl ?? new URL(request.url).origin}/feeds/${token}`;
  return data({ calendar: `${base}/calendar.ics`, news: `${base}/feed.atom` });
}

export default function OwnFeedsPage() {
  const { since, isOff } = useLoaderData<typeof loader>();
  const made = useActionData<typeof action>();
  return (
    <Main before={<BackLink href="/account" text="Your account" />}>
      {isOff && !made && !since && <NotificationBanner tone="success" heading="Your feeds are switched off" />}
      <PageHeading
        title="Feeds of your own"
        lead="A calendar and a news feed of the parishes where you live, of proposals that you wrote or second, and of votes that you are on the roll of."
      />
      {made ? (
        <Made calendar={made.calendar} news={made.news} />
      ) : (
        <p className="govuk-body">
          {since
            ? `You made their addresses ${since}. They cannot be shown again: make new ones if you have lost them.`
            : "They have addresses that only you know. A calendar or news reader can open them without signing in."}
        </p>
      )}
      <InsetText>
        <p>They never say whether or how you voted, and hold nothing that everybody cannot read on this site.</p>
      </InsetText>
      <form method="post" action={here}>
        <ButtonGroup>
          <Button name="intent" value="make" tone={since ? "secondary" : "primary"}>
            {since ? "Make new addresses" : "Make the addresses"}
          </Button>
          {since && (
            <Button name="intent" value="drop" tone="warning">
              Switch them off
            </Button>
          )}
        </ButtonGroup>
      </form>
      {since && <p className="govuk-body">Once you make new addresses, the old ones stop working at once.</p>}
    </Main>
  );
}

function Made({ calendar, news }: { calendar: string; news: string }) {
  return (
    <>
      <NotificationBanner tone="success" heading="Your addresses are made">
        <p className="govuk-body">Copy them now. They are not kept here and are shown this once.</p>
      </NotificationBanner>
      <SummaryList
        rows={[
          { key: "Calendar", value: <a href={calendar}>{calendar}</a> },
          { key: "News feed", value: <a href={news}>{news}</a> },
        ]}
      />
      <WarningText>
        Keep these addresses to yourself. Whoever has one can see where you live and what you follow.
      </WarningText>
    </>
  );
}
