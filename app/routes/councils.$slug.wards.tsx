import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { findCouncil, listWards, refusedTo, setElectorate } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { SectionLinks } from "~/components/act/section-links";
import { EmptyState } from "~/components/content/empty-state";
import { NotificationBanner } from "~/components/content/notification-banner";
import { Table } from "~/components/content/table";
import { Button } from "~/components/forms/button";
import { DateInput } from "~/components/forms/date-input";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { TextInput } from "~/components/forms/text-input";
import { BackLink } from "~/components/page-shell/back-link";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { may } from "~/domain/permissions/may";
import { number, people } from "~/domain/time/words";
import { electorateForm } from "~/forms/people";
import { errorOf, typedDateParts, typedText } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled("Electorates of wards");

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const allowed = may(actor, "ward.set_electorate", { councilId: council.id });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  const asked = new URL(request.url).searchParams;
  const wards = await listWards(app.db, council.id);
  const ward = asked.get("ward") ? (wards.find((one) => one.gss === asked.get("ward")) ?? null) : null;
  if (asked.get("ward") && !ward)
    throwRefused({ code: "not_found", message: "There is no such ward at this council." });
  const saved = wards.find((one) => one.gss === asked.get("saved"))?.name ?? null;
  return { council, wards, ward, saved };
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const read = readForm(electorateForm, await formOf(request));
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const outcome = await setElectorate(context.app.context, context.actor, read.value);
  if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
  return redirect(`/councils/${params.slug}/wards?saved=${encodeURIComponent(read.value.ward)}`);
}

export default function WardsPage() {
  const { council, wards, ward, saved } = useLoaderData<typeof loader>();
  const base = `/councils/${council.slug}`;
  if (ward) return <WardForm ward={ward} base={base} />;
  const missing = wards.filter((one) => one.electorate === null).length;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: "Councils", href: "/councils" },
            { text: council.name, href: base },
            { text: "Electorates of wards" },
          ]}
        />
      }
    >
      {saved && <NotificationBanner tone="success" heading={`The electorate of ${saved} is saved.`} />}
      <PageHeading
        title="Electorates of wards"
        lead={
          missing === 0
            ? "Every ward has a figure."
            : `${people(missing, "ward has", "wards have")} no figure yet, so no parish can gather support there.`
        }
      >
        The number of supporters that a parish needs follows from these figures. <SectionLinks sections={["s8"]} />
      </PageHeading>
      {wards.length === 0 ? (
        <EmptyState title="Wards will be listed here">Nobody has loaded the wards of this council yet.</EmptyState>
      ) : (
        <Table
          caption="Wards"
          isCaptionHidden
          columns={[
            { heading: "Ward" },
            { heading: "Electorate", isNumeric: true },
            { heading: "Source" },
            { heading: "Change" },
          ]}
          rows={wards.map((one) => ({
            key: one.gss,
            cells: [
              one.name,
              one.electorate === null ? "Not known yet" : number(one.electorate),
              [one.source, one.on].filter(Boolean).join(", "),
              <a key="change" href={`${base}/wards?ward=${one.gss}`}>
                {one.electorate === null ? "Set" : "Change"}
                <span className="govuk-visually-hidden"> the electorate of {one.name}</span>
              </a>,
            ],
          }))}
        />
      )}
    </Main>
  );
}

interface WardFormProps {
  ward: {
    gss: string;
    name: string;
    electorate: number | null;
    source: string;
    onParts: { day: string; month: string; year: string };
  };
  base: string;
}

function WardForm({ ward, base }: WardFormProps) {
  const answered = useActionData<typeof action>();
  const errors = answered?.errors ?? [];
  const typed = answered?.typed ?? {};
  const dateError = errors.find((error) => error.field === "on" || error.field.startsWith("on."))?.message;
  const shown = errors.map((error) => (error.field.startsWith("on.") ? { ...error, field: "on" } : error));
  const summary = shown.filter((error, index) => shown.findIndex((one) => one.message === error.message) === index);
  return (
    <Main before={<BackLink href={`${base}/wards`} text="Electorates of wards" />}>
      <ErrorSummary errors={summary} />
      <PageHeading caption={ward.name} title="Electorate" />
      <form method="post" action={`${base}/wards?ward=${ward.gss}`}>
        <Hidden name="ward" value={ward.gss} />
        <TextInput
          name="electorate"
          label="How many people may vote in council elections here?"
          inputMode="numeric"
          widthCharacters={10}
          value={typedText(typed.electorate, ward.electorate === null ? "" : String(ward.electorate))}
          error={errorOf(errors, "electorate")}
        />
        <TextInput
          name="source"
          label="Where does the figure come from?"
          hint="For example: register of electors, monthly update. It is published with the figure."
          value={typedText(typed.source, ward.source)}
          error={errorOf(errors, "source")}
        />
        <DateInput
          name="on"
          label="For which day was it true?"
          hint="For example, 1 12 2025."
          value={typedDateParts(typed, "on", ward.onParts)}
          error={dateError}
        />
        <Button>Save</Button>
      </form>
    </Main>
  );
}
