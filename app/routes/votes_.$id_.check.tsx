import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type ChangeEvent, useEffect, useState } from "react";
import { findReceipt, getVoteCheck, listMatters } from "#server/container";
import { formOf } from "#server/http/form";
import { formStatus, throwRefused } from "#server/http/respond";
import { voteIdOf } from "#server/http/vote-file";
import { MatterLines } from "~/components/commissioner/matter-lines";
import { InsetText } from "~/components/content/inset-text";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { TextInput } from "~/components/forms/text-input";
import { Findings } from "~/components/hall/findings";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { type KeptSlip, readSlip, savedSlip } from "~/hooks/slips";
import { type RecordCheck, useRecordCheck } from "~/hooks/use-record-check";
import { titled } from "~/page-title";

const choiceWords: Readonly<Record<string, string>> = { for: "For", against: "Against", abstain: "Abstain" };

export const meta = titled<typeof loader>((page) => (page ? `Check: ${page.question}` : "Check a vote"));

export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const check = await getVoteCheck(context.app.db, voteIdOf(params), await context.app.now());
  if (!check) throwRefused({ code: "not_found", message: "There is no vote at this address." });
  // Slips in this browser are kept apart by account, without the account's identifier standing in the page.
  return {
    ...check,
    matters: await listMatters(context.app.db, { kind: "contested_count", id: check.id }, await context.app.now()),
    personKey: context.actor.personId?.slice(0, 8) ?? "",
    site: context.app.env.publicUrl ?? new URL(request.url).origin,
    now: (await context.app.now()).toISOString(),
  };
}

/** The way without scripts: the receipt is typed, and looked up here. It is sent in the form, so that no address or log holds it. */
export async function action({ params, context, request }: ActionFunctionArgs) {
  const voteId = voteIdOf(params);
  const check = await getVoteCheck(context.app.db, voteId, await context.app.now());
  if (!check) throwRefused({ code: "not_found", message: "There is no vote at this address." });
  const typed = String((await formOf(request)).get("receipt") ?? "").trim();
  const refuse = (code: "invalid" | "not_open", message: string) =>
    data({ found: null, typed, refused: message }, { status: formStatus({ code }) });
  if (typed === "") return refuse("invalid", "Type your receipt");
  if (check.state !== "closed") {
    return refuse("not_open", "The ballots can be looked up when the vote has closed and been counted");
  }
  return data({ found: await findReceipt(context.app.db, voteId, typed), typed, refused: null });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function CheckPage() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: page.parish.name, href: `/parishes/${page.parish.slug}` },
            { text: "Vote", href: `/votes/${page.id}` },
            { text: "Check" },
          ]}
        />
      }
    >
      {answer?.refused && <ErrorSummary errors={[{ field: "receipt", message: answer.refused }]} />}
      <PageHeading title="Check this vote yourself" lead={page.question} />
      {page.isOpened ? (
        <>
          <YourBallot page={page} answer={answer} />
          <WholeCount page={page} />
          <OwnProgram page={page} />
          <MatterLines matters={page.matters} />
          {page.state === "closed" && (
            <p className="govuk-body">
              If you were on the roll and the count is wrong, you can{" "}
              <a href={`/votes/${page.id}/contest`}>challenge it before the Commissioner</a> within 5 working days.{" "}
              <a href="/act/s32">Section 32</a>
            </p>
          )}
        </>
      ) : (
        <p className="govuk-body">
          {page.state === "cancelled"
            ? "This vote was cancelled before it opened, so there is nothing to check."
            : "There is nothing to check yet. The record of a vote begins when the vote opens."}
        </p>
      )}
      <WhatItShows />
    </Main>
  );
}

/** Whether scripts run: what needs them is not shown before. */
function useScripts(): boolean {
  const [isOn, setIsOn] = useState(false);
  useEffect(() => setIsOn(true), []);
  return isOn;
}

function YourBallot({ page, answer }: { page: Page; answer: ReturnType<typeof useActionData<typeof action>> }) {
  const hasScripts = useScripts();
  return (
    <section className="check-part" aria-labelledby="ballot">
      <h2 className="govuk-heading-m" id="ballot">
        Your ballot
      </h2>
      {hasScripts && <SlipCheck page={page} />}
      <h3 className="govuk-heading-s">By asking the site</h3>
      {answer?.found && (
        <InsetText>
          <p role="status">
            {answer.found.choice
              ? `Receipt ${answer.found.receipt} is in the count as ${choiceWords[answer.found.choice] ?? answer.found.choice}.`
              : `Receipt ${answer.found.receipt} is not in this count. Check the letters. If you changed your ballot, only the last receipt counts.`}
          </p>
        </InsetText>
      )}
      {page.state === "closed" ? (
        <form method="post">
          <TextInput
            name="receipt"
            label="Your receipt"
            hint="Twelve letters and figures, such as K7QF-2M9X-41TD. The site learns which ballot was asked for, and keeps no note of it."
            value={answer?.typed ?? ""}
            error={answer?.refused ?? undefined}
            widthCharacters={20}
          />
          <Button tone="secondary">Look it up</Button>
        </form>
      ) : (
        <p className="govuk-body">
          Receipts can be looked up once the vote has closed and been counted. It closes {page.closesWords}.
        </p>
      )}
    </section>
  );
}

