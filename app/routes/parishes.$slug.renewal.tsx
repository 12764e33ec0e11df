import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { callEndingVote, callRenewalVote, getRenewal } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { RulingHint } from "~/components/act/ruling-hint";
import { RulingPanel } from "~/components/act/ruling-panel";
import { SectionLinks } from "~/components/act/section-links";
import { Card } from "~/components/content/card";
import { Details } from "~/components/content/details";
import { EmptyState } from "~/components/content/empty-state";
import { InsetText } from "~/components/content/inset-text";
import { StateTag } from "~/components/content/state-tag";
import { SummaryList } from "~/components/content/summary-list";
import { Tag } from "~/components/content/tag";
import { WarningText } from "~/components/content/warning-text";
import { dateOf, type FormState, textOf, unsent } from "~/components/council/form-state";
import { Button } from "~/components/forms/button";
import { DateInput } from "~/components/forms/date-input";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { TextInput } from "~/components/forms/text-input";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { people } from "~/domain/time/words";
import { endingForm, renewalForm } from "~/forms/term";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `Renewal – ${data?.page.parish.name ?? "Parish"}`);

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const page = await getRenewal(app.db, actor, params.slug ?? "", await app.now());
  if (!page) throwRefused({ code: "not_found", message: "There is no parish at this address." });
  return { page };
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const slug = params.slug ?? "";
  const form = await formOf(request);
  if (form.get("intent") === "end") {
    const read = readForm(endingForm, form);
    if (!read.ok) return answerRefused(read.refused, read.typed);
    const { endsOn, endingOpensOn } = read.value;
    const outcome = await callEndingVote(app.context, actor, { slug, endsOn, opensOn: endingOpensOn });
    if (outcome.ok) return redirect(`/votes/${outcome.value.voteId}`);
    const errors = outcome.refused.errors?.map((error) =>
      error.field === "opensOn" ? { ...error, field: "endingOpensOn" } : error,
    );
    return answerRefused({ ...outcome.refused, errors }, read.typed);
  }
  const read = readForm(renewalForm, form);
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const outcome = await callRenewalVote(app.context, actor, { slug, ...read.value });
  return outcome.ok ? redirect(`/votes/${outcome.value.voteId}`) : answerRefused(outcome.refused, read.typed);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>["page"];

export default function RenewalPage() {
  const { page } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const state: FormState = answered ?? unsent;
  const { parish, term } = page;
  const base = `/parishes/${parish.slug}`;
  const before = (
    <Breadcrumbs
      items={[{ text: parish.name, href: base }, { text: "Sunset", href: `${base}/sunset` }, { text: "Renewal" }]}
    />
  );
  if (!term) {
    return (
      <Main before={before}>
        <PageHeading caption={parish.name} title="Renewal" />
        <EmptyState
          title="Whether this parish goes on will be decided here"
          action={{ href: `${base}/charter`, text: "Read the charter" }}
        >
          Before its sunset the residents may vote to renew it. First they vote on its charter.
        </EmptyState>
      </Main>
    );
  }
  return (
    <Main before={before}>
      <ErrorSummary errors={[...state.errors]} />
      {answered?.refused.ruling && <RulingPanel ruling={answered.refused.ruling} heading="What the Act says" />}
      <PageHeading
        above={<StateTag of="parish" state={parish.state} />}
        caption={parish.name}
        title="Renewal"
        lead={
          term.hasEnded
            ? `This parish ended ${term.sunsetWords}. Its record stays here to be read.`
            : `Without a vote of its residents this parish ends ${term.sunsetWords}, by itself.`
        }
      />
      <TwoColumns
        aside={
          <>
            <h2 className="govuk-heading-m">How renewal works</h2>
            <p>
              A vote on renewal may be open from {term.opensWords}, and it must close before {term.closesWords}, when
              winding up begins. If it passes, the council confirms or refuses each power. A power it does not answer
              ends at the old sunset. <SectionLinks sections={["s43", "s44"]} />
            </p>
            <p>
              <a href={`${base}/sunset`}>Every date of the sunset, and why</a>
            </p>
          </>
        }
      >
        {term.isWindowOpen && page.votes.length === 0 && !page.renewed && (
          <WarningText>
            No vote on renewal has been called. If none passes, the parish ends {term.sunsetWords}.
          </WarningText>
        )}
        {page.renewed && <Renewed renewed={page.renewed} />}
        {page.votes.map((vote) => (
          <Card
            key={vote.id}
            title={vote.question}
            href={`/votes/${vote.id}`}
            headingLevel={2}
            above={<StateTag of="vote" state={vote.state} />}
            meta={`Opens ${vote.opensWords} · closes ${vote.closesWords}`}
          >
            {vote.ruling && <p>{vote.ruling.sentence}</p>}
          </Card>
        ))}
        {page.renewal && <Renewing page={page} renewal={page.renewal} state={state} />}
        {page.ending && <Ending page={page} ending={page.ending} state={state} />}
      </TwoColumns>
    </Main>
  );
}

