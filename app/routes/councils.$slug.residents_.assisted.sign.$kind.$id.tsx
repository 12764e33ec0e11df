import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import {
  enterPaperSeconder,
  enterPaperSupport,
  type FieldError,
  type FoundResidents,
  findCouncil,
  findResidents,
  findSignable,
  refusedTo,
} from "#server/container";
import { formOf, readForm, type Typed } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { NotificationBanner } from "~/components/content/notification-banner";
import { dateOf } from "~/components/council/form-state";
import { FoundPeople } from "~/components/council/found-people";
import { Button } from "~/components/forms/button";
import { DateInput } from "~/components/forms/date-input";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { TextInput } from "~/components/forms/text-input";
import { BackLink } from "~/components/page-shell/back-link";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { may } from "~/domain/permissions/may";
import { isIdentifier } from "~/domain/record/identifier";
import { people } from "~/domain/time/words";
import { paperSignatureForm } from "~/forms/people";
import { errorOf, typedText } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((page) =>
  page ? `Signed on paper: ${page.thing.title}` : "Signed on paper",
);

async function pageFor({ params, context }: Pick<LoaderFunctionArgs, "params" | "context">) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const { kind, id = "" } = params;
  const isKind = kind === "support" || (kind === "seconding" && isIdentifier(id));
  const assists = may(actor, "resident.assist", { councilId: council.id });
  if (!assists.holds) throwRefused(refusedTo(actor, assists).refused);
  const thing = isKind ? await findSignable(app.db, kind as "support" | "seconding", id, await app.now()) : null;
  if (!thing || thing.councilId !== council.id) {
    throwRefused({ code: "not_found", message: "There is nothing to sign at this address." });
  }
  const action = thing.kind === "support" ? "support.enter_paper" : "seconder.enter_paper";
  const allowed = may(actor, action, { councilId: council.id, parishId: thing.parish.id });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  return { council, thing };
}

export async function loader({ params, context }: LoaderFunctionArgs) {
  return pageFor({ params, context });
}

/** Names are searched in the form's body, so that no address or log holds them. */
export async function action({ params, context, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const { council, thing } = await pageFor({ params, context });
  const form = await formOf(request);
  const nothing = { done: "", found: null as FoundResidents | null, errors: [] as FieldError[], typed: {} as Typed };
  if (form.get("intent") === "sign") {
    const read = readForm(paperSignatureForm, form);
    if (!read.ok) return answerRefused(read.refused, read.typed);
    const signature = { personId: read.value.person, signedOn: read.value.signedOn ?? undefined };
    if (thing.kind === "support") {
      const outcome = await enterPaperSupport(app.context, actor, { slug: thing.id, ...signature });
      if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
      const words = people(outcome.value.supporters, "person supports", "people support");
      return data({ ...nothing, done: `Entered. ${words} the charter now.` });
    }
    const outcome = await enterPaperSeconder(app.context, actor, { proposalId: thing.id, ...signature });
    if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
    return data({
      ...nothing,
      done: `Entered. There are ${people(outcome.value.seconders, "seconder", "seconders")} now.`,
    });
  }
  const name = String(form.get("name") ?? "");
  const signed = signedDay(form);
  const outcome = await findResidents(app.context, actor, { councilId: council.id, wardIds: thing.wardIds, name });
  if (!outcome.ok) return answerRefused(outcome.refused, { name, ...signed });
  return data({ ...nothing, found: outcome.value, typed: { name, ...signed } as Typed });
}

const dayParts = ["day", "month", "year"] as const;

/** The day on the paper as it was typed, to go on with to each person who is found. */
function signedDay(form: FormData): Typed {
  return Object.fromEntries(dayParts.map((part) => [`signedOn.${part}`, String(form.get(`signedOn.${part}`) ?? "")]));
}

export default function SignPage() {
  const { council, thing } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const errors = answered?.errors ?? [];
  const done = answered && "done" in answered ? answered.done : "";
  const found = answered && "found" in answered ? answered.found : null;
  const typed = answered?.typed ?? {};
  const signedOn = dateOf({ errors, typed }, "signedOn");
  const what = thing.kind === "support" ? "Support" : "Seconding";
  return (
    <Main before={<BackLink href={`/councils/${council.slug}/residents/assisted`} text="Assisted residents" />}>
      <ErrorSummary errors={errors} />
      {done && <NotificationBanner tone="success" heading={done} />}
      <PageHeading caption={thing.parish.name} title={`${what} signed on paper`} lead={thing.title}>
        Enter only what a confirmed resident has signed. Your post and their name are kept with it.
      </PageHeading>
      <form method="post">
        <Hidden name="intent" value="find" />
        <TextInput
          name="name"
          label="Name on the paper"
          hint="Part of the name is enough. Searches are counted and logged."
          widthCharacters={30}
          value={typedText(typed.name)}
          error={errorOf(errors, "name")}
        />
        <DateInput
          {...signedOn}
          label="Day on the paper"
          labelSize="s"
          hint="Needed only for somebody who has taken their name off and signed again since. For example, 27 3 2027."
        />
        <Button tone="secondary">Find</Button>
      </form>
      {found && (
        <FoundPeople
          found={found}
          more={Object.fromEntries(Object.entries(signedOn.value).map(([part, text]) => [`signedOn.${part}`, text]))}
          intent="sign"
          act={thing.kind === "support" ? "Enter support of" : "Enter seconding by"}
        />
      )}
    </Main>
  );
}
