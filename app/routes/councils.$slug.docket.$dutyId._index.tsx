import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import {
  type Application,
  acknowledgeDuty,
  answerDecision,
  assignDuty,
  completeCharterReview,
  type DutyDesk,
  type DutyPage as DutyFacts,
  dateDuty,
  dropAnswerDraft,
  fillFromTemplate,
  findCouncil,
  getDuty,
  getDutyDesk,
  noteDuty,
  type Outcome,
  pauseDuty,
  recordProgress,
  refusedTo,
  removeNote,
  saveAnswerDraft,
} from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { RulingPanel } from "~/components/act/ruling-panel";
import { Card } from "~/components/content/card";
import { Details } from "~/components/content/details";
import { NotificationBanner } from "~/components/content/notification-banner";
import { SummaryList } from "~/components/content/summary-list";
import { Tag } from "~/components/content/tag";
import { AnswerForm } from "~/components/council/answer-form";
import { CharterRequests } from "~/components/council/charter-requests";
import { ClockArithmetic } from "~/components/council/clock-arithmetic";
import { ClockForms } from "~/components/council/clock-forms";
import { CouncilAnswer } from "~/components/council/council-answer";
import { BeginForm, PromiseForm } from "~/components/council/delivery-forms";
import { DutyClock } from "~/components/council/duty-clock";
import { AssignForm, DutyNotes } from "~/components/council/duty-desk";
import { type FormState, unsent } from "~/components/council/form-state";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import type { Answer } from "~/domain/act/s35-answer";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import {
  answerDaySchema,
  answerSchema,
  assignSchema,
  beginSchema,
  commitmentSchema,
  councilLimits,
  draftSchema,
  noteSchema,
  pauseSchema,
} from "~/forms/council";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => (data ? `${data.duty.title}, ${data.duty.parish.name}` : "Docket"));

const doneWords = {
  acknowledge: "The council has acknowledged this.",
  date: "The day of the answer is published.",
  pause: "The clock is stopped.",
  answer: "The answer is given.",
  begin: "It is recorded that work is under way.",
  promise: "The promise is made.",
  assign: "This is arranged.",
  note: "The note is kept.",
  unnote: "The note is removed.",
  draft: "The draft is saved.",
  preview: "The draft is saved.",
  drop: "The draft is thrown away.",
  finish: "The review of the charter is finished.",
  confirm: "The answer for this power is published.",
} as const;
type Intent = keyof typeof doneWords;

function isIntent(value: unknown): value is Intent {
  return typeof value === "string" && Object.hasOwn(doneWords, value);
}

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const allowed = may(actor, "docket.read", { councilId: council.id });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  const which = { councilSlug: council.slug, dutyId: params.dutyId ?? "" };
  const duty = await getDuty(app.db, which, actor, await app.now());
  if (!duty) throwRefused({ code: "not_found", message: "There is nothing like this on the docket." });
  const asked = new URL(request.url).searchParams;
  const done = asked.get("done");
  const desk = await getDutyDesk(
    app.db,
    {
      dutyId: duty.id,
      councilId: council.id,
      answers: answersAt(duty),
    },
    actor,
  );
  return { duty, desk, done: isIntent(done) ? doneWords[done] : null };
}

/** What the Act lets the council answer now; nothing where it is no decision or is answered. */
function answersAt(duty: DutyFacts): Answer[] {
  return duty.isAnswered ? [] : (duty.decision?.answers ?? []).map(({ value }) => value);
}

/** Puts a template's words to what stands in the form, and shows it again. Nothing is saved. */
async function fillForm({ context, params }: ActionFunctionArgs, form: FormData) {
  const { app, actor } = context;
  const which = { councilSlug: params.slug ?? "", dutyId: params.dutyId ?? "" };
  const read = readForm(draftSchema, form);
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const council = await findCouncil(app.db, which.councilSlug);
  const duty = council && (await getDuty(app.db, which, actor, await app.now()));
  if (!duty) throwRefused({ code: "not_found", message: "There is nothing like this on the docket." });
  const template = {
    dutyId: duty.id,
    councilId: council.id,
    answers: answersAt(duty),
    templateId: String(form.get("template")),
  };
  const filled = await fillFromTemplate(app.db, template, read.typed, actor);
  if (!filled.ok) return answerRefused(filled.refused, read.typed);
  return data<Filled>({ refused: null, errors: [], typed: filled.value.typed, filledFrom: filled.value.name });
}

