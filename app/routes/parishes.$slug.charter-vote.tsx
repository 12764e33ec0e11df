import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { getCharterVote, scheduleCharterVote } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { RulingHint } from "~/components/act/ruling-hint";
import { RulingPanel } from "~/components/act/ruling-panel";
import { Card } from "~/components/content/card";
import { EmptyState } from "~/components/content/empty-state";
import { InsetText } from "~/components/content/inset-text";
import { StateTag } from "~/components/content/state-tag";
import { Button } from "~/components/forms/button";
import { DateInput } from "~/components/forms/date-input";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { dayOr } from "~/components/parish/typed-values";
import { charterVoteForm } from "~/forms/charter";
import { errorOf } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `Charter vote – ${data?.page.parish.name ?? "Parish"}`);

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const page = await getCharterVote(app.db, actor, params.slug ?? "", await app.now());
  if (!page) throwRefused({ code: "not_found", message: "There is no parish at this address." });
  return { page };
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const slug = params.slug ?? "";
  const read = readForm(charterVoteForm, await formOf(request));
  const outcome = read.ok
    ? await scheduleCharterVote(context.app.context, context.actor, { slug, ...read.value })
    : read;
  if (outcome.ok) return redirect(`/parishes/${slug}/charter-vote`);
  return answerRefused(outcome.refused, read.typed);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>["page"];

export default function CharterVotePage() {
  const { page } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const { parish, votes } = page;
  const base = `/parishes/${parish.slug}`;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[{ text: "Parishes", href: "/parishes" }, { text: parish.name, href: base }, { text: "Charter vote" }]}
        />
      }
    >
      <ErrorSummary errors={answered?.errors ?? []} />
      <PageHeading
        above={<StateTag of="parish" state={parish.state} />}
        caption={parish.name}
        title="Charter vote"
        lead="The residents of the area decide whether the charter becomes a pop-up parish."
      />
      <TwoColumns
        aside={
          <>
            {page.publicity && <RulingPanel ruling={page.publicity} heading="What is shown while it is open" />}
            <p>
              <a href={`${base}/charter`}>Read the charter</a>
            </p>
            <p>
              <a href={`${base}/powers`}>What the council decided on each power</a>
            </p>
          </>
        }
      >
        {votes.map((vote) => (
          <Card
            key={vote.id}
            title={vote.round > 1 ? "The second vote on the charter" : "The vote on the charter"}
            href={`/votes/${vote.id}`}
            headingLevel={2}
            above={<StateTag of="vote" state={vote.state} />}
            meta={`Opens ${vote.opensWords} · closes ${vote.closesWords}`}
          >
            {vote.ruling && <p>{vote.ruling.sentence}</p>}
          </Card>
        ))}
        <Calling page={page} errors={answered?.errors ?? []} typed={answered?.typed} />
        {votes.length === 0 && !page.standing && (
          <EmptyState title="The vote on the charter will be listed here">{waitingWords(page)}</EmptyState>
        )}
      </TwoColumns>
    </Main>
  );
}

function waitingWords({ parish }: Page): string {
  switch (parish.state) {
    case "draft":
      return "The founders are still writing the charter.";
    case "gathering":
      return "The charter still gathers supporters. When there are enough, the council decides on its powers, and then residents vote.";
    case "council_review":
      return "The council is deciding on each power. When it has given at least one, residents vote.";
    default:
      return "There was no vote on this charter.";
  }
}

function Calling({
  page,
  errors,
  typed,
}: {
  page: Page;
  errors: readonly { field: string; message: string }[];
  typed: Record<string, string | string[]> | undefined;
}) {
  const { standing, earliest, maySchedule } = page;
  if (!standing) return null;
  if (!standing.holds || !earliest) return <RulingPanel ruling={standing} heading="No vote can be called now" />;
  return (
    <section aria-labelledby="call">
      <h2 className="govuk-heading-m" id="call">
        {page.votes.length > 0 ? "Put the charter to the vote once more" : "Call the vote"}
      </h2>
      {maySchedule.holds ? (
        <>
          <InsetText>
            <p>
              The earliest day is <strong>{earliest.words}</strong>. A vote that opens then closes on{" "}
              {earliest.closesWords}.
            </p>
          </InsetText>
          <RulingPanel ruling={earliest.ruling} heading="Notice" headingLevel={3} />
          <form method="post" noValidate>
            <DateInput
              name="opensOn"
              label="On which day does voting open?"
              labelSize="m"
              hint={`It opens at ${earliest.opensTime}. ${earliest.clearDays} clear days lie between today and that day, and it is not a Sunday or a bank holiday. The day cannot be changed afterwards.`}
              value={dayOr(typed, "opensOn", { day: "", month: "", year: "" })}
              error={errorOf(errors, "opensOn")}
            />
            <Button>Give notice of the vote</Button>
          </form>
        </>
      ) : (
        <p>
          <RulingHint ruling={maySchedule} />
        </p>
      )}
    </section>
  );
}
