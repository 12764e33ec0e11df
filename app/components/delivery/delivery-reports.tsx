import { hidingGrounds } from "~/domain/act/s38-commitments";
import type { CommitmentPage, ReportView } from "~/domain/response/delivery-view";
import { people } from "~/domain/time/words";
import { deliveryLimits } from "~/forms/evidence";
import { errorOf, typedText } from "~/forms/typed";
import { RulingHint } from "../act/ruling-hint";
import { Details } from "../content/details";
import { EmptyState } from "../content/empty-state";
import { InsetText } from "../content/inset-text";
import { Tag } from "../content/tag";
import { type FormState, textOf, unsent } from "../council/form-state";
import { Button } from "../forms/button";
import { Checkboxes } from "../forms/checkboxes";
import { Hidden } from "../forms/hidden";
import { Radios } from "../forms/radios";
import { TextArea } from "../forms/text-area";
import { TextInput } from "../forms/text-input";
import { Passage } from "../proposal/passage";
import { EvidenceFields } from "./evidence-fields";
import { EvidenceFiles } from "./evidence-files";

/** What residents say of a commitment, with the forms of whoever may report, answer or hide. */
export function DeliveryReports({
  page,
  state,
  signInHref,
}: {
  page: CommitmentPage;
  state: FormState;
  signInHref: string;
}) {
  const { reports, counts, reader } = page;
  return (
    <section aria-labelledby="reports">
      <h2 className="govuk-heading-m" id="reports">
        What residents say
      </h2>
      {reports.length === 0 ? (
        <EmptyState headingLevel={3} title="Nobody has reported yet">
          People who live in the parish can say here that it is done, or that it is not done where they are, with a
          picture.
        </EmptyState>
      ) : (
        <p className="govuk-body">
          {[
            counts.done > 0 && `${people(counts.done, "resident says", "residents say")} that it is done`,
            counts.notDone > 0 &&
              `${people(counts.notDone, "resident says", "residents say")} that it is not done where they are`,
          ]
            .filter(Boolean)
            .join(", ") || "What was reported is hidden"}
          .
          {counts.hidden.map(({ by, count }) => (
            <span key={by}>
              {" "}
              {people(count, "of these reports is", "of these reports are")} hidden
              {by && (
                <>
                  , by <span dir="auto">{by}</span>
                </>
              )}
              .
            </span>
          ))}
        </p>
      )}
      {reports.map((one) => (
        <Report key={one.id} report={one} page={page} state={state} />
      ))}
      {reader.report?.holds && <ReportForm page={page} state={state} />}
      {reader.report && !reader.report.holds && (
        <p>
          <RulingHint ruling={reader.report} />
        </p>
      )}
      {!reader.isSignedIn && (
        <p className="govuk-body">
          <a href={signInHref}>Sign in</a> to report, if you live in the parish.
        </p>
      )}
    </section>
  );
}

function Report({ report, page, state }: { report: ReportView; page: CommitmentPage; state: FormState }) {
  const isHidden = report.hiddenWords !== null;
  return (
    <article className="card argument" id={`report-${report.id}`}>
      <p className="card__above">
        <Tag text={report.isDone ? "Done" : "Not done here"} colour={report.isDone ? "green" : "orange"} />
      </p>
      {isHidden ? (
        <p dir="auto">
          <em>{report.hiddenWords}</em>
        </p>
      ) : (
        <Passage text={report.text} />
      )}
      {report.file && <EvidenceFiles files={[report.file]} />}
      <p className="argument__by">
        <span dir="auto">{report.author}</span> · {report.when}
      </p>
      {report.answer && (
        <InsetText>
          <p dir="auto">{report.answer.text}</p>
          <p className="govuk-body-s">
            {report.answer.by}, {report.answer.when}
            {report.answer.isBeforeChange && ". The report was changed after that."}
          </p>
        </InsetText>
      )}
      {page.reader.mayAnswer && !isHidden && (
        <ThingForm
          id={report.id}
          summary={report.answer ? "Answer it anew" : "Answer this"}
          field="answer"
          label="The answer, which everybody will read"
          button="Publish the answer"
          state={state}
        />
      )}
      {page.reader.mayHide && !isHidden && (
        <ThingForm
          id={report.id}
          summary="Hide this"
          hasPicture={report.file !== null && report.file.hiddenWords === null}
          field="reason"
          label="The reason, which everybody will read"
          button="Hide it"
          state={state}
        />
      )}
      {page.reader.mayShow && isHidden && <ShowAgain id={report.id} what="Show this again" />}
      {page.reader.mayShow && report.file && report.file.hiddenWords !== null && (
        <ShowAgain id={report.file.id} what="Show the picture again" />
      )}
    </article>
  );
}

