import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getScreen } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { voteIdOf } from "#server/http/vote-file";
import { BigFigure } from "~/components/hall/big-figure";
import { CountBars } from "~/components/hall/count-bars";
import { Countdown } from "~/components/hall/countdown";
import { HallLine } from "~/components/hall/hall-line";
import { HallScreen } from "~/components/hall/hall-screen";
import { JoinByPhone } from "~/components/hall/join-by-phone";
import { countWords, outcomeWords, turnoutPercent } from "~/components/hall/tally-words";
import { number, people } from "~/domain/time/words";
import { useSpokenSummary } from "~/hooks/use-spoken-summary";
import { useTicking } from "~/hooks/use-ticking";
import { stateAt, useWatchedVote } from "~/hooks/use-watched-vote";
import type { Tally } from "~/live/contract";
import { titled } from "~/page-title";

const daySeconds = 86_400;

export const meta = titled<typeof loader>((page) => (page ? `${page.tally.question} On a big screen` : "Vote"));

/** A vote for the projector of a hall. Nobody is known here: it shows what anybody may know. */
export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const { app } = context;
  const page = await getScreen(app, voteIdOf(params), app.env.publicUrl ?? new URL(request.url).origin);
  if (!page) throwRefused({ code: "not_found", message: "There is no vote at this address." });
  return page;
}

export default function ScreenPage() {
  const page = useLoaderData<typeof loader>();
  const { tally, line, aheadMs } = useWatchedVote(page.tally);
  const nowMs = useTicking(Date.parse(page.tally.now), aheadMs);
  const state = stateAt(tally, nowMs);
  const spoken = useSpokenSummary(countWords(tally, state));
  return (
    <HallScreen
      question={tally.question}
      parish={page.parish}
      line={<HallLine state={state} line={line} present={tally.present} />}
      join={<JoinByPhone heading={joinWords[state]} address={page.address} drawing={page.qr} />}
    >
      {!page.isOver && (
        <noscript>
          {/* Without scripts the page follows the vote by being asked for again, in seconds. */}
          <meta httpEquiv="refresh" content="15" />
        </noscript>
      )}
      {state === "scheduled" && (
        <BigFigure
          name="Opens in"
          figure={<Countdown words={timeLeft(tally.opensAt, nowMs)} />}
          note={`From ${page.opensWords} until ${page.closesWords}`}
        />
      )}
      {state === "open" && (
        <BigFigure
          name="Time left"
          figure={<Countdown words={timeLeft(tally.closesAt, nowMs)} />}
          note={`Closes ${page.closesWords}`}
        />
      )}
      {state === "counting" && (
        <h2 className="screen__outcome">
          {page.paperWords
            ? `Counting: papers are being counted until ${page.paperWords}.`
            : "The ballots are being counted."}
        </h2>
      )}
      {state === "closed" && <h2 className="screen__outcome">{outcomeWords(tally.ruling?.outcome ?? "")}</h2>}
      {state === "cancelled" ? (
        <h2 className="screen__outcome">This vote was cancelled. {page.cancelledReason}</h2>
      ) : (
        <>
          <Turnout tally={tally} state={state} />
          <Counts tally={tally} state={state} />
        </>
      )}
      <p className="govuk-visually-hidden" aria-live="polite">
        {spoken}
      </p>
    </HallScreen>
  );
}

const joinWords: Record<Tally["state"], string> = {
  scheduled: "Vote here",
  open: "Vote here",
  counting: "Follow the count",
  closed: "Check your receipt",
  cancelled: "Read more",
};

/** Whole days while there are any, and on the last day a clock, which a hall counts down together. */
function timeLeft(until: string, nowMs: number): string {
  const left = Math.max(0, Math.floor((Date.parse(until) - nowMs) / 1000));
  if (left >= daySeconds) return people(Math.floor(left / daySeconds), "day", "days");
  const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
  const twoFigures = (value: number) => String(value).padStart(2, "0");
  if (hours === 0) return `${minutes}:${twoFigures(seconds)}`;
  return `${hours}:${twoFigures(minutes)}:${twoFigures(seconds)}`;
}

function Turnout({ tally, state }: { tally: Tally; state: Tally["state"] }) {
  if (tally.rollSize === null || (state === "counting" && tally.paperDueAt)) return null;
  if (tally.cast === null) {
    return (
      <BigFigure
        name="On the roll"
        figure={number(tally.rollSize)}
        note="How many have voted is sealed until the end"
      />
    );
  }
  const percent = turnoutPercent(tally);
  return (
    <BigFigure
      name="Voted"
      figure={number(tally.cast)}
      note={`of ${number(tally.rollSize)} on the roll${percent === null ? "" : ` (${percent}%)`}`}
    />
  );
}

function Counts({ tally, state }: { tally: Tally; state: Tally["state"] }) {
  if (state === "scheduled" || (state === "counting" && tally.paperDueAt)) return null;
  if (!tally.counts) {
    return state === "open" ? (
      <p className="screen__counts">How people voted is shown when the vote has closed, to everybody at once.</p>
    ) : null;
  }
  const counted = tally.counted ?? 0;
  return (
    <section className="screen__counts" aria-labelledby="count">
      <h2 id="count">
        {state === "closed"
          ? `The count: ${people(counted, "ballot", "ballots")}`
          : `Counted so far: ${number(counted)} of ${number(tally.cast ?? 0)}`}
      </h2>
      <CountBars counts={tally.counts} counted={counted} />
    </section>
  );
}
