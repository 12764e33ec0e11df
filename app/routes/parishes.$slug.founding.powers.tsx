import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loadCharterStep, saveCharterStep } from "#server/http/charter-step";
import { RulingPanel } from "~/components/act/ruling-panel";
import { SectionLinks } from "~/components/act/section-links";
import { Checkboxes } from "~/components/forms/checkboxes";
import { AskedElsewhere } from "~/components/parish/asked-elsewhere";
import { CharterStepPage, charterStepTitle } from "~/components/parish/charter-step-page";
import { tickedOr } from "~/components/parish/typed-values";
import { errorOf } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>(charterStepTitle);

export function loader(args: LoaderFunctionArgs) {
  return loadCharterStep(args, "powers");
}

export function action(args: ActionFunctionArgs) {
  return saveCharterStep(args, "powers");
}

export default function PowersPage() {
  const page = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const { fields } = page;
  const error = errorOf(answered?.errors ?? [], "catalogueIds");
  return (
    <CharterStepPage
      {...page}
      answered={answered}
      sections={["s13", "s14", "s7"]}
      lead="Choose what the parish needs for its priority actions and no more. The council decides on each power by itself. On the next page you say what each is to cover."
    >
      {fields.overlaps.map((ruling) => (
        <RulingPanel key={ruling.sentence} ruling={ruling} heading="Another parish holds this power" />
      ))}
      <AskedElsewhere parishes={fields.askedElsewhere} />
      {fields.tiers.map((tier, index) => (
        <Checkboxes
          key={tier.id}
          // The first group carries the field's own name, so that the error summary's link reaches it.
          id={index === 0 ? "catalogueIds" : `catalogueIds-${tier.id}`}
          name="catalogueIds"
          label={`Tier ${tier.id}: ${tier.name.toLowerCase()}`}
          labelSize="m"
          hint={tier.text}
          options={tier.powers}
          value={tickedOr(answered?.typed, "catalogueIds", fields.chosen)}
          error={index === 0 ? error : undefined}
        />
      ))}
      <h2 className="govuk-heading-m">Not available</h2>
      <p className="govuk-body">
        A council can never give these to a parish. <SectionLinks sections={["s14"]} />
      </p>
      <ul className="govuk-list govuk-list--bullet">
        {fields.never.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </CharterStepPage>
  );
}
