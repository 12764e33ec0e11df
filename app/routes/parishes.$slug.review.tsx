import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import {
  addMeasurement,
  addReviewEvidence,
  commentOnReview,
  getReview,
  hideReviewComment,
  type Outcome,
  publishMidTermReview,
  refused,
} from "#server/container";
import { formOf, readForm, type Typed } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { RulingHint } from "~/components/act/ruling-hint";
import { RulingPanel } from "~/components/act/ruling-panel";
import { SectionLinks } from "~/components/act/section-links";
import { Details } from "~/components/content/details";
import { EmptyState } from "~/components/content/empty-state";
import { InsetText } from "~/components/content/inset-text";
import { StateTag } from "~/components/content/state-tag";
import { Table } from "~/components/content/table";
import { WarningText } from "~/components/content/warning-text";
import { dateOf, type FormState, textOf, unsent } from "~/components/council/form-state";
import { Button } from "~/components/forms/button";
import { DateInput } from "~/components/forms/date-input";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Select } from "~/components/forms/select";
import { TextArea } from "~/components/forms/text-area";
import { TextInput } from "~/components/forms/text-input";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { ReviewComments } from "~/components/parish/review-comments";
import { ReviewFiguresView } from "~/components/parish/review-figures";
import { Passage } from "~/components/proposal/passage";
import { dayInWords, number } from "~/domain/time/words";
import {
  commentHidingSchema,
  commentSchema,
  evidenceSchema,
  findingSchema,
  measurementSchema,
  reviewLimits,
  termInAddress,
} from "~/forms/review";
import { typedText } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `Review of ${data?.page.parish.name ?? "a parish"} at half time`);

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const asked = new URL(request.url).searchParams.get("term");
  const at = { slug: params.slug ?? "", termStartsOn: termInAddress(asked) };
  const page = await getReview(app.db, actor, at, await app.now());
  if (!page) throwRefused({ code: "not_found", message: "There is no review at this address." });
  return { page };
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const parishSlug = params.slug ?? "";
  const form = await formOf(request);
  const answer = (outcome: Outcome<unknown>, typed: Typed, place = "") =>
    outcome.ok ? redirect(`/parishes/${parishSlug}/review${place}`) : answerRefused(outcome.refused, typed);

  switch (form.get("intent")) {
    case "measure": {
      const read = readForm(measurementSchema, form);
      if (!read.ok) return answerRefused(read.refused, read.typed);
      const { action: priorityActionId, ...figure } = read.value;
      const input = { parishSlug, priorityActionId, ...figure };
      return answer(await addMeasurement(app.context, actor, input), read.typed, "#measures");
    }
    case "publish": {
      const read = readForm(findingSchema, form);
      if (!read.ok) return answerRefused(read.refused, read.typed);
      return answer(await publishMidTermReview(app.context, actor, { parishSlug, ...read.value }), read.typed);
    }
    case "evidence": {
      const read = readForm(evidenceSchema, form);
      if (!read.ok) return answerRefused(read.refused, read.typed);
      const input = { parishSlug, text: read.value.evidence };
      return answer(await addReviewEvidence(app.context, actor, input), read.typed, "#comments");
    }
    case "comment": {
      const read = readForm(commentSchema, form);
      if (!read.ok) return answerRefused(read.refused, read.typed);
      const input = { parishSlug, text: read.value.comment };
      return answer(await commentOnReview(app.context, actor, input), read.typed, "#comments");
    }
    case "hide": {
      const read = readForm(commentHidingSchema, form);
      if (!read.ok) return answerRefused(read.refused, read.typed);
      const { shown: commentId, reason } = read.value;
      const outcome = await hideReviewComment(app.context, actor, { parishSlug, commentId, reason });
      return answer(outcome, read.typed, `#comment-${commentId}`);
    }
    default:
      return answerRefused(refused("invalid", "Choose what to do on this page. Nothing was changed.").refused);
  }
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>["page"];

export default function ReviewPage() {
  const { page } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const state: FormState = answered ?? unsent;
  const { parish, term, standing, published } = page;
  const base = `/parishes/${parish.slug}`;
  const before = <Breadcrumbs items={[{ text: parish.name, href: base }, { text: "Review at half time" }]} />;
  if (!term) {
    return (
      <Main before={before}>
        <PageHeading caption={parish.name} title="Review at half time" />
        <EmptyState title="The review will be here" action={{ href: `${base}/charter`, text: "Read the charter" }}>
          When half of the term is over, the convenor publishes how each measure of the charter stands. The term begins
          once residents have approved the charter.
        </EmptyState>
      </Main>
    );
  }
  const figures = published?.figures ?? page.figures;
  return (
    <Main before={before}>
      <ErrorSummary errors={[...state.errors]} />
      {answered?.refused.ruling && <RulingPanel ruling={answered.refused.ruling} heading="What the Act says" />}
      <PageHeading
        above={<StateTag of="parish" state={parish.state} />}
        caption={parish.name}
        title="Review at half time"
        lead={published ? `Published ${published.atWords}, by ${published.by}.` : undefined}
      >
        Of the term that began on {term.startWords}. <SectionLinks sections={["s42"]} />
      </PageHeading>
      <TwoColumns aside={<Aside page={page} state={state} base={base} />}>
        {term.hasEnded && term.isPresent && (
          <InsetText>
            <p>
              This parish ended {term.sunsetWords}.{" "}
              {published ? "Its review" : "Its review was never published. What is known"} stays here to be read.
            </p>
          </InsetText>
        )}
        {standing?.outcome === "due" && !term.hasEnded && <WarningText>{standing.sentence}</WarningText>}
        {standing?.outcome === "not_due" && (
          <InsetText>
            <p>{standing.sentence} Until then this page shows how things stand now.</p>
          </InsetText>
        )}
        {published && (
          <section aria-labelledby="finding-heading">
            <h2 className="govuk-heading-m" id="finding-heading">
              What was found
            </h2>
            <Passage text={published.finding} />
            <p className="govuk-body">
              The figures below are those of that moment. They stand in the <a href={`${base}/minutes`}>minute book</a>{" "}
              too.
            </p>
          </section>
        )}
        {figures && <ReviewFiguresView figures={figures} slug={parish.slug} />}
        {page.measuredSince.length > 0 && <MeasuredSince page={page} />}
        <Comments page={page} state={state} base={base} />
      </TwoColumns>
    </Main>
  );
}

