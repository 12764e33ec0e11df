import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loadCharterStep, saveCharterStep } from "#server/http/charter-step";
import { EmptyState } from "~/components/content/empty-state";
import { Fieldset } from "~/components/forms/fieldset";
import { Hidden } from "~/components/forms/hidden";
import { MoneyInput } from "~/components/forms/money-input";
import { TextArea } from "~/components/forms/text-area";
import { BackLink } from "~/components/page-shell/back-link";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { CharterStepPage, charterStepTitle } from "~/components/parish/charter-step-page";
import { typedOr } from "~/components/parish/typed-values";
import { errorOf } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>(charterStepTitle);

export function loader(args: LoaderFunctionArgs) {
  return loadCharterStep(args, "scopes");
}

export function action(args: ActionFunctionArgs) {
  return saveCharterStep(args, "scopes");
}

export default function ScopesPage() {
  const page = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const { powers } = page.fields;
  const errors = answered?.errors ?? [];
  if (powers.length === 0) {
    const base = `/parishes/${page.parish.slug}/founding`;
    return (
      <Main before={<BackLink href={base} text="Back to the task list" />}>
        <PageHeading caption={page.parish.name} title={page.title} />
        <EmptyState
          title="The powers you ask for will be listed here"
          action={{ href: `${base}/powers`, text: "Choose powers" }}
        />
      </Main>
    );
  }
  return (
    <CharterStepPage
      {...page}
      answered={answered}
      sections={["s12", "s13"]}
      lead="Say for each power which service and which streets it is to cover, and how much the parish wants to spend under it in a year."
    >
      {powers.map((power, index) => {
        const name = `scopes[${index}]`;
        return (
          <Fieldset key={power.catalogueId} legend={power.name} legendSize="m">
            <p className="govuk-hint">{power.about}</p>
            <Hidden name={`${name}.catalogueId`} value={power.catalogueId} />
            <TextArea
              name={`${name}.scope`}
              label="What is it to cover?"
              hint="For example, the verges along Mill Lane and Station Road."
              rows={3}
              value={typedOr(answered?.typed, `${name}.scope`, power.scope)}
              error={errorOf(errors, `${name}.scope`)}
            />
            <MoneyInput
              name={`${name}.budget`}
              label="Budget for a year, in pounds"
              hint="Leave it empty if the power needs no money."
              value={typedOr(answered?.typed, `${name}.budget`, power.budget)}
              error={errorOf(errors, `${name}.budget`)}
            />
          </Fieldset>
        );
      })}
    </CharterStepPage>
  );
}
