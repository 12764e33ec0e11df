import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type FormEvent, useEffect, useState } from "react";
import { getHall, getVoteView } from "#server/container";
import { formOf } from "#server/http/form";
import { formStatus, throwRefused } from "#server/http/respond";
import { voteIdOf } from "#server/http/vote-file";
import { RulingPanel } from "~/components/act/ruling-panel";
import { Details } from "~/components/content/details";
import { InsetText } from "~/components/content/inset-text";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { ChoiceButtons } from "~/components/hall/choice-buttons";
import { CountBars } from "~/components/hall/count-bars";
import { Countdown } from "~/components/hall/countdown";
import { HallLine } from "~/components/hall/hall-line";
import { QuietLine } from "~/components/hall/quiet-line";
import { ReceiptPanel } from "~/components/hall/receipt-panel";
import { countWords, outcomeWords, turnoutPercent } from "~/components/hall/tally-words";
import { VotedCard } from "~/components/hall/voted-card";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { isIdentifier } from "~/domain/record/identifier";
import { durationInWords, number, people } from "~/domain/time/words";
import { type KeptSlip, keepSlip, savedSlip } from "~/hooks/slips";
import { useFreshPage } from "~/hooks/use-fresh-page";
import { type LiveHall, useHall } from "~/hooks/use-hall";
import { useSpokenSummary } from "~/hooks/use-spoken-summary";
import { useTicking } from "~/hooks/use-ticking";
import { stateAt } from "~/hooks/use-watched-vote";
import type { Choice, Tally } from "~/live/contract";
import { titled } from "~/page-title";

const choices = ["for", "against", "abstain"] as const;
const choiceWords: Record<Choice, string> = { for: "For", against: "Against", abstain: "Abstain" };

export const meta = titled<typeof loader>((page) => (page ? page.tally.question : "Vote"));

export async function loader({ params, context }: LoaderFunctionArgs) {
  const voteId = voteIdOf(params);
  const page = await getHall(context.app, voteId, context.actor);
  if (!page) throwRefused({ code: "not_found", message: "There is no vote at this address." });
  // Slips in this browser are kept apart by account, without the account's identifier standing in the page.
  return { ...page, personKey: context.actor.personId?.slice(0, 8) ?? "" };
}

export async function action({ params, context, request }: ActionFunctionArgs) {
  const voteId = voteIdOf(params);
  const form = await formOf(request);
  const choice = choices.find((one) => one === form.get("choice"));
  if (!choice) {
    return data(
      { slip: null, refused: "Choose For, Against or Abstain. Nothing was recorded." },
      { status: formStatus({ code: "invalid" }) },
    );
  }
  const asked = String(form.get("request") ?? "");
  const outcome = await context.app.desk.cast(context.actor.personId, {
    voteId,
    choice,
    request: isIdentifier(asked) ? asked.toLowerCase() : crypto.randomUUID(),
  });
  if (!outcome.ok) {
    return data({ slip: null, refused: outcome.refused.message }, { status: formStatus(outcome.refused) });
  }
  // The slip stands on this page only; the page is not stored anywhere (Cache-Control: no-store).
  const view = await getVoteView(context.app.db, voteId, await context.app.now());
  return data({ slip: { choice, ...outcome.value, step: view?.step ?? null } satisfies KeptSlip, refused: null });
}

