import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import {
  getOutcome,
  type Imported,
  importMeasurements,
  measureOutcome,
  type Outcome,
  refused,
  reviewOutcome,
} from "#server/container";
import { formOf, readForm, type Typed } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { RulingHint } from "~/components/act/ruling-hint";
import { RulingPanel } from "~/components/act/ruling-panel";
import { SectionLinks } from "~/components/act/section-links";
import { Details } from "~/components/content/details";
import { InsetText } from "~/components/content/inset-text";
import { SummaryList } from "~/components/content/summary-list";
import { Table } from "~/components/content/table";
import { OutcomeForm } from "~/components/council/delivery-forms";
import { dateOf, type FormState, textOf, unsent } from "~/components/council/form-state";
import { Button } from "~/components/forms/button";
import { DateInput } from "~/components/forms/date-input";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { TextArea } from "~/components/forms/text-area";
import { TextInput } from "~/components/forms/text-input";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { MeasureChart } from "~/components/parish/measure-chart";
import { Passage } from "~/components/proposal/passage";
import { dayInWords, number, people } from "~/domain/time/words";
import { listSchema, outcomeMeasurementSchema, outcomeSchema } from "~/forms/outcome";
import { proposalNumber } from "~/forms/proposal";
import { typedText } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `What came of ${data?.page.proposal.title ?? "a decision"}`);

async function pageOf({ context, params }: LoaderFunctionArgs | ActionFunctionArgs) {
  const { app, actor } = context;
  const which = proposalNumber(params.number);
  const place = { parishSlug: params.slug ?? "", number: which ?? 0 };
  const page = which === null ? null : await getOutcome(app.db, actor, place, await app.now());
  if (!page) throwRefused({ code: "not_found", message: "There is no decision at this address." });
  return page;
}

export async function loader(args: LoaderFunctionArgs) {
  return { page: await pageOf(args) };
}

/** What would become of each line of a list, and the list itself, to be sent again. */
interface Preview extends FormState {
  refused: null;
  preview: Imported;
}

export async function action(args: ActionFunctionArgs) {
  const { app, actor } = args.context;
  const page = await pageOf(args);
  const form = await formOf(args.request);
  const proposalId = page.proposal.id;
  const address = `/parishes/${page.parish.slug}/proposals/${page.proposal.number}/review`;
  const answer = (outcome: Outcome<unknown>, typed: Typed) =>
    outcome.ok ? redirect(address) : refusal(outcome.refused, typed);

  switch (form.get("intent")) {
    case "measure": {
      const read = readForm(outcomeMeasurementSchema, form);
      if (!read.ok) return refusal(read.refused, read.typed);
      return answer(await measureOutcome(app.context, actor, { proposalId, figure: read.value }), read.typed);
    }
    case "preview":
    case "import": {
      const isPreview = form.get("intent") === "preview";
      const read = readForm(listSchema, form);
      if (!read.ok) return refusal(read.refused, read.typed);
      const outcome = await importMeasurements(app.context, actor, { proposalId, csv: read.value.csv, isPreview });
      if (!outcome.ok || !isPreview) return answer(outcome, read.typed);
      return data<Preview>({ refused: null, errors: [], typed: read.typed, preview: outcome.value });
    }
    case "review": {
      const read = readForm(outcomeSchema, form);
      if (!read.ok) return refusal(read.refused, read.typed);
      const dutyId = page.reader.review?.dutyId;
      if (!dutyId) return refusal(refused("not_allowed", whoReviews).refused, read.typed);
      return answer(await reviewOutcome(app.context, actor, { dutyId, ...read.value }), read.typed);
    }
    default:
      return refusal(refused("invalid", "Choose what to do on this page. Nothing was changed.").refused, {});
  }
}

const whoReviews = "This is reviewed by an officer or a councillor of this council, once.";

