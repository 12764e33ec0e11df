import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { getFounding, invalid, joinFounders, leaveFounders, withdrawParish } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { RulingHint } from "~/components/act/ruling-hint";
import { RulingPanel } from "~/components/act/ruling-panel";
import { InsetText } from "~/components/content/inset-text";
import { StateTag } from "~/components/content/state-tag";
import { Tag } from "~/components/content/tag";
import { TaskList } from "~/components/content/task-list";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { WithdrawParish } from "~/components/parish/withdraw-parish";
import { people } from "~/domain/time/words";
import { foundingForm } from "~/forms/charter";
import { errorOf } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `Founding ${data?.page.parish.name ?? "a parish"}`);

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const page = await getFounding(app.db, actor, params.slug ?? "", await app.now());
  if (!page) throwRefused({ code: "not_found", message: "There is no parish at this address." });
  const site = app.env.publicUrl ?? new URL(request.url).origin;
  return { page, link: `${site}/parishes/${page.parish.slug}/founding` };
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const slug = params.slug ?? "";
  const { app, actor } = context;
  const read = readForm(foundingForm, await formOf(request));
  const no = (refused: Parameters<typeof answerRefused>[0]) => {
    return answerRefused(refused, read.typed);
  };
  if (!read.ok) return no(read.refused);
  const { intent, confirm } = read.value;
  if (intent === "withdraw") {
    if (confirm !== "yes") {
      return no(invalid([{ field: "confirm", message: "Tick the box if you want to withdraw the parish." }]).refused);
    }
    const outcome = await withdrawParish(app.context, actor, { slug });
    return outcome.ok ? redirect(`/parishes/${slug}`) : no(outcome.refused);
  }
  const outcome = await (intent === "join" ? joinFounders : leaveFounders)(app.context, actor, { slug });
  return outcome.ok ? redirect(`/parishes/${slug}/founding#founders`) : no(outcome.refused);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>["page"];

export default function FoundingPage() {
  const { page, link } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const errors = answered?.errors ?? [];
  const { parish, isFounder } = page;
  const base = `/parishes/${parish.slug}`;
  const isDraft = parish.state === "draft";
  return (
    <Main
      before={
        <Breadcrumbs
          items={[{ text: "Parishes", href: "/parishes" }, { text: parish.name, href: base }, { text: "Founding" }]}
        />
      }
    >
      <ErrorSummary errors={errors} />
      <PageHeading
        above={<StateTag of="parish" state={parish.state} />}
        title={parish.name}
        lead={
          isDraft && isFounder
            ? "Write the charter. You can leave and come back at any time."
            : page.endPoint || undefined
        }
      >
        Part of {parish.council.name}
        {page.wardNames && ` · ${page.wardNames}`}
      </PageHeading>
      {!isDraft && <NoLongerDraft page={page} />}
      <TwoColumns aside={<Founders page={page} link={link} />}>
        {isDraft && isFounder && <Tasks page={page} />}
        {isDraft && !isFounder && <ForNeighbours page={page} />}
        {page.mayWithdraw && (
          <WithdrawParish slug={parish.slug} name={parish.name} error={errorOf(errors, "confirm")} />
        )}
      </TwoColumns>
    </Main>
  );
}

function NoLongerDraft({ page }: { page: Page }) {
  const base = `/parishes/${page.parish.slug}`;
  return (
    <InsetText>
      <p>
        The founders are done writing. <a href={`${base}/charter`}>Read the charter</a>
        {page.parish.state === "gathering" && (
          <>
            {" "}
            or <a href={`${base}/support`}>support it</a>
          </>
        )}
        .
      </p>
    </InsetText>
  );
}

function Tasks({ page }: { page: Page }) {
  const { parish, tasks } = page;
  const done = tasks.filter((task) => task.isComplete).length;
  return (
    <section aria-labelledby="charter">
      <h2 className="govuk-heading-m" id="charter">
        The charter
      </h2>
      <p className="govuk-body">
        {done} of {tasks.length} parts are complete.
      </p>
      <TaskList
        tasks={tasks.map((task) => ({
          title: task.title,
          href: task.isBlocked ? undefined : task.href,
          hint: task.isBlocked ? "Choose the powers first." : undefined,
          cannotStart: task.isBlocked,
          status: task.isBlocked ? "Cannot start yet" : task.isComplete ? "Completed" : <Tag text="Incomplete" />,
        }))}
      />
      <Button href={`/parishes/${parish.slug}/founding/check`}>Check the charter and open it</Button>
    </section>
  );
}

function ForNeighbours({ page }: { page: Page }) {
  return (
    <section aria-labelledby="about">
      <h2 className="govuk-heading-m" id="about">
        What it is for
      </h2>
      <p className="govuk-body">{page.problem || "The founders have not written down the problem yet."}</p>
      <p className="govuk-body">
        <a href={`/parishes/${page.parish.slug}/charter`}>Read the charter as far as it is written</a>
      </p>
    </section>
  );
}

function Founders({ page, link }: { page: Page; link: string }) {
  const { parish, founders, foundersRuling, isFounder, isSignedIn, mayJoin } = page;
  const isDraft = parish.state === "draft";
  return (
    <section aria-labelledby="founders">
      <h2 className="govuk-heading-m" id="founders">
        {people(founders.length, "founder", "founders")}
      </h2>
      <ul className="govuk-list">
        {founders.map(({ key, name, isYou, isInArea }) => (
          <li key={key}>
            {name}
            {isYou && " (you)"}
            {!isInArea && ", who is not confirmed as living in the area and does not count"}
          </li>
        ))}
      </ul>
      {isDraft && (
        <>
          <RulingPanel ruling={foundersRuling} headingLevel={3} />
          {isFounder ? (
            <>
              <h3 className="govuk-heading-s">Ask others to join</h3>
              <p className="govuk-body">
                Share this page with neighbours in {page.wardNames}: <a href={link}>{link}</a>
              </p>
              {founders.length > 1 && (
                <form method="post">
                  <Button tone="secondary" name="intent" value="leave">
                    Take my name off
                  </Button>
                </form>
              )}
            </>
          ) : mayJoin.holds ? (
            <form method="post">
              <Button
                name="intent"
                value="join"
                reason="Your name is shown in the charter. You can take it off until the charter is opened."
              >
                Join as a founder
              </Button>
            </form>
          ) : isSignedIn ? (
            <p>
              <RulingHint ruling={mayJoin} />
            </p>
          ) : (
            <p className="govuk-body">
              <a href={`/sign-in?to=/parishes/${parish.slug}/founding`}>Sign in</a> to join as a founder.
            </p>
          )}
        </>
      )}
    </section>
  );
}