export default function VotePage() {
  const page = useLoaderData<typeof loader>();
  // Asking for the page's data again makes the router forget the answer to a form, so it is kept here.
  const [answer] = useState(useActionData<typeof action>());
  const hall = useHall(page, page.personKey);
  const { tally } = hall;
  // Whether the reader is on the roll is known once the vote has opened. Only a server that answers is asked.
  const isAnswered = hall.line === "live" || hall.line === "back";
  useFreshPage(isAnswered && tally.state !== "counting" && tally.state !== page.tally.state, tally.present);
  const nowMs = useTicking(Date.parse(page.tally.now), hall.aheadMs);

  const cast = answer?.slip ?? null;
  useEffect(() => {
    if (cast) keepSlip(page.personKey, page.tally.id, cast);
  }, [cast, page.personKey, page.tally.id]);
  const slip = hall.slip ?? cast;
  const refused = hall.refused ?? (hall.slip ? null : (answer?.refused ?? null));
  const state = stateAt(tally, nowMs);

  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: page.parish.name, href: `/parishes/${page.parish.slug}` },
            ...(page.proposal
              ? [{ text: page.proposal.title, href: `/parishes/${page.parish.slug}/proposals/${page.proposal.number}` }]
              : tally.class === "charter"
                ? [{ text: "Charter", href: `/parishes/${page.parish.slug}/charter` }]
                : []),
            { text: "Vote" },
          ]}
        />
      }
    >
      {refused && <ErrorSummary errors={[{ field: "vote", message: refused }]} />}
      <PageHeading
        above={<HallLine state={state} line={hall.line} present={tally.present} />}
        title={tally.question}
        lead={<When page={page} state={state} nowMs={nowMs} />}
      >
        <a href={`/votes/${tally.id}/screen`}>Show on a big screen</a>
      </PageHeading>
      <TwoColumns aside={<Standing tally={tally} state={state} />}>
        {state === "open" && (
          <Voting page={page} hall={hall} slip={slip} wasCast={cast !== null || hall.slip !== null} refused={refused} />
        )}
        {state !== "scheduled" && <Paper page={page} state={state} />}
        {state !== "open" && slip && (
          <InsetText>
            <p>
              You voted <strong>{choiceWords[slip.choice]}</strong>. Your receipt is{" "}
              <span className="receipt__code">{slip.receipt}</span>.
            </p>
          </InsetText>
        )}
        {state === "scheduled" && (
          <p className="govuk-body">
            Voting has not opened yet. Everybody aged 16 or over who is confirmed as living in the area at that moment
            will be on the roll.
          </p>
        )}
        {state === "scheduled" && <Paper page={page} state={state} />}
        {state === "cancelled" && <p className="govuk-body">This vote was cancelled. {page.cancelledReason}</p>}
        <Counts tally={tally} state={state} paperWords={page.paperWords} />
      </TwoColumns>
    </Main>
  );
}

/** What everybody should know of the papers of a vote. */
function Paper({ page, state }: { page: PageData; state: Tally["state"] }) {
  const link = page.mayHandlePaper && state !== "cancelled" && state !== "closed" && (
    <p className="govuk-body">
      <a href={`/votes/${page.tally.id}/paper`}>Paper ballots of this vote</a> (for officers)
    </p>
  );
  if (!page.paperWords) return link || null;
  return (
    <>
      {(state === "scheduled" || state === "open") && (
        <p className="govuk-body">
          <strong>Paper ballots:</strong> somebody who cannot vote online can ask {page.parish.council} for one
          {state === "scheduled" ? " once voting is open" : ""}. Papers are counted until {page.paperWords}, and there
          is no result before then (<a href="/act/s25">section 25</a>).
        </p>
      )}
      {page.paperFacts.map((words) => (
        <p className="govuk-body" key={words}>
          {words}
        </p>
      ))}
      {link}
    </>
  );
}

function When({ page, state, nowMs }: { page: PageData; state: Tally["state"]; nowMs: number }) {
  const parish = <a href={`/parishes/${page.parish.slug}`}>{page.parish.name}</a>;
  if (state === "scheduled") {
    return (
      <>
        {parish} · opens {page.opensWords} · closes {page.closesWords}
      </>
    );
  }
  if (state === "open") {
    const leftMs = Math.max(0, Date.parse(page.tally.closesAt) - nowMs);
    return (
      <>
        {parish} · closes {page.closesWords} ·{" "}
        <strong>
          <Countdown words={`${durationInWords(leftMs)} left`} />
        </strong>
      </>
    );
  }
  return (
    <>
      {parish} · {state === "cancelled" ? "would have closed" : "closed"} {page.closesWords}
    </>
  );
}

type PageData = ReturnType<typeof useLoaderData<typeof loader>>;

function Voting({
  page,
  hall,
  slip,
  wasCast,
  refused,
}: {
  page: PageData;
  hall: LiveHall;
  slip: KeptSlip | null;
  wasCast: boolean;
  refused: string | null;
}) {
  if (!page.isSignedIn) {
    return (
      <InsetText>
        <p>
          <a href={`/sign-in?to=/votes/${page.tally.id}`}>Sign in</a> to vote. Everybody may watch.
        </p>
      </InsetText>
    );
  }
  if (page.whyNot) return <RulingPanel ruling={page.whyNot} heading="You cannot vote in this one" />;
  if (page.hasPaper) {
    return (
      <InsetText>
        <p>
          You were given a paper ballot for this vote. Fill it in and hand it in before voting closes,{" "}
          {page.closesWords}. You cannot also vote here.
        </p>
      </InsetText>
    );
  }
  const send = (event: FormEvent<HTMLFormElement>) => {
    const button = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null;
    const choice = choices.find((one) => one === button?.value);
    // Without an open line the browser sends the plain form, which works as well.
    if (choice && hall.cast(choice)) event.preventDefault();
  };
  return (
    <>
      <form method="post" id="vote" onSubmit={send}>
        <Hidden name="request" value={page.request} />
        <ChoiceButtons
          chosen={slip?.choice ?? null}
          pending={hall.pending}
          waitWords={hall.isCrowded ? "Very many people are voting. Trying again…" : undefined}
          describedBy={refused ? "error-summary" : undefined}
        />
      </form>
      {slip && wasCast ? (
        <ReceiptPanel receipt={slip.receipt}>
          <SlipDownload slip={slip} page={page} />
        </ReceiptPanel>
      ) : (
        page.hasVoted && (
          <InsetText>
            <p>
              Your ballot is in the box. This browser does not have its receipt, so it does not know your choice. You
              can vote again until the vote closes: only the last ballot counts.
            </p>
          </InsetText>
        )
      )}
      <Details summary="How secret is my ballot?">
        <p>
          Once the vote has closed, nothing that the site keeps links you with your choice: the key that could is
          destroyed before any result exists. While the vote is open, the people who run the site could link the two. So
          could somebody to whom you show your receipt. That you voted stays known, so that you can see whether a ballot
          was cast in your name.
        </p>
      </Details>
    </>
  );
}

