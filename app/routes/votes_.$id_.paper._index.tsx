import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import {
  enterPaperCount,
  type FieldError,
  type FoundResidents,
  findPaperSubject,
  findResidents,
  getPaper,
  issuePaper,
  offerPaper,
  refusedTo,
} from "#server/container";
import { formOf, readForm, type Typed } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { voteIdOf } from "#server/http/vote-file";
import { RulingPanel } from "~/components/act/ruling-panel";
import { Details } from "~/components/content/details";
import { NotificationBanner } from "~/components/content/notification-banner";
import { SummaryList } from "~/components/content/summary-list";
import { WarningText } from "~/components/content/warning-text";
import { FoundPeople } from "~/components/council/found-people";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { TextInput } from "~/components/forms/text-input";
import { BackLink } from "~/components/page-shell/back-link";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { may } from "~/domain/permissions/may";
import { number, people } from "~/domain/time/words";
import { issuePaperForm, paperCountForm } from "~/forms/paper";
import { errorOf, typedText } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((page) => (page ? `Paper ballots: ${page.question}` : "Paper ballots"));

async function pageFor({ params, context }: Pick<LoaderFunctionArgs, "params" | "context">) {
  const { app, actor } = context;
  const voteId = voteIdOf(params);
  const subject = await findPaperSubject(app.db, voteId);
  if (!subject) throwRefused({ code: "not_found", message: "There is no vote at this address." });
  const allowed = may(actor, "paper.offer", subject);
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  const page = await getPaper(app.db, voteId, actor, await app.now());
  if (!page) throwRefused({ code: "not_found", message: "There is no vote at this address." });
  return page;
}

export async function loader({ params, context }: LoaderFunctionArgs) {
  return pageFor({ params, context });
}

