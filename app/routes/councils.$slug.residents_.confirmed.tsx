import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import {
  type FieldError,
  type FoundResidents,
  findCouncil,
  findResidents,
  refusedTo,
  revokeResidency,
} from "#server/container";
import { formOf, readForm, type Typed } from "#server/http/form";
import { answerRefused, errorsOf, formStatus, throwRefused } from "#server/http/respond";
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

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const allowed = may(actor, "residency.revoke", { councilId: council.id });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  return { council, ownId: actor.personId };
}

/** Looks people up, which is counted and logged, or ends the home of one of them. Names never stand in an address. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const form = await formOf(request);
  const name = String(form.get("name") ?? "").replaceAll("\0", "");
  const nothing = { done: "", found: null as FoundResidents | null, errors: [] as FieldError[], typed: {} as Typed };
  const find = () => findResidents(app.context, actor, { councilId: council.id, name });
  if (form.get("intent") === "find") {
    const outcome = await find();
    if (!outcome.ok) return answerRefused(outcome.refused, { name });
    return data({ ...nothing, found: outcome.value, typed: { name } as Typed });
  }
  const read = readForm(claimRefusalForm, form);
  const outcome = read.ok
    ? await revokeResidency(app.context, actor, { claimId: read.value.claim, reason: read.value.reason })
    : read;
  if (outcome.ok) {
    const done = `The home of ${outcome.value.name} is confirmed no longer. They have been told why.`;
    return data({ ...nothing, done });
  }
  // What was typed stands beside the person again, so they are looked up again.
  const found = name ? await find() : null;
  const { refused } = outcome;
  return data(
    {
      ...nothing,
      found: found?.ok ? found.value : null,
      errors: errorsOf(refused),
      typed: { ...read.typed, name } as Typed,
    },
    { status: formStatus(refused) },
  );
}

export default function ConfirmedHomesPage() {
  const { council, ownId } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const found = answered && "found" in answered ? answered.found : null;
  const done = answered && "done" in answered ? answered.done : "";
  const base = `/councils/${council.slug}`;
  const errors = answered?.errors ?? [];
  const typed = answered?.typed ?? {};
  const name = typedText(typed.name);
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
      {done && <NotificationBanner tone="success" heading={done} />}
      <PageHeading
        title="End a confirmed home"
        lead="For somebody who has moved away, or should not have been confirmed. They are told why, and may claim a home again."
      >
        Votes that have opened keep the roll that was frozen then. Offices that the person holds there end at once.{" "}
        <SectionLinks sections={["s24", "s53"]} />
      </PageHeading>
      <form method="post" className="search">
        <Hidden name="intent" value="find" />
        <TextInput
          name="name"
          label="Name"
          hint="Part of the name of a confirmed resident. Searches are counted and logged."
          value={name}
          error={errorOf(errors, "name")}
        />
        <Button tone="secondary">Search</Button>
      </form>
      {found?.residents.length === 0 && (
        <EmptyState title={`Nobody confirmed here is called “${name}”`}>Try a shorter part of the name.</EmptyState>
      )}
      {found?.residents.map((home) => {
        const isTyped = typedText(typed.claim) === home.claimId;
        return (
          <Card
            key={home.claimId}
            title={home.name}
            headingLevel={2}
            meta={`${home.ward}, confirmed on ${home.confirmedOn}`}
          >
            {home.id === ownId ? (
              <p>This is your own home. You end it on your account page.</p>
            ) : (
              <form method="post">
                <Hidden name="claim" value={home.claimId} />
                <Hidden name="name" value={name} />
                <TextArea
                  name="reason"
                  id={`reason-${home.claimId}`}
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
      {found?.hasMore && <p className="govuk-body">More people are called so. Type more of the name.</p>}
    </Main>
  );
}
