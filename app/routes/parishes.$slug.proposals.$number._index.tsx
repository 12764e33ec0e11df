import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import {
  addArgument,
  declareConflict,
  getCouncilAnswer,
  getProposal,
  hideArgument,
  listMatters,
  nameActingPerson,
  type Outcome,
  refused,
  reportArgument,
  ruleInadmissible,
  secondProposal,
  unsecondProposal,
  withdrawConflict,
  withdrawProposal,
} from "#server/container";
import { formOf, readForm, type Typed } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { RulingHint } from "~/components/act/ruling-hint";
import { RulingPanel } from "~/components/act/ruling-panel";
import { MatterLines } from "~/components/commissioner/matter-lines";
import { Card } from "~/components/content/card";
import { Details } from "~/components/content/details";
import { StateTag } from "~/components/content/state-tag";
import { SummaryList } from "~/components/content/summary-list";
import { Timeline } from "~/components/content/timeline";
import { CouncilAnswer } from "~/components/council/council-answer";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Radios } from "~/components/forms/radios";
import { TextArea } from "~/components/forms/text-area";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { ArgumentColumns } from "~/components/proposal/argument-columns";
import { ConflictForms, DeclaredConflicts } from "~/components/proposal/conflict-cards";
import { Passage } from "~/components/proposal/passage";
import { SecondersCard } from "~/components/proposal/seconders-card";
import { StepButton } from "~/components/proposal/step-actions";
import { VoteRounds } from "~/components/proposal/vote-rounds";
import { actingPersonSchema, conflictSchema } from "~/forms/offices";
import { argumentSchema, hidingSchema, inadmissibleSchema, proposalNumber, reportSchema } from "~/forms/proposal";
import { errorOf, typedText } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => data?.page.title ?? "Proposal");

async function pageOf({ context, params, request }: LoaderFunctionArgs | ActionFunctionArgs) {
  const { app, actor } = context;
  const now = await app.now();
  const order = new URL(request.url).searchParams.get("order") === "oldest" ? "oldest" : "newest";
  const number = proposalNumber(params.number);
  const page = number === null ? null : await getProposal(app.db, params.slug ?? "", number, actor, now, order);
  if (!page) throwRefused({ code: "not_found", message: "There is no proposal at this address." });
  return { page, now };
}

export async function loader(args: LoaderFunctionArgs) {
  const { app, actor } = args.context;
  const { page, now } = await pageOf(args);
  const [answer, matters] = await Promise.all([
    getCouncilAnswer(app.db, page.id, actor, now),
    listMatters(app.db, { parishId: page.parish.id, proposalId: page.id }, now),
  ]);
  return { page, answer, matters };
}

