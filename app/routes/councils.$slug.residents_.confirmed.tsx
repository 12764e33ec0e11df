import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { fewestLetters, findCouncil, listResidents, refusedTo, revokeResidency } from "#server/container";
import { formOf, readForm, type Typed } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { SectionLinks } from "~/components/act/section-links";
import { Card } from "~/components/content/card";
import { EmptyState } from "~/components/content/empty-state";
import { NotificationBanner } from "~/components/content/notification-banner";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { TextArea } from "~/components/forms/text-area";
import { TextInput } from "~/components/forms/text-input";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { may } from "~/domain/permissions/may";
import { claimRefusalForm } from "~/forms/people";
import { errorOf, typedText } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled("End a confirmed home");

const longestSearch = 254;

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const allowed = may(actor, "residency.revoke", { councilId: council.id });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  const asked = new URL(request.url).searchParams.get("search") ?? "";
  const search = asked.replaceAll("\0", "").trim().slice(0, longestSearch);
  const homes = await listResidents(app.db, { councilId: council.id, search, readerId: actor.personId });
  return { council, search, homes, isShort: search.length > 0 && search.length < fewestLetters };
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const read = readForm(claimRefusalForm, await formOf(request));
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const { claim: claimId, reason } = read.value;
  const outcome = await revokeResidency(app.context, actor, { claimId, reason });
  if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
  const done = `The home of ${outcome.value.name} is confirmed no longer. They have been told why.`;
  return data({ done, errors: [], typed: {} as Typed });
}

export default function ConfirmedHomesPage() {
  const { council, search, homes, isShort } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const base = `/councils/${council.slug}`;
  const errors = answered?.errors ?? [];
  const typed = answered?.typed ?? {};
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: "Councils", href: "/councils" },
            { text: council.name, href: base },
            { text: "Residents to confirm", href: `${base}/residents` },
            { text: "End a confirmed home" },
          ]}
        />
      }
    >
      <ErrorSummary
        errors={errors.map(({ field, message }) => ({
          field: field === "reason" ? `reason-${typedText(typed.claim)}` : undefined,
          message,
        }))}
      />
      {answered && "done" in answered && <NotificationBanner tone="success" heading={answered.done} />}
      <PageHeading
        title="End a confirmed home"
        lead="For somebody who has moved away, or should not have been confirmed. They are told why, and may claim a home again."
      >
        Votes that have opened keep the roll that was frozen then. Offices that the person holds there end at once.{" "}
        <SectionLinks sections={["s24", "s53"]} />
      </PageHeading>
      <form method="get" className="search">
        <TextInput
          name="search"
          label="Name, or the whole e-mail address"
          value={search}
          type="search"
          error={isShort ? "Type at least three letters." : undefined}
        />
        <Button tone="secondary">Search</Button>
      </form>
      {homes.length === 0 && !isShort && (
        <EmptyState title={search ? `Nobody confirmed here is called “${search}”` : "Search for a person"}>
          {search ? "Try a shorter part of the name." : "Nobody is listed before you ask for them."}
        </EmptyState>
      )}
      {homes.map((home) => {
        const isTyped = typedText(typed.claim) === home.id;
        return (
          <Card
            key={home.id}
            title={home.name}
            headingLevel={2}
            meta={`${home.ward}, confirmed on ${home.confirmedOn}`}
          >
            {home.isOwn ? (
              <p>This is your own home. You end it on your account page.</p>
            ) : (
              <form method="post">
                <Hidden name="claim" value={home.id} />
                <TextArea
                  name="reason"
                  id={`reason-${home.id}`}
                  label="Why does it end?"
                  hint="Only the person reads this."
                  rows={2}
                  maxCharacters={500}
                  value={isTyped ? typedText(typed.reason) : ""}
                  error={isTyped ? errorOf(errors, "reason") : undefined}
                />
                <Button tone="warning">
                  End it<span className="govuk-visually-hidden"> for {home.name}</span>
                </Button>
              </form>
            )}
          </Card>
        );
      })}
    </Main>
  );
}