/** Names are searched in the form's body, so that no address or log holds them. */
export async function action({ params, context, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const page = await pageFor({ params, context });
  const form = await formOf(request);
  const intent = form.get("intent");
  const nothing = { done: "", found: null as FoundResidents | null, errors: [] as FieldError[], typed: {} as Typed };
  if (intent === "offer") {
    const outcome = await offerPaper(app.context, actor, { voteId: page.id });
    if (!outcome.ok) return answerRefused(outcome.refused);
    return data({ ...nothing, done: "Paper ballots are offered for this vote." });
  }
  if (intent === "count") {
    const read = readForm(paperCountForm, form);
    if (!read.ok) return answerRefused(read.refused, read.typed);
    const outcome = await enterPaperCount(app.context, actor, { voteId: page.id, ...read.value });
    if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
    return data({ ...nothing, done: countWords[outcome.value.stands] });
  }
  if (intent === "issue") {
    const read = readForm(issuePaperForm, form);
    if (!read.ok) return answerRefused(read.refused, read.typed);
    const outcome = await issuePaper(app.context, actor, { voteId: page.id, personId: read.value.person });
    if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
    const { name, isNew } = outcome.value;
    return data({
      ...nothing,
      done: isNew
        ? `Give ${name} a paper from the middle of the pile, without reading its number. They can no longer vote online.`
        : `${name} was given a paper before. Nothing was changed.`,
    });
  }
  const name = String(form.get("name") ?? "");
  const outcome = await findResidents(app.context, actor, { councilId: page.council.id, wardIds: page.wardIds, name });
  if (!outcome.ok) return answerRefused(outcome.refused, { name });
  return data({ ...nothing, found: outcome.value, typed: { name } as Typed });
}

const countWords = {
  waiting: "Your count is in. A second officer enters theirs now, without seeing yours.",
  agreed: "The two counts agree. The papers are in the result, which is known when the time for counting is over.",
  differ: "The two counts differ. Both officers count again and enter their figures again.",
} as const;

const standWords = {
  none: "No count has been entered yet.",
  mine: "Your count is in. A second officer’s is waited for. You can enter yours again.",
  other: "Another officer has entered a count. Enter yours, without asking for theirs.",
  differ: "Two counts differed. Count again, each without the other, and enter the figures again.",
  agreed: "Two officers’ counts agree, so the count of the papers stands.",
} as const;

export default function PaperPage() {
  const page = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const errors = answered?.errors ?? [];
  const typed = answered?.typed ?? {};
  const done = answered && "done" in answered ? answered.done : "";
  const found = answered && "found" in answered ? answered.found : null;
  return (
    <Main before={<BackLink href={`/votes/${page.id}`} text="The vote" />}>
      <ErrorSummary errors={errors} />
      {done && <NotificationBanner tone="success" heading={done} />}
      <PageHeading caption={page.parish.name} title="Paper ballots" lead={page.question} />
      <SummaryList
        rows={[
          { key: "Voting", value: `${page.opensWords} to ${page.closesWords}` },
          ...(page.dueWords
            ? [
                {
                  key: page.state === "closed" ? "Papers were counted until" : "Papers are counted until",
                  value: page.dueWords,
                },
                { key: "Papers issued", value: number(page.issued) },
              ]
            : []),
        ]}
      />
      {page.offer && page.state === "scheduled" && (
        <>
          <RulingPanel ruling={page.offer} heading={page.offer.holds ? "Paper can be offered" : "No paper here"} />
          {page.offer.holds && (
            <form method="post">
              <Hidden name="intent" value="offer" />
              <WarningText>This cannot be taken back: it puts the result off for everybody.</WarningText>
              <Button>Offer paper ballots</Button>
            </form>
          )}
        </>
      )}
      {page.offer && page.state !== "scheduled" && (
        <p className="govuk-body">No paper was offered for this vote before it opened.</p>
      )}
      {page.dueWords && (page.state === "scheduled" || page.state === "open") && (
        <p className="govuk-body">
          <a href={`/votes/${page.id}/paper/print`}>Print {people(page.serials.length, "paper", "papers")}</a>. Print
          them all, mix them and give them out from the pile: which number went to whom is kept nowhere.
        </p>
      )}
      {page.dueWords && page.state === "open" && (
        <section aria-labelledby="issue">
          <h2 className="govuk-heading-m" id="issue">
            Give out a paper
          </h2>
          <form method="post">
            <Hidden name="intent" value="find" />
            <TextInput
              name="name"
              label="Name"
              hint="Part of the name of a confirmed resident of the parish. Searches are counted and logged."
              widthCharacters={30}
              value={typedText(typed.name)}
              error={errorOf(errors, "name")}
            />
            <Button tone="secondary">Find</Button>
          </form>
          {found && <FoundPeople found={found} intent="issue" act="Give a paper to" />}
        </section>
      )}
      {page.dueWords && page.state === "counting" && (
        <section aria-labelledby="count">
          <h2 className="govuk-heading-m" id="count">
            Count the papers
          </h2>
          {page.issued === 0 ? (
            <p className="govuk-body">No paper was issued, so there is nothing to count.</p>
          ) : (
            <>
              <p className="govuk-body">{standWords[page.stands]}</p>
              {page.stands !== "agreed" && (
                <form method="post">
                  <Hidden name="intent" value="count" />
                  {figures.map(([name, label]) => (
                    <TextInput
                      key={name}
                      name={name}
                      label={label}
                      inputMode="numeric"
                      widthCharacters={4}
                      value={typedText(typed[name])}
                      error={errorOf(errors, name)}
                    />
                  ))}
                  <p className="govuk-body">Together they must be {people(page.issued, "paper", "papers")}.</p>
                  <Button>Enter my count</Button>
                </form>
              )}
            </>
          )}
        </section>
      )}
      {page.dueWords && page.state === "closed" && (
        <p className="govuk-body">
          The count is over. What became of the papers stands with the result, on{" "}
          <a href={`/votes/${page.id}`}>the page of the vote</a>.
        </p>
      )}
      {page.serials.length > 0 && (
        <Details summary="Numbers of the papers of this vote">
          <p className="paper-serials">{page.serials.join("  ")}</p>
        </Details>
      )}
    </Main>
  );
}

const figures = [
  ["for", "For"],
  ["against", "Against"],
  ["abstain", "Abstain"],
  ["spoilt", "No clear choice"],
  ["notReturned", "Did not come back"],
] as const;
