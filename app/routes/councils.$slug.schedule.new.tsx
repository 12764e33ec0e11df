import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { checkSchedule, getSchedule, makeSchedule, refusedTo } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { figureWords } from "~/components/act/figure-words";
import { RulingPanel } from "~/components/act/ruling-panel";
import { ScheduleStatementView } from "~/components/council/schedule-statement";
import { Button } from "~/components/forms/button";
import { ButtonGroup } from "~/components/forms/button-group";
import { DateInput } from "~/components/forms/date-input";
import { ErrorSummary } from "~/components/forms/error-summary";
import { TextArea } from "~/components/forms/text-area";
import { TextInput } from "~/components/forms/text-input";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { parameters } from "~/domain/act/act";
import { mayBeFraction } from "~/domain/act/section";
import { addMonths, civilDateOf } from "~/domain/time/civil";
import { reasonLimit, scheduleForm } from "~/forms/schedule";
import { errorOf, typedDateParts, typedText } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((page) => `Change the schedule of ${page?.council.name ?? "a council"}`);

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const now = await app.now();
  const schedule = await getSchedule(app.db, params.slug ?? "", actor, now);
  if (!schedule) throwRefused({ code: "not_found", message: "There is no council at this address." });
  if (!schedule.allowed.holds) throwRefused(refusedTo(actor, schedule.allowed).refused);
  const [year = "", month = "", day = ""] = addMonths(civilDateOf(now), 1).split("-");
  const { council, groups } = schedule;
  return {
    council,
    groups: groups.map((group) => ({
      ...group,
      parameters: group.parameters.map((one) => ({ ...one, isFraction: mayBeFraction(one) })),
    })),
    inAMonth: { day, month, year },
    reasonLimit,
  };
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const council = params.slug ?? "";
  const form = await formOf(request);
  const read = readForm(scheduleForm, form);
  if (!read.ok) return answerRefused({ ...read.refused, section: "s51" }, read.typed);
  const { figures, commencesOn, reason } = read.value;
  const input = { council, parameters: figures, commencesOn, reason };
  if (form.get("intent") === "make") {
    const outcome = await makeSchedule(app.context, actor, input);
    if (outcome.ok) return redirect(`/councils/${council}/schedule?made=${outcome.value.version}`);
    return answerRefused(atFigures(outcome.refused), read.typed);
  }
  const outcome = await checkSchedule(app.context, actor, input);
  if (!outcome.ok) return answerRefused(atFigures(outcome.refused), read.typed);
  return data({ refused: null, errors: [], typed: read.typed, checked: outcome.value });
}

/** A refusal about a figure stands beside its box. */
function atFigures<Refusal extends { errors?: { field: string; message: string }[] }>(refusal: Refusal): Refusal {
  const names = new Set(parameters.map(({ name }) => name));
  const errors = refusal.errors?.map((error) =>
    names.has(error.field) ? { ...error, field: `figures.${error.field}` } : error,
  );
  return { ...refusal, errors };
}

export default function NewSchedulePage() {
  const { council, groups, inAMonth, reasonLimit: limit } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? [];
  const typed = answer?.typed ?? null;
  const checked = answer && "checked" in answer ? answer.checked : null;
  const base = `/councils/${council.slug}`;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: council.name, href: base },
            { text: "Schedule", href: `${base}/schedule` },
            { text: "Put forward a change" },
          ]}
        />
      }
    >
      <ErrorSummary errors={errors} />
      <PageHeading
        title="Put forward a change of the schedule"
        caption={council.name}
        lead="Change the figures that are to be different. What was decided before stays as it was, and votes and proposals keep the figures they began with."
      />
      {checked && (
        <section className="card" aria-labelledby="statement">
          <h2 className="govuk-heading-m" id="statement">
            What would be published with it
          </h2>
          <ul className="govuk-list govuk-list--bullet">
            {checked.statement.changes.map((change) => (
              <li key={change.parameter}>{changeWords(groups, change)}</li>
            ))}
          </ul>
          <ScheduleStatementView statement={checked.statement} council={council.slug} />
          <RulingPanel ruling={checked.ruling} headingLevel={3} heading="It may be made." />
        </section>
      )}
      <form method="post" noValidate>
        {groups.map((group) => (
          <section key={group.id} aria-labelledby={`group-${group.id}`}>
            <h2 className="govuk-heading-m" id={`group-${group.id}`}>
              <a href={`/act/${group.id}`}>Section {group.number}</a>: {group.title}
            </h2>
            {group.parameters.map((one) => (
              <TextInput
                key={one.name}
                name={`figures.${one.name}`}
                label={one.meaning}
                hint={`From ${one.min} to ${figureWords({ value: one.max, unit: one.unit })}. The Act’s own figure is ${one.default}. ${one.precedent}`}
                value={typedText(typed?.[`figures.${one.name}`], String(one.newest))}
                inputMode={one.isFraction ? "decimal" : "numeric"}
                widthCharacters={5}
                suffix={one.unit}
                error={errorOf(errors, `figures.${one.name}`)}
              />
            ))}
          </section>
        ))}
        <h2 className="govuk-heading-m">When and why</h2>
        <DateInput
          name="commencesOn"
          label="On which day does it come into force?"
          hint="At the start of that day, which must be to come."
          value={typed ? typedDateParts(typed, "commencesOn") : inAMonth}
          error={
            errorOf(errors, "commencesOn") ?? errors.find(({ field }) => field.startsWith("commencesOn."))?.message
          }
        />
        <TextArea
          name="reason"
          label="Why does the council change it?"
          hint="Published with the version, with your name and post."
          maxCharacters={limit}
          value={typedText(typed?.reason)}
          error={errorOf(errors, "reason")}
        />
        <ButtonGroup>
          <Button name="intent" value="check" tone={checked ? "secondary" : "primary"}>
            See what it would have changed
          </Button>
          <Button name="intent" value="make" tone={checked ? "primary" : "secondary"}>
            Make this version
          </Button>
        </ButtonGroup>
      </form>
    </Main>
  );
}

type Groups = ReturnType<typeof useLoaderData<typeof loader>>["groups"];

function changeWords(groups: Groups, change: { parameter: string; from: number; to: number }): string {
  const one = groups.flatMap((group) => group.parameters).find(({ name }) => name === change.parameter);
  const unit = one?.unit ?? "";
  const meaning = one?.meaning ?? change.parameter;
  return `${meaning} ${figureWords({ value: change.to, unit })} instead of ${figureWords({ value: change.from, unit })}.`;
}