function Renewed({ renewed }: { renewed: NonNullable<Page["renewed"]> }) {
  return (
    <section aria-labelledby="renewed">
      <h2 className="govuk-heading-m" id="renewed">
        {renewed.isOver ? "Renewed" : "Renewed: what becomes of its powers"}
      </h2>
      <p>
        The new term {renewed.isOver ? "began" : "begins"} on {renewed.startsWords}.{" "}
        {!renewed.isOver && `The council is to answer for each power by the end of ${renewed.answerWords}.`}
      </p>
      {renewed.powers.length === 0 ? (
        <InsetText>
          <p>The parish held no power at its old sunset. It may advise the council.</p>
        </InsetText>
      ) : (
        <SummaryList
          rows={renewed.powers.map((power) => ({
            key: power.name,
            value: (
              <>
                <Tag
                  text={
                    power.answer === "confirm"
                      ? "Confirmed"
                      : power.answer === "refuse"
                        ? "Refused"
                        : renewed.isOver
                          ? "Lapsed"
                          : "Not answered"
                  }
                  colour={
                    power.answer === "confirm" ? "green" : power.answer === null && !renewed.isOver ? "yellow" : "red"
                  }
                />{" "}
                {power.sentence}
              </>
            ),
          }))}
        />
      )}
    </section>
  );
}

function Renewing({ page, renewal, state }: { page: Page; renewal: NonNullable<Page["renewal"]>; state: FormState }) {
  if (!renewal.ruling.holds) return <RulingPanel ruling={renewal.ruling} heading="No renewal vote can be called" />;
  return (
    <section aria-labelledby="renew">
      <h2 className="govuk-heading-m" id="renew">
        Put renewal to the vote
      </h2>
      {page.mayCall.holds ? (
        <form method="post" noValidate>
          <Hidden name="intent" value="renew" />
          <TextInput
            {...textOf(state, "months", String(renewal.months))}
            label="How many months would the new term last?"
            labelSize="s"
            hint={`It begins at the sunset and may be shorter than this one. At most ${people(renewal.longest, "month", "months")}.`}
            inputMode="numeric"
            widthCharacters={3}
          />
          <DateInput
            {...dateOf(state, "opensOn")}
            label="On which day does voting open?"
            labelSize="s"
            hint={`The first day is ${renewal.earliestWords}. It is no Sunday or bank holiday, and cannot be changed afterwards.`}
          />
          <Button>Give notice of the renewal vote</Button>
        </form>
      ) : (
        <p>
          The first day on which it may open is <strong>{renewal.earliestWords}</strong>.{" "}
          <RulingHint ruling={page.mayCall} />
        </p>
      )}
    </section>
  );
}

function Ending({ page, ending, state }: { page: Page; ending: NonNullable<Page["ending"]>; state: FormState }) {
  if (!page.mayEnd.holds || !ending.ruling.holds) return null;
  const isTyped = state.errors.some(({ field }) => field === "endsOn" || field === "endingOpensOn");
  return (
    <Details summary="End the parish before its sunset" isOpen={isTyped}>
      <p>
        The residents may vote to end it sooner. Nothing is ended without that vote.{" "}
        <SectionLinks sections={["s40", "s44"]} />
      </p>
      <form method="post" noValidate>
        <Hidden name="intent" value="end" />
        <DateInput
          {...dateOf(state, "endsOn")}
          label="On which day would the parish end?"
          labelSize="s"
          hint={`The first day that would no longer be part of it: ${ending.endWords} or later.`}
        />
        <DateInput
          {...dateOf(state, "endingOpensOn")}
          label="On which day does voting open?"
          labelSize="s"
          hint={`The first day is ${ending.earliestWords}.`}
        />
        <Button tone="secondary">Give notice of the vote</Button>
      </form>
    </Details>
  );
}
