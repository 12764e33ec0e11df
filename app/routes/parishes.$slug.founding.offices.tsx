import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loadCharterStep, saveCharterStep } from "#server/http/charter-step";
import { InsetText } from "~/components/content/inset-text";
import { Select } from "~/components/forms/select";
import { CharterStepPage, charterStepTitle } from "~/components/parish/charter-step-page";
import { typedOr } from "~/components/parish/typed-values";
import { errorOf } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>(charterStepTitle);

export function loader(args: LoaderFunctionArgs) {
  return loadCharterStep(args, "offices");
}

export function action(args: ActionFunctionArgs) {
  return saveCharterStep(args, "offices");
}

export default function OfficesPage() {
  const page = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const { fields, parish } = page;
  const errors = answered?.errors ?? [];
  const options = [{ value: "", text: "Choose a founder" }, ...fields.founders];
  return (
    <CharterStepPage
      {...page}
      answered={answered}
      sections={["s5", "s53"]}
      lead="The convenor keeps the parish lawful and on time. The deputy acts when the convenor cannot. Both are founders, and their names are public."
    >
      {fields.founders.length < 2 && (
        <InsetText>
          <p>
            You are the only founder so far.{" "}
            <a href={`/parishes/${parish.slug}/founding#founders`}>Ask others to join</a> first.
          </p>
        </InsetText>
      )}
      <Select
        name="convenorId"
        label="Who will be the convenor?"
        options={options}
        value={typedOr(answered?.typed, "convenorId", fields.convenorId)}
        error={errorOf(errors, "convenorId")}
      />
      <Select
        name="deputyId"
        label="Who will be the deputy?"
        options={options}
        value={typedOr(answered?.typed, "deputyId", fields.deputyId)}
        error={errorOf(errors, "deputyId")}
      />
    </CharterStepPage>
  );
}