function refusal(...facts: Parameters<typeof answerRefused>) {
  return answerRefused(...facts);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>["page"];

export default function OutcomePage() {
  const { page } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const state: FormState = answered ?? unsent;
  const preview = answered && "preview" in answered ? answered.preview : null;
  const { parish, proposal, review, reader } = page;
  const base = `/parishes/${parish.slug}`;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: parish.name, href: base },
            { text: proposal.title, href: `${base}/proposals/${proposal.number}` },
            { text: "What came of it" },
          ]}
        />
      }
    >
      <ErrorSummary errors={[...state.errors]} />
      {answered?.refused?.ruling && <RulingPanel ruling={answered.refused.ruling} heading="What the Act says" />}
      <PageHeading caption={proposal.title} title="What came of it" lead={page.standing || undefined}>
        What is measured, from where to where, and on which day were fixed when the decision passed.{" "}
        <SectionLinks sections={["s39"]} />
      </PageHeading>
      {review && (
        <section aria-labelledby="review">
          <h2 className="govuk-heading-m" id="review">
            The review of {page.council}
          </h2>
          <SummaryList
            rows={[
              { key: "Outcome", value: review.outcome },
              { key: "What was measured", value: <span dir="auto">{review.measured}</span> },
              { key: "What was found", value: <Passage text={review.finding} /> },
              { key: "Reviewed", value: `${review.at}, by ${review.by}` },
              { key: "Figures by then", value: number(review.figures) },
            ]}
          />
        </section>
      )}
      <MeasureChart figures={page.figures} headingLevel={2} of="Decision" />
      {preview && <ImportPreview preview={preview} csv={typedText(state.typed.csv)} />}
      {reader.measure?.holds && <MeasureForms state={state} />}
      {reader.measure && !reader.measure.holds && (
        <p>
          <RulingHint ruling={reader.measure} />
        </p>
      )}
      {reader.review && <ReviewForm page={page} state={state} />}
    </Main>
  );
}

function ReviewForm({ page, state }: { page: Page; state: FormState }) {
  return (
    <section aria-labelledby="publish">
      <h2 className="govuk-heading-m" id="publish">
        Publish the review
      </h2>
      {page.reader.review?.isDue ? (
        <OutcomeForm state={state} measure={page.figures.measure} />
      ) : (
        <InsetText>{page.standing}</InsetText>
      )}
    </section>
  );
}

function MeasureForms({ state }: { state: FormState }) {
  const { intent } = state.typed;
  return (
    <>
      <Details summary="Add what was measured" isOpen={intent === "measure"}>
        <form method="post" noValidate>
          <DateInput {...dateOf(state, "measuredOn")} label="On which day?" hint="For example, 27 3 2027" />
          <TextInput
            {...textOf(state, "value")}
            label="The figure"
            hint="A number. To put a mistake right, add the right figure for the same day."
            inputMode="decimal"
            widthCharacters={10}
          />
          <TextInput {...textOf(state, "source")} label="Where the figure comes from" />
          <Button name="intent" value="measure" tone="secondary">
            Add the figure
          </Button>
        </form>
      </Details>
      <Details summary="Add a list of figures" isOpen={intent === "preview" || intent === "import"}>
        <form method="post" noValidate>
          <TextArea
            {...textOf(state, "csv")}
            label="The list"
            rows={8}
            hint="One figure a line, as CSV: date, value, source. For example: 2027-03-27, 12, Counted by the school"
          />
          <Button name="intent" value="preview" tone="secondary">
            Check the list
          </Button>
        </form>
      </Details>
    </>
  );
}

function ImportPreview({ preview, csv }: { preview: Imported; csv: string }) {
  const bad = preview.lines.filter((line) => line.figure === null).length;
  return (
    <section aria-labelledby="preview">
      <h2 className="govuk-heading-m" id="preview">
        {people(preview.added, "figure", "figures")} can be added
      </h2>
      <p className="govuk-body">
        {preview.known > 0 && `${people(preview.known, "line is", "lines are")} there already or given twice. `}
        {bad > 0 && `${people(bad, "line", "lines")} cannot be read and will be left out. `}
        Nothing is saved yet.
      </p>
      {preview.added > 0 && (
        <form method="post">
          <Hidden name="csv" value={csv} />
          <Button name="intent" value="import">
            Add {people(preview.added, "figure", "figures")}
          </Button>
        </form>
      )}
      <Table
        caption="The list, line by line"
        columns={[{ heading: "Line" }, { heading: "What it says" }, { heading: "Result" }]}
        rows={preview.lines.map((line) => ({
          key: String(line.line),
          cells: [
            number(line.line),
            line.figure
              ? `${dayInWords(line.figure.measuredOn)}: ${number(line.figure.value)}, ${line.figure.source}`
              : line.cells,
            line.figure ? "Can be added" : line.problem,
          ],
        }))}
      />
    </section>
  );
}