export async function action(args: ActionFunctionArgs) {
  const { app, actor } = args.context;
  const { page } = await pageOf(args);
  const address = `/parishes/${page.parish.slug}/proposals/${page.number}`;
  const form = await formOf(args.request);
  const about = { proposalId: page.id };
  const context = app.context;
  const answer = (outcome: Outcome<unknown>, typed: Typed, place = "") =>
    outcome.ok ? redirect(`${address}${place}`) : answerRefused(outcome.refused, typed);

  switch (form.get("intent")) {
    case "second":
      return answer(await secondProposal(context, actor, about), {});
    case "unsecond":
      return answer(await unsecondProposal(context, actor, about), {});
    case "withdraw":
      return answer(await withdrawProposal(context, actor, about), {});
    case "argue": {
      const read = readForm(argumentSchema, form);
      if (!read.ok) return answerRefused(read.refused, read.typed);
      return answer(await addArgument(context, actor, { ...about, ...read.value }), read.typed, "#arguments");
    }
    case "report":
    case "hide": {
      const isHiding = form.get("intent") === "hide";
      const read = readForm(isHiding ? hidingSchema : reportSchema, form);
      if (!read.ok) return answerRefused(read.refused, read.typed);
      const input = { ...about, argumentId: read.value.argument, reason: read.value.reason };
      const outcome = isHiding
        ? await hideArgument(context, actor, input)
        : await reportArgument(context, actor, input);
      return answer(outcome, read.typed, `#argument-${read.value.argument}`);
    }
    case "inadmissible": {
      const read = readForm(inadmissibleSchema, form);
      if (!read.ok) return answerRefused(read.refused, read.typed);
      return answer(await ruleInadmissible(context, actor, { ...about, ...read.value }), read.typed);
    }
    case "conflict": {
      const read = readForm(conflictSchema, form);
      if (!read.ok) return answerRefused(read.refused, read.typed);
      return answer(await declareConflict(context, actor, { ...about, reason: read.value.conflict }), read.typed);
    }
    case "withdraw_conflict":
      return answer(await withdrawConflict(context, actor, about), {});
    case "acting": {
      const read = readForm(actingPersonSchema, form);
      if (!read.ok) return answerRefused(read.refused, read.typed);
      return answer(await nameActingPerson(context, actor, { ...about, ...read.value }), read.typed);
    }
    default:
      return answerRefused(refused("invalid", "Choose what to do on this page. Nothing was changed.").refused);
  }
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>["page"];
type Answer = ReturnType<typeof useActionData<typeof action>>;

export default function ProposalPage() {
  const { page, answer, matters } = useLoaderData<typeof loader>();
  const back = useActionData<typeof action>();
  const base = `/parishes/${page.parish.slug}`;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: page.parish.name, href: base },
            { text: "Proposals", href: `${base}/proposals` },
            { text: `Proposal ${page.number}` },
          ]}
        />
      }
    >
      <ErrorSummary errors={back?.errors ?? []} />
      <PageHeading
        above={
          <>
            <StateTag of="proposal" state={page.state} /> {page.nextDate}
          </>
        }
        title={page.title}
        caption={page.parish.name}
      >
        Proposal {page.number}, by <span dir="auto">{page.author}</span>
        {page.revision > 1 && `, changed ${page.revision - 1 === 1 ? "once" : `${page.revision - 1} times`}`}
      </PageHeading>
      <TwoColumns aside={<Aside page={page} back={back} base={base} />}>
        {page.inadmissible && (
          <section className="ruling" aria-labelledby="inadmissible">
            <h2 className="ruling__heading" id="inadmissible">
              Found inadmissible on {page.inadmissible.when}: {page.inadmissible.ground.toLowerCase()}
            </h2>
            <p>{page.inadmissible.explanation}</p>
            <Passage text={page.inadmissible.reasons} />
            <p>
              {page.isAuthor && !matters.some(({ kind }) => kind === "inadmissibility") ? (
                <a href={`${base}/proposals/${page.number}/contest`}>Contest this before the Commissioner</a>
              ) : (
                "The proposer may contest this before the Commissioner."
              )}{" "}
              <a href="/act/s19">Section 19</a>
            </p>
          </section>
        )}
        <MatterLines matters={matters} />
        {page.votes.length > 0 && <VoteRounds rounds={page.votes} />}
        <h2 className="govuk-heading-m">What changes</h2>
        <Passage text={page.change} />
        <SummaryList
          rows={page.facts.map(({ name, words }) => ({
            key: name,
            value: (
              <span className="passage" dir="auto">
                {words}
              </span>
            ),
          }))}
        />
        <Rulings page={page} />
        <DeclaredConflicts conflicts={page.conflicts} />
        {answer && <CouncilAnswer view={answer} />}
        <Arguments page={page} back={back} base={base} />
      </TwoColumns>
    </Main>
  );
}

function Rulings({ page }: { page: Page }) {
  if (!page.admissibility && !page.classRuling) return null;
  return (
    <Details summary="What the Act says about this proposal">
      {page.classRuling && <RulingPanel ruling={page.classRuling} heading="Its class" headingLevel={3} />}
      {page.admissibility && <RulingPanel ruling={page.admissibility} heading="Admissibility" headingLevel={3} />}
    </Details>
  );
}

function Aside({ page, back, base }: { page: Page; back: Answer; base: string }) {
  const address = `${base}/proposals/${page.number}`;
  const { change, withdraw, give_notice: notice, rule_inadmissible: ruleOut } = page.steps;
  return (
    <>
      {(change.isTheirs || notice.isTheirs || withdraw.isTheirs) && (
        <Card title={page.isAuthor ? "Your proposal" : "For the convenor"} headingLevel={2}>
          {notice.isTheirs && (
            <StepButton step={notice} href={`${address}/notice`}>
              Give notice of the vote
            </StepButton>
          )}
          {change.isTheirs && (
            <StepButton step={change} href={`${address}/edit`} tone="secondary">
              Change the text
            </StepButton>
          )}
          {withdraw.isTheirs &&
            (withdraw.ruling.holds ? (
              <Details summary="Withdraw it">
                <p className="govuk-body">It stays here to be read, and cannot be brought back.</p>
                <StepButton step={withdraw} intent="withdraw" tone="warning">
                  Withdraw this proposal
                </StepButton>
              </Details>
            ) : (
              <p>
                <RulingHint ruling={withdraw.ruling} />
              </p>
            ))}
        </Card>
      )}
      <SecondersCard
        seconders={page.seconders}
        isSeconding={page.state === "seconding"}
        isUndecided={page.isUndecided}
        isSignedIn={page.isSignedIn}
        address={address}
        second={page.steps.second}
        unsecond={page.steps.unsecond}
      />
      {ruleOut.isTheirs && ruleOut.ruling.holds && <RuleOut page={page} back={back} />}
      {!ruleOut.isTheirs && page.convenorUntil && (
        <p className="govuk-body">
          The convenor may find this inadmissible {page.convenorUntil}. <a href="/act/s19">Section 19</a>
        </p>
      )}
      <ConflictForms conflicts={page.conflicts} back={back} />
      <h2 className="govuk-heading-m">Step by step</h2>
      <Timeline events={page.timeline} />
    </>
  );
}

