import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type FormEvent, useEffect, useState } from "react";
import { getHall } from "#server/container";
import { formOf } from "#server/http/form";
import { formStatus, throwRefused } from "#server/http/respond";
import { RulingPanel } from "~/components/act/ruling-panel";
import { InsetText } from "~/components/content/inset-text";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { TextInput } from "~/components/forms/text-input";
import { ChoiceButtons } from "~/components/hall/choice-buttons";
import { Countdown } from "~/components/hall/countdown";
import { LiveLine } from "~/components/hall/live-line";
import { QuietLine } from "~/components/hall/quiet-line";
import { ReceiptPanel } from "~/components/hall/receipt-panel";
import { ResultBars } from "~/components/hall/result-bars";
import { VotedCard } from "~/components/hall/voted-card";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { durationInWords, number, people } from "~/domain/time/words";
import { type KeptSlip, keepSlip } from "~/hooks/slips";
import { type LiveHall, useHall } from "~/hooks/use-hall";
import { useSpokenSummary } from "~/hooks/use-spoken-summary";
import { useTicking } from "~/hooks/use-ticking";
import type { Choice, Tally } from "~/live/contract";
import { titled } from "~/page-title";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const choices = ["for", "against", "abstain"] as const;
const choiceWords: Record<Choice, string> = { for: "For", against: "Against", abstain: "Abstain" };

function voteIdOf(params: { id?: string }): string {
  const id = params.id ?? "";
  if (!uuid.test(id)) throwRefused({ code: "not_found", message: "There is no vote at this address." });
  return id.toLowerCase();
}

export const meta = titled<typeof loader>((page) => (page ? page.tally.question : "Vote"));

export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const voteId = voteIdOf(params);
  const receipt = new URL(request.url).searchParams.get("receipt");
  const page = await getHall(context.app, voteId, context.actor, receipt);
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
    request: uuid.test(asked) ? asked.toLowerCase() : crypto.randomUUID(),
  });
  if (!outcome.ok) {
    return data({ slip: null, refused: outcome.refused.message }, { status: formStatus(outcome.refused) });
  }
  // The slip stands on this page only; the page is not stored anywhere (Cache-Control: no-store).
  return data({ slip: { choice, ...outcome.value } satisfies KeptSlip, refused: null });
}

export default function VotePage() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const hall = useHall(page.tally, page.personKey);
  const { tally } = hall;
  const nowMs = useTicking(Date.parse(page.tally.now), hall.aheadMs);

  const cast = answer?.slip ?? null;
  useEffect(() => {
    if (cast) keepSlip(page.personKey, page.tally.id, cast);
  }, [cast, page.personKey, page.tally.id]);
  const slip = hall.slip ?? cast;
  const refused = hall.refused ?? (hall.slip ? null : (answer?.refused ?? null));
  const state = tally.state === "open" && nowMs >= Date.parse(tally.closesAt) ? "counting" : tally.state;

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
        above={<HallLine tally={tally} line={hall.line} state={state} />}
        title={tally.question}
        lead={<When page={page} state={state} nowMs={nowMs} />}
      />
      <TwoColumns aside={<Standing tally={tally} state={state} />}>
        {state === "open" && (
          <Voting page={page} hall={hall} slip={slip} wasCast={cast !== null || hall.slip !== null} refused={refused} />
        )}
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
        {state === "cancelled" && <p className="govuk-body">This vote was cancelled. {page.cancelledReason}</p>}
        <Counts tally={tally} state={state} />
        {state === "closed" && <ReceiptCheck voteId={tally.id} found={page.found} />}
      </TwoColumns>
    </Main>
  );
}

