import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { findCouncil, listAssisted, listSignable, listWards, refusedTo, registerAssisted } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { SectionLinks } from "~/components/act/section-links";
import { EmptyState } from "~/components/content/empty-state";
import { Table } from "~/components/content/table";
import { Button } from "~/components/forms/button";
import { Checkboxes } from "~/components/forms/checkboxes";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { Radios } from "~/components/forms/radios";
import { Select } from "~/components/forms/select";
import { TextInput } from "~/components/forms/text-input";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { may } from "~/domain/permissions/may";
import { assistedForm, identityChecks } from "~/forms/people";
import { errorOf, typedText } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled("Assisted residents");

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const allowed = may(actor, "resident.assist", { councilId: council.id });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  const now = await app.now();
  const [wards, assisted, signable] = await Promise.all([
    listWards(app.db, council.id),
    listAssisted(app.db, council.id),
    listSignable(app.db, council.id, now),
  ]);
  return {
    council,
    wards: wards.map(({ gss, name }) => ({ gss, name })),
    assisted,
    signable,
    request: crypto.randomUUID(),
  };
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const read = readForm(assistedForm, await formOf(request));
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const { age, another, ...typed } = read.value;
  const outcome = await registerAssisted(app.context, actor, {
    ...typed,
    councilId: council.id,
    isAged16: age,
    isAnother: another,
  });
  if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
  return redirect(`/councils/${council.slug}/residents/assisted/sheet/${outcome.value.personId}`);
}

export default function AssistedPage() {
  const { council, wards, assisted, signable, request } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const errors = answered?.errors ?? [];
  const typed = answered?.typed ?? {};
  const base = `/councils/${council.slug}`;
  const here = `${base}/residents/assisted`;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: "Councils", href: "/councils" },
            { text: council.name, href: base },
            { text: "Residents to confirm", href: `${base}/residents` },
            { text: "Assisted residents" },
          ]}
        />
      }
    >
      <ErrorSummary errors={errors} />
      <PageHeading title="Assisted residents" lead="For people without e-mail whom you see in person.">
        Nobody can sign in as them and nothing is sent to them. You vote for nobody. <SectionLinks sections={["s24"]} />
      </PageHeading>
      <h2 className="govuk-heading-m">Enter what was signed on paper</h2>
      {signable.length === 0 ? (
        <EmptyState title="Nothing can be signed now">
          Charters that gather support and proposals that look for seconders are listed here.
        </EmptyState>
      ) : (
        <ul className="govuk-list govuk-list--bullet">
          {signable.map((one) => (
            <li key={`${one.kind} ${one.id}`}>
              <a href={`${here}/sign/${one.kind}/${one.id}`}>{one.title}</a>
              {one.kind === "seconding" && ` in ${one.parish}`}
            </li>
          ))}
        </ul>
      )}
      <h2 className="govuk-heading-m">Register somebody</h2>
      <form method="post">
        <Hidden name="request" value={typedText(typed.request, request)} />
        <TextInput
          name="name"
          label="Name"
          hint="It is shown beside what they second."
          autoComplete="off"
          widthCharacters={30}
          value={typedText(typed.name)}
          error={errorOf(errors, "name")}
        />
        <Select
          name="ward"
          label="Ward where they live"
          value={typedText(typed.ward)}
          options={[{ value: "", text: "Choose a ward" }, ...wards.map((one) => ({ value: one.gss, text: one.name }))]}
          error={errorOf(errors, "ward")}
        />
        <Radios
          name="age"
          label="Are they 16 or over?"
          isInline
          value={typedText(typed.age)}
          options={[
            { value: "yes", label: "Yes" },
            { value: "no", label: "No" },
          ]}
          error={errorOf(errors, "age")}
        />
        <Radios
          name="check"
          label="How did you make sure who they are and where they live?"
          value={typedText(typed.check)}
          options={Object.entries(identityChecks).map(([value, label]) => ({ value, label }))}
          error={errorOf(errors, "check")}
        />
        {errorOf(errors, "another") && (
          <Checkboxes
            name="another"
            label="The same name"
            options={[{ value: "yes", label: "This is another person of that name" }]}
            error={errorOf(errors, "another")}
          />
        )}
        <Button>Register and confirm</Button>
      </form>
      <h2 className="govuk-heading-m">Registered in person</h2>
      {assisted.length === 0 ? (
        <p className="govuk-body">Nobody has been registered in person yet.</p>
      ) : (
        <Table
          caption="Residents registered in person"
          isCaptionHidden
          columns={[{ heading: "Name" }, { heading: "Ward" }, { heading: "Since" }, { heading: "To print" }]}
          rows={assisted.map((one) => ({
            key: one.id,
            cells: [
              one.name,
              one.ward,
              one.since,
              <a key="sheet" href={`${here}/sheet/${one.id}`}>
                What was entered<span className="govuk-visually-hidden"> for {one.name}</span>
              </a>,
            ],
          }))}
        />
      )}
    </Main>
  );
}
