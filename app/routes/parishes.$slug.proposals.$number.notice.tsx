import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { callHallVote, getNotice, giveNotice, refusedTo } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { figureWords } from "~/components/act/figure-words";
import { RulingPanel } from "~/components/act/ruling-panel";
import { FactList } from "~/components/content/fact-list";
import { SummaryList } from "~/components/content/summary-list";
import { Table } from "~/components/content/table";
import { WarningText } from "~/components/content/warning-text";
import { Button } from "~/components/forms/button";
import { DateInput } from "~/components/forms/date-input";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Select } from "~/components/forms/select";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { hallVoteSchema, noticeSchema, proposalNumber } from "~/forms/proposal";
import { errorOf, typedDateParts, typedText } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `Give notice: ${data?.title ?? "a proposal"}`);

async function noticeOf({ context, params }: Pick<LoaderFunctionArgs, "context" | "params">) {
  const { app, actor } = context;
  const number = proposalNumber(params.number);
  const page = number === null ? null : await getNotice(app.db, params.slug ?? "", number, actor, await app.now());
  if (!page) throwRefused({ code: "not_found", message: "There is no proposal at this address." });
  return page;
}

export async function loader({ context, params }: LoaderFunctionArgs) {
  const page = await noticeOf({ context, params });
  if (page.ruling.outcome === "not_allowed") throwRefused(refusedTo(context.actor, page.ruling).refused);
  return page;
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const page = await noticeOf({ context, params });
  const { proposalId } = page;
  const done = () => redirect(`/parishes/${page.parish.slug}/proposals/${page.number}`);
  const form = await formOf(request);
  if (form.get("intent") === "hall") {
    const read = readForm(hallVoteSchema, form);
    if (!read.ok) return answerRefused(read.refused, read.typed);
    const { hallOn, hour, minute } = read.value;
    const outcome = await callHallVote(app.context, actor, { proposalId, opensOn: hallOn, hour, minute });
    return outcome.ok ? done() : answerRefused(outcome.refused, read.typed);
  }
  const read = readForm(noticeSchema, form);
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const outcome = await giveNotice(app.context, actor, { proposalId, opensOn: read.value.opensOn });
  return outcome.ok ? done() : answerRefused(outcome.refused, read.typed);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function NoticePage() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const base = `/parishes/${page.parish.slug}`;
  const errors = answer?.errors ?? [];
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: page.parish.name, href: base },
            { text: "Proposals", href: `${base}/proposals` },
            { text: page.title, href: `${base}/proposals/${page.number}` },
            { text: "Give notice" },
          ]}
        />
      }
    >
      <ErrorSummary errors={errors} />
      <PageHeading
        caption={page.title}
        title="Give notice of the vote"
        lead="Choose the day on which voting opens. The notice is public from today."
      />
      <TwoColumns aside={<Aside page={page} />}>
        {answer?.refused?.ruling && <RulingPanel ruling={answer.refused.ruling} heading="Notice was not given." />}
        {page.ruling.holds ? (
          <>
            <WarningText>From the notice on, the text of the proposal cannot be changed.</WarningText>
            <NoticeForm page={page} answer={answer} />
            {page.hall && <HallForm page={page} hall={page.hall} answer={answer} />}
          </>
        ) : (
          <RulingPanel ruling={page.ruling} heading="Notice cannot be given now." />
        )}
        <Table
          caption="Every date, and how it is worked out"
          columns={[{ heading: "What" }, { heading: "When" }, { heading: "How" }]}
          rows={page.dates.map((figure) => ({
            key: `${figure.name} ${figure.how}`,
            cells: [figure.name, figureWords(figure), figure.how],
          }))}
        />
      </TwoColumns>
    </Main>
  );
}

type Answer = ReturnType<typeof useActionData<typeof action>>;

function NoticeForm({ page, answer }: { page: Page; answer: Answer }) {
  const isBack = answer?.typed.intent === "notice";
  const typed = isBack ? answer.typed : null;
  return (
    <form method="post" noValidate>
      <DateInput
        name="opensOn"
        label="Day on which voting opens"
        labelSize="m"
        hint={page.earliest ? `The earliest is ${page.earliest.words}. Not a Sunday or a bank holiday.` : undefined}
        error={isBack ? (errorOf(answer.errors, "opensOn") ?? errorOf(answer.errors, "")) : undefined}
        value={typed ? typedDateParts(typed, "opensOn") : page.earliest}
      />
      <Button name="intent" value="notice">
        Give notice
      </Button>
    </form>
  );
}

function HallForm({ page, hall, answer }: { page: Page; hall: NonNullable<Page["hall"]>; answer: Answer }) {
  const isBack = answer?.typed.intent === "hall";
  const typed = isBack ? answer.typed : null;
  return (
    <section aria-labelledby="hall">
      <h2 className="govuk-heading-m" id="hall">
        Or call a hall vote
      </h2>
      <p className="govuk-body">
        A hall vote is open for {hall.length}, at an hour that this notice names, for example during a meeting.{" "}
        <a href="/act/s25">Section 25</a>
      </p>
      <form method="post" noValidate>
        <DateInput
          name="hallOn"
          label="Day of the hall vote"
          error={isBack ? (errorOf(answer.errors, "hallOn") ?? errorOf(answer.errors, "")) : undefined}
          value={typed ? typedDateParts(typed, "hallOn") : page.earliest}
        />
        <Select
          name="hour"
          label="Hour"
          options={hall.hours}
          value={typed ? typedText(typed.hour) : undefined}
          error={isBack ? errorOf(answer.errors, "hour") : undefined}
        />
        <Select
          name="minute"
          label="Minutes past the hour"
          options={hall.minutes.map((minute) => ({ value: minute, text: minute }))}
          value={typed ? typedText(typed.minute) : undefined}
          error={isBack ? errorOf(answer.errors, "minute") : undefined}
        />
        <Button name="intent" value="hall" tone="secondary">
          Call a hall vote
        </Button>
      </form>
    </section>
  );
}

function Aside({ page }: { page: Page }) {
  return (
    <>
      {page.earliest && (
        <RulingPanel ruling={page.earliest.ruling} heading={`If voting opens on ${page.earliest.words}`} />
      )}
      <h2 className="govuk-heading-s">What the notice fixes</h2>
      <SummaryList rows={page.fixed.map(({ name, words }) => ({ key: name, value: words }))} />
      {page.budget && (
        <>
          <h2 className="govuk-heading-s">The power’s budget this year</h2>
          <p className="govuk-body">{page.budget.left} is left.</p>
          <FactList
            facts={page.budget.reserved.map((each) => ({
              name: each.title,
              words: `${each.cost} set aside`,
              href: `/parishes/${page.parish.slug}/proposals/${each.number}`,
            }))}
          />
        </>
      )}
    </>
  );
}