function SlipCheck({ page }: { page: Page }) {
  const check = useRecordCheck(page.id);
  const [slip, setSlip] = useState<KeptSlip | null>(null);
  const [isUnreadable, setIsUnreadable] = useState(false);
  useEffect(() => setSlip(readSlip(page.personKey, page.id)), [page.personKey, page.id]);

  const checkSaved = (saved: unknown) =>
    check.run(async (files) => {
      const { checkSlip, isSlip } = await import("~/live/check-record");
      setIsUnreadable(!isSlip(saved));
      return isSlip(saved) ? checkSlip(files, saved, new Date(page.now)) : [];
    });
  const open = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (!file) return;
    const text = await file.text();
    try {
      checkSaved(JSON.parse(text));
    } catch {
      checkSaved(null);
    }
  };
  return (
    <>
      <h3 className="govuk-heading-s">With your own browser</h3>
      <p className="govuk-body">Nobody learns which ballot you look for.</p>
      {slip && (
        <button type="button" className="govuk-button" onClick={() => checkSaved(savedSlip(slip, page))}>
          Check the ballot cast in this browser
        </button>
      )}
      <div className={`govuk-form-group${isUnreadable ? " govuk-form-group--error" : ""}`}>
        <label className="govuk-label" htmlFor="slip">
          A receipt that you saved
        </label>
        <div className="govuk-hint" id="slip-hint">
          The file is read here and sent nowhere
        </div>
        {isUnreadable && (
          <p className="govuk-error-message" id="slip-error" role="alert">
            <span className="govuk-visually-hidden">Error:</span> That file is not a saved receipt
          </p>
        )}
        <input
          className="govuk-file-upload"
          type="file"
          id="slip"
          accept="application/json,.json"
          aria-describedby={isUnreadable ? "slip-hint slip-error" : "slip-hint"}
          onChange={open}
        />
      </div>
      <Outcome check={check} />
    </>
  );
}

/** Stands on the page from the beginning, so that what appears in it is read out. */
function Outcome({ check: { state, findings } }: { check: RecordCheck }) {
  return (
    <div aria-live="polite">
      {state === "busy" && <p className="govuk-body">Checking…</p>}
      {state === "unreadable" && (
        <p className="govuk-body">The files could not be read. Check your connection and try again.</p>
      )}
      {state === "done" && findings.length > 0 && <Findings findings={findings} />}
    </div>
  );
}

function WholeCount({ page }: { page: Page }) {
  const hasScripts = useScripts();
  const check = useRecordCheck(page.id);
  return (
    <section className="check-part" aria-labelledby="whole">
      <h2 className="govuk-heading-m" id="whole">
        The whole count
      </h2>
      <p className="govuk-body">
        Every ballot leaves an entry in a log that only grows. Each step of the count is signed and names the one before
        it.
        {page.state === "closed"
          ? " Now that the vote has closed, every ballot is published without a name, and anybody can count again."
          : " When the vote has closed, every ballot is published without a name, and anybody can count again."}
      </p>
      {hasScripts ? (
        <>
          <button
            type="button"
            className="govuk-button govuk-button--secondary"
            disabled={check.state === "busy"}
            onClick={() => check.run()}
          >
            Count again in this browser
          </button>
          <Outcome check={check} />
        </>
      ) : (
        <p className="govuk-body">
          A browser with scripts can count again right here. The program below does it anywhere.
        </p>
      )}
    </section>
  );
}

function OwnProgram({ page }: { page: Page }) {
  const files = [
    ["record.json", "what was fixed when the vote opened, the keys, and the result"],
    ["steps.ndjson", "the signed steps of the count"],
    ["log.txt", "the log"],
    ...(page.state === "closed" ? [["ballots.ndjson", "every ballot, without names"]] : []),
  ] as [string, string][];
  return (
    <section className="check-part" aria-labelledby="own">
      <h2 className="govuk-heading-m" id="own">
        With a program of your own
      </h2>
      <p className="govuk-body">
        What runs in this page comes from this site. If you would rather not rely on it,{" "}
        <a href="/recount.mjs" download>
          recount.mjs
        </a>{" "}
        is a short program that shares nothing with the site and can be read before it is run. It needs Node.js only.
      </p>
      <pre className="command">
        <code>{`node recount.mjs ${page.site}/votes/${page.id}`}</code>
      </pre>
      <p className="govuk-body">It reads these files, and so can you:</p>
      <ul className="govuk-list govuk-list--bullet">
        {files.map(([name, words]) => (
          <li key={name}>
            <a href={`/votes/${page.id}/${name}`}>{name}</a>: {words}
          </li>
        ))}
        <li>
          <a href={`/parishes/${page.parish.slug}/minutes`}>the minute book of {page.parish.name}</a>, which names them
          by their hashes
        </li>
      </ul>
    </section>
  );
}

function WhatItShows() {
  return (
    <section className="check-part" aria-labelledby="shows">
      <h2 className="govuk-heading-m" id="shows">
        What this shows, and what it does not
      </h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>
          Your receipt is signed. If your ballot were dropped or changed after you got it, the receipt would prove it.
        </li>
        <li>
          Once a vote has closed, nothing that the site keeps links you with your choice. While it is open, whoever runs
          the site could link them.
        </li>
        <li>Copies of the database made while the vote was open hold what it held then.</li>
        <li>
          Whoever sees your receipt learns how you voted. Changing your ballot gives you another one; nobody has to show
          either.
        </li>
        <li>
          Your <a href="/account">account</a> says for good in which votes a ballot was cast in your name.
        </li>
      </ul>
    </section>
  );
}