interface Filled extends FormState {
  refused: null;
  filledFrom: string;
}

export async function action(args: ActionFunctionArgs) {
  const { context, params, request } = args;
  const { app, actor } = context;
  const form = await formOf(request);
  const intent = form.get("intent");
  if (intent === "fill") return fillForm(args, form);
  if (!isIntent(intent)) return answerRefused({ code: "invalid", message: "Use one of the buttons on the page." });
  const read = readIntent(intent, form);
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const outcome = await read.act(app, actor, params.dutyId ?? "");
  if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
  const page = `/councils/${params.slug}/docket/${params.dutyId}`;
  return redirect(intent === "preview" ? `${page}/preview` : `${page}?done=${intent}`);
}

/** A power has a page of its own. */
const confirmElsewhere = {
  refused: { code: "invalid" as const, message: "Open the power that you want to answer for." },
  typed: {},
};

type Act = (app: Application, actor: Actor, dutyId: string) => Promise<Outcome<object>>;

/** Reads the form of one button, and says which command it is for. */
function readIntent(intent: Intent, form: FormData) {
  switch (intent) {
    case "confirm":
      return { ok: false as const, ...confirmElsewhere };
    case "acknowledge":
      return asked({}, (app, actor, dutyId) => acknowledgeDuty(app.context, actor, { dutyId }));
    case "finish":
      return asked({}, (app, actor, dutyId) => completeCharterReview(app.context, actor, { dutyId }));
    case "assign": {
      const read = readForm(assignSchema, form);
      return read.ok
        ? asked(read.typed, (app, actor, dutyId) =>
            assignDuty(app.context, actor, { dutyId, personId: read.value.assignee }),
          )
        : read;
    }
    case "note": {
      const read = readForm(noteSchema, form);
      return read.ok
        ? asked(read.typed, (app, actor, dutyId) =>
            noteDuty(app.context, actor, { dutyId, noteId: read.value.noteId, text: read.value.note }),
          )
        : read;
    }
    case "unnote":
      return asked({}, (app, actor, dutyId) =>
        removeNote(app.context, actor, { dutyId, noteId: String(form.get("noteId")) }),
      );
    case "draft":
    case "preview": {
      const read = readForm(draftSchema, form);
      if (!read.ok) return read;
      const { intent: _intent, revision: _revision, template: _template, ...typed } = read.typed;
      return asked(read.typed, (app, actor, dutyId) =>
        saveAnswerDraft(app.context, actor, { dutyId, revision: read.value.revision, typed }),
      );
    }
    case "drop": {
      const read = readForm(draftSchema, form);
      return read.ok
        ? asked(read.typed, (app, actor, dutyId) =>
            dropAnswerDraft(app.context, actor, { dutyId, revision: read.value.revision }),
          )
        : read;
    }
    case "date": {
      const read = readForm(answerDaySchema, form);
      return read.ok
        ? asked(read.typed, (app, actor, dutyId) => dateDuty(app.context, actor, { dutyId, ...read.value }))
        : read;
    }
    case "pause": {
      const read = readForm(pauseSchema, form);
      return read.ok
        ? asked(read.typed, (app, actor, dutyId) => pauseDuty(app.context, actor, { dutyId, ...read.value }))
        : read;
    }
    case "answer": {
      const read = readForm(answerSchema, form);
      return read.ok
        ? asked(read.typed, (app, actor, dutyId) => answerDecision(app.context, actor, { dutyId, ...read.value }))
        : read;
    }
    case "begin": {
      const read = readForm(beginSchema, form);
      return read.ok
        ? asked(read.typed, (app, actor, dutyId) =>
            recordProgress(app.context, actor, { dutyId, progress: { step: "under_way", words: read.value.words } }),
          )
        : read;
    }
    case "promise": {
      const read = readForm(commitmentSchema, form);
      return read.ok
        ? asked(read.typed, (app, actor, dutyId) =>
            recordProgress(app.context, actor, { dutyId, progress: { step: "promised", commitment: read.value } }),
          )
        : read;
    }
  }
}