/** The form that shows something again that was hidden. */
export function ShowAgain({ id, what }: { id: string; what: string }) {
  return (
    <form method="post">
      <Hidden name="shown" value={id} />
      <Button name="intent" value="show" tone="secondary">
        {what}
      </Button>
    </form>
  );
}

const groundOptions = Object.entries(hidingGrounds).map(([value, label]) => ({ value, label }));

/** The form that hides or answers one thing of a page. */
export function ThingForm({
  id,
  summary,
  field,
  label,
  button,
  state,
  hasPicture = false,
}: {
  id: string;
  summary: string;
  /** Whether it is a report with a picture, which can be hidden for itself. */
  hasPicture?: boolean;
  field: "answer" | "reason";
  label: string;
  button: string;
  state: FormState;
}) {
  const intent = field === "answer" ? "answer" : "hide";
  const isBack = state.typed.shown === id && state.typed.intent === intent;
  return (
    <Details summary={summary} isOpen={isBack}>
      <form method="post" noValidate>
        <Hidden name="shown" value={id} />
        {intent === "hide" && (
          <Radios
            id={isBack ? "ground" : `ground-${id}`}
            name="ground"
            label="Why is it hidden?"
            hint="That somebody does not like it is no reason. A hidden report still counts, and its author is told."
            options={groundOptions}
            value={isBack ? typedText(state.typed.ground) : ""}
            error={isBack ? errorOf(state.errors, "ground") : undefined}
          />
        )}
        <TextInput
          // The field of the form that came back carries the plain name, so that the error summary's link reaches it.
          id={isBack ? field : `${field}-${id}`}
          name={field}
          label={label}
          value={isBack ? typedText(state.typed[field]) : ""}
          error={isBack ? errorOf(state.errors, field) : undefined}
        />
        {hasPicture && (
          <Checkboxes
            id={isBack ? "picture" : `picture-${id}`}
            name="picture"
            label="Its picture"
            hint="The picture goes with the report. Others may have sent the very same one, or may send it later."
            options={[{ value: "yes", label: "Hide the picture whoever sends it" }]}
            value={isBack && state.typed.picture ? ["yes"] : []}
          />
        )}
        <Button name="intent" value={intent} tone="secondary">
          {button}
        </Button>
      </form>
    </Details>
  );
}

function ReportForm({ page, state }: { page: CommitmentPage; state: FormState }) {
  const { mine } = page.reader;
  const own = state.typed.intent === "report" ? state : unsent;
  return (
    <form method="post" encType="multipart/form-data" noValidate>
      <Radios
        {...textOf(own, "verdict", mine ? (mine.isDone ? "done" : "not_done") : "")}
        label={mine ? "Change your report" : "Report on it"}
        labelSize="s"
        hint="Your name stands beside it. You can change it as often as things change."
        options={[
          { value: "done", label: "It is done" },
          { value: "not_done", label: "It is not done here" },
        ]}
      />
      <TextArea
        {...textOf(own, "report", mine?.text ?? "")}
        label="What have you seen, and where?"
        labelSize="s"
        rows={4}
        maxCharacters={deliveryLimits.report.max}
      />
      {mine?.hasFile && <p className="govuk-body-s">Your picture stays unless you send another.</p>}
      <EvidenceFields state={own} kinds="pictures" />
      <Button name="intent" value="report">
        {mine ? "Change my report" : "Publish my report"}
      </Button>
    </form>
  );
}
