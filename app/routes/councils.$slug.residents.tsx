import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import {
  confirmResidency,
  type FieldError,
  findCouncil,
  issuePostedCode,
  listResidencyClaims,
  pageNumber,
  refusedTo,
  refuseResidency,
} from "#server/container";
import { formOf, readForm, type Typed } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { SectionLinks } from "~/components/act/section-links";
import { Card } from "~/components/content/card";
import { Details } from "~/components/content/details";
import { EmptyState } from "~/components/content/empty-state";
import { NotificationBanner } from "~/components/content/notification-banner";
import { Pagination } from "~/components/content/pagination";
import { SummaryList } from "~/components/content/summary-list";
import { WarningText } from "~/components/content/warning-text";
import { Button } from "~/components/forms/button";
import { ButtonGroup } from "~/components/forms/button-group";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { TextArea } from "~/components/forms/text-area";
import { TextInput } from "~/components/forms/text-input";
import { BackLink } from "~/components/page-shell/back-link";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { may } from "~/domain/permissions/may";
import { dayInWords, people } from "~/domain/time/words";
import { claimDecisionForm, claimRefusalForm } from "~/forms/people";
import { typedText } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled("Residents to confirm");

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const allowed = may(actor, "residency.confirm", { councilId: council.id, personId: undefined });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  const asked = new URL(request.url).searchParams;
  const search = (asked.get("search") ?? "").trim().slice(0, 80);
  const claims = await listResidencyClaims(app.db, await app.now(), {
    councilId: council.id,
    search,
    page: pageNumber(asked.get("page")),
    readerId: actor.personId,
  });
  return { council, claims, search };
}

/** A letter as the page shows it, once. */
interface ShownLetter {
  code: string;
  name: string;
  address: string;
  ward: string;
  council: string;
  writtenOn: string;
  worksUntil: string;
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const form = await formOf(request);
  const intent = form.get("intent");
  const nothing = { done: null as string | null, letter: null as ShownLetter | null, errors: [] as FieldError[] };
  if (intent === "refuse") {
    const read = readForm(claimRefusalForm, form);
    if (!read.ok) return answerRefused(read.refused, read.typed);
    const { claim: claimId, reason } = read.value;
    const outcome = await refuseResidency(app.context, actor, { claimId, reason });
    if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
    return data({ ...nothing, typed: {} as Typed, done: `${outcome.value.name} has been told why.` });
  }
  const read = readForm(claimDecisionForm, form);
  if (!read.ok) return answerRefused(read.refused, read.typed);
  if (intent === "letter") {
    const outcome = await issuePostedCode(app.context, actor, { claimId: read.value.claim });
    if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
    const { writtenAt, expiresAt, ...letter } = outcome.value;
    return data({
      ...nothing,
      typed: {} as Typed,
      letter: { ...letter, writtenOn: dayInWords(writtenAt), worksUntil: dayInWords(expiresAt) },
    });
  }
  const outcome = await confirmResidency(app.context, actor, { claimId: read.value.claim });
  if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
  const { name, ward } = outcome.value;
  return data({ ...nothing, typed: {} as Typed, done: `${name} is now confirmed as living in ${ward}.` });
}