function asked(typed: FormState["typed"], act: Act) {
  return { ok: true as const, typed, act };
}

export default function DutyPage() {
  const { duty, desk, done } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const state: FormState = answered ?? unsent;
  const filledFrom = answered && "filledFrom" in answered ? answered.filledFrom : "";
  const base = `/councils/${duty.council.slug}`;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: duty.council.name, href: base },
            { text: "Docket", href: `${base}/docket` },
            { text: duty.title },
          ]}
        />
      }
    >
      <ErrorSummary errors={[...state.errors]} />
      {answered?.refused?.ruling && <RulingPanel ruling={answered.refused.ruling} heading="What the Act says" />}
      {done && !answered && <NotificationBanner tone="success" heading={done} />}
      <PageHeading caption={duty.parish.name} title={duty.title} lead={`Received on ${duty.received}.`}>
        <a href={duty.href}>{readWords[duty.kind]}</a>
      </PageHeading>
      {duty.kind !== "decision" || !duty.isAnswered ? (
        <>
          <DutyClock {...duty.clock} />
          <ClockArithmetic figures={duty.figures} counted={duty.counted} />
        </>
      ) : null}
      {desk && <AssignForm desk={desk} />}
      {duty.decision && !duty.isAnswered && <WhatWasDecided decision={duty.decision} />}
      {!duty.isAnswered && duty.mayAct && <ClockForms {...duty} state={state} />}
      {duty.decision && (
        <Decision duty={duty} desk={desk} decision={duty.decision} state={state} filledFrom={filledFrom} />
      )}
      {duty.charter && <Charter charter={duty.charter} mayAct={duty.mayAct} />}
      {duty.renewal && <Renewal renewal={duty.renewal} mayAct={duty.mayAct} />}
      {desk && <DutyNotes desk={desk} state={state} maxCharacters={councilLimits.note.max} />}
    </Main>
  );
}

function WhatWasDecided({ decision }: { decision: NonNullable<DutyFacts["decision"]> }) {
  return (
    <Details summary="What was decided">
      <SummaryList
        rows={[
          { key: "What changes", value: decision.change },
          { key: "Where", value: decision.place },
          { key: "From", value: decision.startsOn || "Not said" },
          { key: "Cost", value: decision.cost },
        ]}
      />
    </Details>
  );
}

/** What the answer form shows: what was typed and not taken or has a template added to it, else the draft. */
function answerState(state: FormState, desk: DutyDesk | null): FormState {
  const { intent } = state.typed;
  if (typeof intent === "string" && ownIntents.has(intent)) return state;
  return { errors: [], typed: desk?.draft?.typed ?? {} };
}

const ownIntents = new Set(["answer", "draft", "preview", "drop", "fill"]);

interface DecisionProps {
  filledFrom: string;
  duty: DutyFacts;
  desk: DutyDesk | null;
  decision: NonNullable<DutyFacts["decision"]>;
  state: FormState;
}

function Decision({ duty, desk, decision, state, filledFrom }: DecisionProps) {
  if (!duty.isAnswered) {
    if (!duty.mayAct) return null;
    return (
      <>
        <h2 className="govuk-heading-l">Answer</h2>
        <RulingPanel ruling={decision.binding}>
          {decision.objection && <p className="govuk-body">{decision.objection}</p>}
        </RulingPanel>
        <AnswerForm
          state={answerState(state, desk)}
          draft={desk?.draft ?? { revision: 0, saved: "" }}
          templates={desk?.templates ?? []}
          filledFrom={filledFrom}
          answers={decision.answers}
          grounds={duty.grounds}
          maxCharacters={councilLimits.reasons.max}
        />
      </>
    );
  }
  const mayReview = duty.mayReview && decision.effect === "stands" && !decision.isReviewed;
  return (
    <>
      <CouncilAnswer view={{ ...decision.view, dutyHref: null }} />
      {duty.mayAct && decision.effect === "stands" && <CarryOut decision={decision} state={state} />}
      {mayReview && (
        <>
          <h2 className="govuk-heading-l">Review what came of it</h2>
          <p className="govuk-body">
            {decision.isReviewDue
              ? "The review is due. "
              : decision.view.reviewDue
                ? `The review is due on ${decision.view.reviewDue}, the day that was fixed when the decision passed. `
                : "The review can be written once the work is done. "}
            <a className="govuk-link" href={decision.view.reviewHref}>
              {decision.isReviewDue ? "Add figures and publish the review" : "Add figures as they are measured"}
            </a>
          </p>
        </>
      )}
    </>
  );
}