/** Offered once scripts run: a plain page is itself the slip, and can be printed. */
function SlipDownload({ slip, page }: { slip: KeptSlip; page: PageData }) {
  const [href, setHref] = useState<string | null>(null);
  const { id, question } = page.tally;
  const text = JSON.stringify(savedSlip(slip, { id, question, promisedBy: page.promisedBy }), null, 2);
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    setHref(url);
    return () => URL.revokeObjectURL(url);
  }, [text]);
  if (!href) {
    return (
      <>
        <p className="govuk-!-margin-bottom-2">
          Write it down or print this page: the receipt is not kept with your account.
        </p>
        <Details summary="The whole of your receipt">
          <pre className="command">{text}</pre>
        </Details>
      </>
    );
  }
  return (
    <>
      {slip.checked === "fails" && (
        <p>
          <strong>The site did not sign this as it must.</strong> Your ballot may not be counted. Save the receipt and
          tell the convenor.
        </p>
      )}
      <p>
        <a href={href} download={`receipt-${slip.receipt}.json`}>
          Save your receipt
        </a>
        . It is not kept with your account. {slip.checked === "holds" && "Your browser has checked that it is signed."}
      </p>
    </>
  );
}

function Standing({ tally, state }: { tally: Tally; state: Tally["state"] }) {
  // From the closing instant on nothing of a result is shown while papers are counted, whatever was heard last.
  if (state === "counting" && tally.paperDueAt) return null;
  return (
    <>
      {tally.rollSize !== null && (
        <VotedCard cast={tally.cast} rollSize={tally.rollSize} percent={turnoutPercent(tally)} />
      )}
      {tally.ruling && (
        <RulingPanel ruling={tally.ruling} heading={outcomeWords(tally.ruling.outcome)}>
          {state === "closed" && (
            <p>The Act is simulated: this decision binds only as far as the council has agreed that it does.</p>
          )}
        </RulingPanel>
      )}
    </>
  );
}

function Counts({ tally, state, paperWords }: { tally: Tally; state: Tally["state"]; paperWords: string }) {
  const spoken = useSpokenSummary(countWords(tally, state));
  if (state === "scheduled" || state === "cancelled") return null;
  const isCountingPaper = state === "counting" && tally.paperDueAt;
  if (!tally.counts || isCountingPaper) {
    return (
      <p className="govuk-body">
        {isCountingPaper
          ? `Counting: papers are being counted until ${paperWords}. Until then there is no result, for anybody.`
          : state === "counting"
            ? "Voting has closed. The box is being opened and counted."
            : "How people voted is shown to everybody at the same moment, when the vote has closed."}{" "}
        <a href={`/votes/${tally.id}/check`}>How it can be checked</a>
      </p>
    );
  }
  const { counts } = tally;
  const counted = tally.counted ?? 0;
  return (
    <section aria-labelledby="count">
      <h2 className="govuk-heading-m" id="count">
        {state === "closed"
          ? `The count: ${people(counted, "ballot", "ballots")}`
          : `Counted so far: ${number(counted)} of ${number(tally.cast ?? 0)}`}
      </h2>
      <CountBars counts={counts} counted={counted} />
      <QuietLine>
        {state === "closed" ? (
          <>
            Step {number(tally.seq)}, the last · <a href={`/votes/${tally.id}/check`}>check this count yourself</a>, or{" "}
            <a href={`/votes/${tally.id}/contest`}>challenge it</a>
          </>
        ) : (
          <>
            {tally.seq === 0 ? "No step yet" : `Step ${number(tally.seq)}`} · the newest ballots join a later step, so
            that no step shows one person’s choice · <a href={`/votes/${tally.id}/check`}>check this count yourself</a>
          </>
        )}
      </QuietLine>
      <p className="govuk-visually-hidden" aria-live="polite">
        {spoken}
      </p>
    </section>
  );
}