function MeasuredSince({ page }: { page: Page }) {
  return (
    <section aria-labelledby="since">
      <h2 className="govuk-heading-m" id="since">
        Measured since the review
      </h2>
      <Table
        caption="Measured since the review"
        isCaptionHidden
        columns={[
          { heading: "Measure" },
          { heading: "Day" },
          { heading: "Measured", isNumeric: true },
          { heading: "Where the figure comes from" },
        ]}
        rows={page.measuredSince.map(({ action, point }, index) => ({
          key: `${index} ${point.on}`,
          cells: [action, dayInWords(point.on), number(point.value), point.source],
        }))}
      />
    </section>
  );
}

function Comments({ page, state, base }: { page: Page; state: FormState; base: string }) {
  const { comments, reader, published, term } = page;
  const isAsked = published !== null && term?.isPresent && !term.hasEnded && !reader.isSignedIn;
  if (comments.length === 0 && !published && !reader.addEvidence) return null;
  return (
    <section aria-labelledby="comments">
      <h2 className="govuk-heading-m" id="comments">
        Evidence and comments
      </h2>
      {comments.length === 0 && (
        <EmptyState headingLevel={3} title="Nobody has said anything yet">
          Evidence and comments will stand here in the order in which they come, with the name of whoever wrote them.
        </EmptyState>
      )}
      <ReviewComments comments={comments} mayHide={reader.mayHide} state={state} />
      {reader.comment?.holds && (
        <form method="post" noValidate>
          <TextArea
            {...textOf(state, "comment")}
            label="Comment on the review"
            labelSize="s"
            hint="Your name stands beside it."
            maxCharacters={reviewLimits.comment.max}
          />
          <Button name="intent" value="comment" tone="secondary">
            Add the comment
          </Button>
        </form>
      )}
      {reader.comment && !reader.comment.holds && (
        <p>
          <RulingHint ruling={reader.comment} />
        </p>
      )}
      {isAsked && (
        <p className="govuk-body">
          <a href={`/sign-in?to=${encodeURIComponent(`${base}/review`)}`}>Sign in</a> to comment. People who do not live
          here are marked as observers.
        </p>
      )}
    </section>
  );
}

function Aside({ page, state, base }: { page: Page; state: FormState; base: string }) {
  const { publish, measure, addEvidence } = page.reader;
  return (
    <>
      {publish?.holds && (
        <section aria-labelledby="publish">
          <h2 className="govuk-heading-m" id="publish">
            Publish the review
          </h2>
          <form method="post" noValidate>
            <TextArea
              {...textOf(state, "finding")}
              label="What have you found?"
              labelSize="s"
              hint="It is published with the figures on this page as they are then, and cannot be changed afterwards."
              maxCharacters={reviewLimits.finding.max}
            />
            <Button name="intent" value="publish">
              Publish the review
            </Button>
          </form>
        </section>
      )}
      {publish && !publish.holds && (
        <p>
          <RulingHint ruling={publish} />
        </p>
      )}
      {measure?.holds && page.actions.length > 0 && <MeasureForm page={page} state={state} />}
      {addEvidence?.holds && (
        <Details summary="Add evidence" isOpen={state.typed.intent === "evidence"}>
          <form method="post" noValidate>
            <TextArea
              {...textOf(state, "evidence")}
              label="The evidence, and where it comes from"
              hint="Your name and post stand beside it."
              maxCharacters={reviewLimits.comment.max}
            />
            <Button name="intent" value="evidence" tone="secondary">
              Add the evidence
            </Button>
          </form>
        </Details>
      )}
      <nav aria-labelledby="more">
        <h2 className="govuk-heading-m" id="more">
          More
        </h2>
        <ul className="link-list">
          {page.term && !page.term.isPresent && (
            <li>
              <a href={`${base}/review`}>Review of the present term</a>
            </li>
          )}
          {page.others.map((other) => (
            <li key={other.startsOn}>
              <a href={`${base}/review?term=${other.startsOn}`}>Review of the term that began on {other.words}</a>
            </li>
          ))}
          <li>
            <a href={`${base}/charter`}>Charter</a>
          </li>
          <li>
            <a href={`${base}/sunset`}>Sunset and every date</a>
          </li>
        </ul>
      </nav>
    </>
  );
}

function MeasureForm({ page, state }: { page: Page; state: FormState }) {
  return (
    <Details summary="Add what was measured" isOpen={state.typed.intent === "measure"}>
      <form method="post" noValidate>
        <Select
          name="action"
          label="What was measured?"
          value={typedText(state.typed.action) || null}
          error={textOf(state, "action").error}
          options={page.actions.map(({ id, name }) => ({ value: id, text: name }))}
        />
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
  );
}