/** Where progress is recorded: each promise has a page of its own for that. */
function CarryOut({ decision, state }: { decision: DecisionProps["decision"]; state: FormState }) {
  const { promises, isUnderWay, isDone } = decision;
  const isPromising = state.typed.intent === "promise";
  if (promises.length === 0 && isDone) return null;
  return (
    <section aria-labelledby="carry-out">
      <h2 className="govuk-heading-l" id="carry-out">
        Carry it out
      </h2>
      {promises.length > 0 && (
        <ul className="govuk-list govuk-list--spaced">
          {promises.map((one) => (
            <li key={one.id}>
              <a className="govuk-link" href={one.workHref}>
                {one.isDone ? "Add to the record" : "Record progress"}
                <span className="govuk-visually-hidden">:</span>
              </a>{" "}
              <span dir="auto">{one.what}</span>
            </li>
          ))}
        </ul>
      )}
      {!isUnderWay && !isDone && promises.length > 0 && <BeginForm state={state} />}
      {!isDone &&
        (promises.length === 0 ? (
          <>
            <p className="govuk-body">Nothing is promised yet.</p>
            <PromiseForm state={state} />
          </>
        ) : (
          <Details summary="Make another promise" isOpen={isPromising}>
            <PromiseForm state={isPromising ? state : unsent} />
          </Details>
        ))}
    </section>
  );
}

const readWords: Record<DutyFacts["kind"], string> = {
  decision: "Read the proposal",
  charter_review: "Read the charter",
  renewal: "Read about the renewal",
};

function Renewal({ renewal, mayAct }: { renewal: NonNullable<DutyFacts["renewal"]>; mayAct: boolean }) {
  return (
    <section aria-labelledby="powers">
      <h2 className="govuk-heading-l" id="powers">
        Powers for the new term
      </h2>
      <p className="govuk-body">
        Residents renewed the parish until {renewal.parishSunset}. A power that the council does not confirm ends{" "}
        {renewal.oldSunset}.
      </p>
      {renewal.powers.map((power) => {
        const isOpen = mayAct && power.answer === null && power.ruling.holds;
        return (
          <Card
            key={power.id}
            title={power.name}
            href={isOpen ? power.href : undefined}
            meta={power.tierWords}
            above={
              power.answer === null ? (
                <Tag
                  text={power.ruling.holds ? "Not answered" : "Lapsed"}
                  colour={power.ruling.holds ? "yellow" : "red"}
                />
              ) : (
                <Tag
                  text={power.answer === "confirm" ? "Confirmed" : "Refused"}
                  colour={power.answer === "confirm" ? "green" : "red"}
                />
              )
            }
          >
            <p>
              {power.scope}
              {power.answer === "refuse" && ` Refused: ${power.ground}. ${power.reasons}`}
              {power.answeredBy && ` Answered by ${power.answeredBy}.`}
            </p>
          </Card>
        );
      })}
    </section>
  );
}

function Charter({ charter, mayAct }: { charter: NonNullable<DutyFacts["charter"]>; mayAct: boolean }) {
  const isOpen = charter.isOpen && mayAct;
  return (
    <>
      <SummaryList
        rows={[
          { key: "The problem", value: charter.problem },
          { key: "The end point", value: charter.endPoint },
        ]}
      />
      <h2 className="govuk-heading-l">Powers asked for</h2>
      <CharterRequests requests={charter.requests} isOpen={isOpen} />
      <RulingPanel ruling={charter.ruling}>
        {isOpen && (
          <form method="post">
            <Hidden name="intent" value="finish" />
            <Button
              isDisabled={charter.ruling.outcome === "waiting"}
              reason={
                charter.ruling.outcome === "waiting"
                  ? "Every power must be decided first."
                  : "Publishes every decision. Nothing can be changed afterwards."
              }
            >
              Finish the review
            </Button>
          </form>
        )}
      </RulingPanel>
    </>
  );
}