export default function ResidentsPage() {
  const { council, claims, search } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const base = `/councils/${council.slug}`;
  const letter = answered && "letter" in answered ? answered.letter : null;
  if (letter) return <Letter letter={letter} back={`${base}/residents`} />;
  const done = answered && "done" in answered ? answered.done : null;
  const errors = answered?.errors ?? [];
  const typed = answered?.typed ?? {};
  const query = new URLSearchParams(search ? { search } : {});
  const pageHref = (page: number) => {
    const next = new URLSearchParams(query);
    next.set("page", String(page));
    return `${base}/residents?${next}`;
  };
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: "Councils", href: "/councils" },
            { text: council.name, href: base },
            { text: "Residents to confirm" },
          ]}
        />
      }
    >
      <ErrorSummary
        errors={errors.map((error) => ({
          field: error.field === "reason" ? `reason-${typedText(typed.claim)}` : undefined,
          message: error.message,
        }))}
      />
      {done && <NotificationBanner tone="success" heading={done} />}
      <PageHeading
        title="Residents to confirm"
        lead={`${people(claims.total, "person waits", "people wait")} to have their home confirmed.`}
      >
        Confirm only what you can check, for example in the council tax list. Each confirmation is counted in the minute
        book under your name, without saying who was confirmed. <SectionLinks sections={["s24"]} />
      </PageHeading>
      <p className="govuk-body">
        <a href={`${base}/residents/letters`}>Write letters with codes</a> ·{" "}
        <a href={`${base}/residents/assisted`}>Register somebody in person</a> ·{" "}
        <a href={`${base}/residents/bulk`}>Decide many claims with a list</a> ·{" "}
        <a href={`${base}/residents/confirmed`}>End a confirmed home</a>
      </p>
      <form method="get" className="search">
        <TextInput name="search" label="Find by name or ward" value={search} type="search" />
        <Button tone="secondary">Search</Button>
      </form>
      {claims.items.length === 0 && (
        <EmptyState title={search ? `No claim has “${search}” in its name or ward` : "Claims will be listed here"}>
          {search ? "Try a shorter word." : "Nobody waits now."}
        </EmptyState>
      )}
      {claims.items.map((claim) => {
        const isTyped = typedText(typed.claim) === claim.id;
        const reasonError = isTyped ? errors.find((error) => error.field === "reason")?.message : undefined;
        return (
          <Card
            key={claim.id}
            title={claim.name}
            headingLevel={2}
            above={`Asked on ${claim.claimedOn}, claim ${claim.id.slice(0, 8)}`}
            meta={`${claim.address}, in ${claim.ward}`}
          >
            <p>
              Says they are {claim.isAged16 ? "16 or over" : "under 16"}.
              {claim.codeWorksUntil &&
                ` A letter with a code has been written; the code works until ${claim.codeWorksUntil}.`}
            </p>
            {claim.isOwn ? (
              <p>This is your own claim, so another officer decides it.</p>
            ) : (
              <>
                <form method="post">
                  <Hidden name="claim" value={claim.id} />
                  <ButtonGroup>
                    <Button name="intent" value="confirm">
                      Confirm<span className="govuk-visually-hidden"> that {claim.name} lives there</span>
                    </Button>
                    <Button tone="secondary" name="intent" value="letter">
                      Write a letter with a code<span className="govuk-visually-hidden"> to {claim.name}</span>
                    </Button>
                  </ButtonGroup>
                </form>
                <Details summary={`Refuse the claim of ${claim.name}`} isOpen={reasonError !== undefined}>
                  <form method="post">
                    <Hidden name="claim" value={claim.id} />
                    <TextArea
                      name="reason"
                      id={`reason-${claim.id}`}
                      label="Why can it not be confirmed?"
                      hint="Only the person reads this. Say what they can do about it."
                      rows={3}
                      maxCharacters={500}
                      value={isTyped ? typedText(typed.reason) : ""}
                      error={reasonError}
                    />
                    <Button tone="warning" name="intent" value="refuse">
                      Refuse
                    </Button>
                  </form>
                </Details>
              </>
            )}
          </Card>
        );
      })}
      <Pagination
        previous={claims.page > 1 ? { href: pageHref(claims.page - 1) } : null}
        next={claims.hasNext ? { href: pageHref(claims.page + 1) } : null}
      />
    </Main>
  );
}

function Letter({ letter, back }: { letter: ShownLetter; back: string }) {
  return (
    <Main before={<BackLink href={back} text="Residents to confirm" />}>
      <PageHeading title="A letter to print and post" />
      <WarningText>
        Print this page now. The code is shown once and is not kept where anybody could read it.
      </WarningText>
      <Card title={`${letter.council}, ${letter.writtenOn}`} headingLevel={2}>
        <p>
          {letter.name}
          <br />
          {letter.address}
        </p>
        <p>You told us that you live here, in {letter.ward}, so that you can take part in pop-up parishes.</p>
        <p>
          To confirm it, sign in to Pop-up Parish, open your account, choose “Enter a code or change your claim” and
          type:
        </p>
        <SummaryList rows={[{ key: "Your code", value: <strong>{letter.code}</strong> }]} />
        <p>
          It works until {letter.worksUntil}, and you have five tries. If you did not ask for this, somebody may have
          used your address: tell us, and do not pass the code on.
        </p>
      </Card>
    </Main>
  );
}
