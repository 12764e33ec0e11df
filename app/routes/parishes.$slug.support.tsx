import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { getSupport, supportParish, withdrawSupport } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { RulingHint } from "~/components/act/ruling-hint";
import { RulingPanel } from "~/components/act/ruling-panel";
import { EmptyState } from "~/components/content/empty-state";
import { FactList } from "~/components/content/fact-list";
import { InsetText } from "~/components/content/inset-text";
import { StateTag } from "~/components/content/state-tag";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { ResultBars } from "~/components/hall/result-bars";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { WithdrawParish } from "~/components/parish/withdraw-parish";
import { list, number, people } from "~/domain/time/words";
import { supportForm } from "~/forms/charter";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>(
  (data) => `Support ${data?.page.parish.name ?? "a parish"}`,
  (data) => [{ name: "description", content: data?.page.endPoint ?? "" }],
);

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const page = await getSupport(app.db, actor, params.slug ?? "", await app.now());
  if (!page) throwRefused({ code: "not_found", message: "There is no parish at this address." });
  return { page };
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const slug = params.slug ?? "";
  const read = readForm(supportForm, await formOf(request));
  const outcome = read.ok
    ? await (read.value.intent === "support" ? supportParish : withdrawSupport)(context.app.context, context.actor, {
        slug,
      })
    : read;
  if (outcome.ok) return redirect(`/parishes/${slug}/support`);
  return answerRefused(outcome.refused);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>["page"];

export default function SupportPage() {
  const { page } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const { parish, needed, supporters } = page;
  const base = `/parishes/${parish.slug}`;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[{ text: "Parishes", href: "/parishes" }, { text: parish.name, href: base }, { text: "Support" }]}
        />
      }
    >
      <ErrorSummary errors={(answered?.errors ?? []).map(({ message }) => ({ message }))} />
      <PageHeading
        above={<StateTag of="parish" state={parish.state} />}
        title={parish.name}
        lead={page.endPoint || undefined}
      >
        Part of {parish.council.name}
      </PageHeading>
      {needed === null ? (
        <EmptyState
          title="Supporters will be counted here"
          action={{ href: `${base}/founding`, text: "See the draft, or join as a founder" }}
        >
          The founders are still writing the charter. Support opens when they are done.
        </EmptyState>
      ) : (
        <TwoColumns aside={<Aside page={page} />}>
          <h2 className="govuk-heading-m">
            {number(supporters)} of {people(needed, "supporter", "supporters")} needed
          </h2>
          <ResultBars rows={[{ name: "Supporters", count: supporters, tone: "for" }]} total={needed} hasLongNames />
          {page.leftWords && (
            <p className="govuk-body">
              The last day is {page.lastDayWords}, {page.leftWords}.
            </p>
          )}
          {page.onPaper !== null && <p className="govuk-body">{number(page.onPaper)} of them signed on paper.</p>}
          <YourSupport page={page} />
          {page.ruling && <RulingPanel ruling={page.ruling} heading={headingOf(page)} />}
          {page.neededRuling && (
            <InsetText>
              <p>{page.neededRuling.sentence}</p>
            </InsetText>
          )}
          {page.mayWithdraw && <WithdrawParish slug={parish.slug} name={parish.name} />}
        </TwoColumns>
      )}
    </Main>
  );
}

function headingOf({ ruling }: Page): string {
  if (ruling?.outcome === "met") return "Enough residents support it";
  return ruling?.outcome === "lapsed" ? "Too few supporters in time" : "More supporters are needed";
}

function YourSupport({ page }: { page: Page }) {
  const { parish, isSupporter, maySupport, isSignedIn } = page;
  if (parish.state !== "gathering") {
    return isSupporter ? <p className="govuk-body">You supported this charter.</p> : null;
  }
  if (isSupporter) {
    return (
      <>
        <InsetText>
          <p>You support this parish.</p>
        </InsetText>
        <form method="post">
          <Button tone="secondary" name="intent" value="withdraw">
            Take my support back
          </Button>
        </form>
      </>
    );
  }
  if (maySupport.holds) {
    return (
      <form method="post">
        <Button
          name="intent"
          value="support"
          reason="Only the number of supporters is shown, never who they are. You can take it back while gathering lasts."
        >
          Support this parish
        </Button>
      </form>
    );
  }
  if (isSignedIn) {
    return (
      <p>
        <RulingHint ruling={maySupport} />
      </p>
    );
  }
  return (
    <InsetText>
      <p>
        <a href={`/sign-in?to=/parishes/${parish.slug}/support`}>Sign in</a> to support it. {maySupport.sentence}
      </p>
    </InsetText>
  );
}

function Aside({ page }: { page: Page }) {
  return (
    <section aria-labelledby="what">
      <h2 className="govuk-heading-m" id="what">
        What it is for
      </h2>
      <FactList
        facts={[
          { name: "The problem", words: page.problem },
          { name: "First it would", words: page.actions.join(". ") },
          { name: "Powers it asks for", words: list(page.powerNames) },
        ].filter(({ words }) => words !== "")}
      />
      <p>
        <a href={`/parishes/${page.parish.slug}/charter`}>Read the whole charter</a>
      </p>
    </section>
  );
}