function HallLine({ tally, line, state }: { tally: Tally; line: LiveHall["line"]; state: Tally["state"] }) {
  if (state === "closed") return <LiveLine isLive={false} words="Closed" />;
  if (state === "cancelled") return <LiveLine isLive={false} words="Cancelled" />;
  if (state === "counting") return <LiveLine isLive={false} words="Counting" />;
  if (line === "lost") return <LiveLine isLive={false} words="The live line is lost. It comes back by itself." />;
  const here = tally.present > 0 ? ` · ${people(tally.present)} in the hall` : "";
  if (state === "scheduled") return <LiveLine isLive={false} words={`Not open yet${here}`} />;
  return <LiveLine words={line === "live" ? `Live${here}` : "Voting now"} />;
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
          describedBy={refused ? "error-summary" : undefined}
        />
      </form>
      {slip && wasCast ? (
        <ReceiptPanel receipt={slip.receipt}>
          <SlipDownload slip={slip} voteId={page.tally.id} question={page.tally.question} />
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
    </>
  );
}

/** Offered once scripts run: a plain page is itself the slip, and can be printed. */
function SlipDownload({ slip, voteId, question }: { slip: KeptSlip; voteId: string; question: string }) {
  const [href, setHref] = useState<string | null>(null);
  useEffect(() => {
    const text = JSON.stringify({ vote: voteId, question, ...slip }, null, 2);
    const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    setHref(url);
    return () => URL.revokeObjectURL(url);
  }, [slip, voteId, question]);
  if (!href) return <p>Write it down or print this page: the receipt is not kept with your account.</p>;
  return (
    <p>
      <a href={href} download={`receipt-${slip.receipt}.json`}>
        Save your receipt
      </a>
      . It is not kept with your account.
    </p>
  );
}

const headings: Record<string, string> = {
  passed: "It passed.",
  failed: "It did not pass.",
  inquorate: "Too few people voted.",
  would_pass: "As it stands: it would pass.",
  would_fail: "As it stands: it would not pass.",
  would_be_inquorate: "As it stands: too few have voted.",
  met: "The participation floor is reached.",
  not_met: "The participation floor is not reached yet.",
};

function Standing({ tally, state }: { tally: Tally; state: Tally["state"] }) {
  const percent = tally.cast !== null && tally.rollSize ? Math.floor((tally.cast / tally.rollSize) * 100) : null;
  return (
    <>
      {tally.rollSize !== null && <VotedCard cast={tally.cast} rollSize={tally.rollSize} percent={percent} />}
      {tally.ruling && (
        <RulingPanel ruling={tally.ruling} heading={headings[tally.ruling.outcome] ?? "What the Act says"}>
          {state === "closed" && (
            <p>The Act is simulated: this decision binds only as far as the council has agreed that it does.</p>
          )}
        </RulingPanel>
      )}
    </>
  );
}

function Counts({ tally, state }: { tally: Tally; state: Tally["state"] }) {
  const summary = summaryOf(tally, state);
  const spoken = useSpokenSummary(summary);
  if (state === "scheduled" || state === "cancelled") return null;
  if (!tally.counts) {
    return (
      <p className="govuk-body">
        {state === "counting"
          ? "Voting has closed. The box is being opened and counted."
          : "How people voted is shown to everybody at the same moment, when the vote has closed."}
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
      <ResultBars
        total={counted}
        rows={[
          { name: "For", count: counts.for, tone: "for" },
          { name: "Against", count: counts.against, tone: "against" },
          { name: "Abstain", count: counts.abstain, tone: "abstain" },
        ]}
      />
      <QuietLine>
        {state === "closed" ? (
          <>
            Step {number(tally.seq)}, the last ·{" "}
            <a href={`/votes/${tally.id}/ballots.ndjson`}>download the ballot file</a>
          </>
        ) : (
          <>
            Step {number(tally.seq)} · the newest ballots join a later step, so that no step shows one person’s choice
          </>
        )}
      </QuietLine>
      <p className="govuk-visually-hidden" aria-live="polite">
        {spoken}
      </p>
    </section>
  );
}

function summaryOf(tally: Tally, state: Tally["state"]): string {
  if (!tally.counts) return "";
  const { counts } = tally;
  const where = state === "closed" ? "The count is" : "Counted so far:";
  return `${where} ${number(counts.for)} for, ${number(counts.against)} against, ${number(counts.abstain)} abstaining.`;
}

function ReceiptCheck({ voteId, found }: { voteId: string; found: PageData["found"] }) {
  return (
    <section aria-labelledby="check">
      <h2 className="govuk-heading-m" id="check">
        Find your ballot in the count
      </h2>
      {found && (
        <InsetText>
          <p>
            {found.choice
              ? `Receipt ${found.receipt} is in the count as ${choiceWords[found.choice as Choice]}.`
              : `Receipt ${found.receipt} is not in this count. Check the letters. If you changed your ballot, only the last receipt counts.`}
          </p>
        </InsetText>
      )}
      <form method="get" action={`/votes/${voteId}#check`}>
        <TextInput
          name="receipt"
          label="Your receipt"
          hint="Twelve letters and figures, such as K7QF-2M9X-41TD"
          value={found?.receipt ?? ""}
          widthCharacters={20}
        />
        <Button tone="secondary">Look it up</Button>
      </form>
    </section>
  );
}