function RuleOut({ page, back }: { page: Page; back: Answer }) {
  const isBack = back?.typed.intent === "inadmissible";
  return (
    <Card title="Is it admissible?" headingLevel={2}>
      <p className="govuk-body">
        You may find this proposal inadmissible {page.convenorUntil}. If you say nothing, it goes on.{" "}
        <a href="/act/s19">Section 19</a>
      </p>
      <Details summary="Find it inadmissible" isOpen={isBack}>
        <form method="post" noValidate>
          <Radios
            name="ground"
            label="Ground"
            options={page.grounds}
            value={isBack ? typedText(back.typed.ground) : null}
            error={isBack ? errorOf(back.errors, "ground") : undefined}
          />
          <TextArea
            name="reasons"
            label="Your reasons"
            hint="Everybody will read them."
            maxCharacters={page.reasonsLimit}
            value={isBack ? typedText(back.typed.reasons) : ""}
            error={isBack ? errorOf(back.errors, "reasons") : undefined}
          />
          <Button name="intent" value="inadmissible" tone="warning">
            Find it inadmissible
          </Button>
        </form>
      </Details>
    </Card>
  );
}

function Arguments({ page, back, base }: { page: Page; back: Answer; base: string }) {
  const address = `${base}/proposals/${page.number}`;
  const total = page.arguments.for.length + page.arguments.against.length;
  const intent = typedText(back?.typed.intent);
  const { argue } = page.steps;
  if (total === 0 && !page.takesArguments) return null;
  return (
    <section aria-labelledby="arguments">
      <h2 className="govuk-heading-m" id="arguments">
        Arguments
      </h2>
      {total > 1 && (
        <p className="govuk-body">
          {page.order === "newest" ? (
            <>
              Newest first. <a href={`${address}?order=oldest#arguments`}>Show the oldest first</a>
            </>
          ) : (
            <>
              Oldest first. <a href={`${address}#arguments`}>Show the newest first</a>
            </>
          )}
        </p>
      )}
      <ArgumentColumns
        sides={page.arguments}
        mayReport={page.isSignedIn}
        mayHide={page.mayHide}
        answered={
          back && (intent === "report" || intent === "hide")
            ? { intent, argumentId: typedText(back.typed.argument), typed: back.typed, errors: back.errors }
            : null
        }
      />
      {argue.isTheirs && argue.ruling.holds && <ArgueForm page={page} back={intent === "argue" ? back : undefined} />}
      {argue.isTheirs && !argue.ruling.holds && (
        <p>
          <RulingHint ruling={argue.ruling} />
        </p>
      )}
      {page.takesArguments && !page.isSignedIn && (
        <p className="govuk-body">
          <a href={`/sign-in?to=${encodeURIComponent(address)}`}>Sign in</a> to add an argument. People who do not live
          here are marked as observers.
        </p>
      )}
    </section>
  );
}

function ArgueForm({ page, back }: { page: Page; back: Answer }) {
  const errors = back?.errors ?? [];
  return (
    <form method="post" noValidate>
      <h3 className="govuk-heading-s">Add an argument</h3>
      <Radios
        name="side"
        label="Are you for or against?"
        isInline
        options={[
          { value: "for", label: "For" },
          { value: "against", label: "Against" },
        ]}
        value={typedText(back?.typed.side) || null}
        error={errorOf(errors, "side")}
      />
      <TextArea
        name="text"
        label="Your argument"
        hint="Your name stands beside it."
        maxCharacters={page.argumentLimit}
        value={typedText(back?.typed.text)}
        error={errorOf(errors, "text")}
      />
      <Button name="intent" value="argue" tone="secondary">
        Add the argument
      </Button>
    </form>
  );
}
