import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { findDuty, getCommitment, type Progress, recordProgress, refused, refusedTo } from "#server/container";
import { readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { formWithFile, sentEvidence } from "#server/http/upload";
import { RulingPanel } from "~/components/act/ruling-panel";
import { NotificationBanner } from "~/components/content/notification-banner";
import { dateOf, type FormState, textOf, unsent } from "~/components/council/form-state";
import { CommitmentFacts, CommitmentTimeline } from "~/components/delivery/commitment-facts";
import { EvidenceFields } from "~/components/delivery/evidence-fields";
import { Button } from "~/components/forms/button";
import { ButtonGroup } from "~/components/forms/button-group";
import { DateInput } from "~/components/forms/date-input";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { TextArea } from "~/components/forms/text-area";
import { TextInput } from "~/components/forms/text-input";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { may } from "~/domain/permissions/may";
import { milestoneDoneSchema, milestoneSchema, moveSchema, noteSchema } from "~/forms/evidence";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => data?.page.commitment.what ?? "Commitment");

async function pageOf({ context, params }: LoaderFunctionArgs | ActionFunctionArgs) {
  const { app, actor } = context;
  const duty = await findDuty(app.db, params.dutyId ?? "");
  if (!duty || duty.row.council.slug !== params.slug || !duty.row.proposal) {
    throwRefused({ code: "not_found", message: "There is nothing like this on the docket." });
  }
  const allowed = may(actor, "proposal.record_progress", { councilId: duty.row.councilId });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  const place = {
    parishSlug: duty.row.parish.slug,
    number: duty.row.proposal.number,
    commitmentId: params.commitmentId ?? "",
  };
  const page = await getCommitment(app.db, actor, place, await app.now());
  if (!page) throwRefused({ code: "not_found", message: "There is no commitment at this address." });
  return { page, dutyId: duty.row.id };
}

export async function loader(args: LoaderFunctionArgs) {
  const isDone = new URL(args.request.url).searchParams.has("recorded");
  return { ...(await pageOf(args)), isDone };
}

export async function action(args: ActionFunctionArgs) {
  const { app, actor } = args.context;
  const { page, dutyId } = await pageOf(args);
  const commitmentId = page.commitment.id;
  const { form, file } = await formWithFile(args.request, actor);
  const read = readProgress(form, commitmentId);
  if (!read) return answerRefused(refused("invalid", "Choose what to do on this page. Nothing was changed.").refused);
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const input = { dutyId, progress: read.progress, file: sentEvidence(file, read.alt) };
  const outcome = await recordProgress(app.context, actor, input);
  if (outcome.ok) return redirect(`${page.reader.workHref}?recorded`);
  // The reason that a date moves stands in a box of its own.
  const errors = outcome.refused.errors?.map((error) =>
    read.progress.step === "moved" && error.field === "words" ? { ...error, field: "reason" } : error,
  );
  return answerRefused({ ...outcome.refused, errors }, read.typed);
}

function readProgress(form: FormData, commitmentId: string) {
  switch (form.get("intent")) {
    case "noted":
    case "done": {
      const step = form.get("intent") === "done" ? "done" : "noted";
      const read = readForm(noteSchema, form);
      if (!read.ok) return read;
      const { words, alt } = read.value;
      return { ok: true as const, typed: read.typed, alt, progress: { step, commitmentId, words } as Progress };
    }
    case "moved": {
      const read = readForm(moveSchema, form);
      if (!read.ok) return read;
      const { dueOn, reason } = read.value;
      const progress: Progress = { step: "moved", commitmentId, dueOn, words: reason };
      return { ok: true as const, typed: read.typed, alt: "", progress };
    }
    case "milestone": {
      const read = readForm(milestoneSchema, form);
      if (!read.ok) return read;
      const { step: what, stepOn: dueOn } = read.value;
      const progress: Progress = { step: "milestone_added", commitmentId, what, dueOn };
      return { ok: true as const, typed: read.typed, alt: "", progress };
    }
    case "milestone_done": {
      const read = readForm(milestoneDoneSchema, form);
      if (!read.ok) return read;
      const progress: Progress = { step: "milestone_done", commitmentId, milestoneId: read.value.milestone };
      return { ok: true as const, typed: read.typed, alt: "", progress };
    }
    default:
      return null;
  }
}

export default function CommitmentWork() {
  const { page, dutyId, isDone } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const state: FormState = answered ?? unsent;
  const { council, commitment, milestones } = page;
  const base = `/councils/${council.slug}`;
  const open = milestones.filter(({ doneWords }) => doneWords === "");
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: council.name, href: base },
            { text: "Docket", href: `${base}/docket` },
            { text: page.proposal.title, href: `${base}/docket/${dutyId}` },
            { text: "Commitment" },
          ]}
        />
      }
    >
      <ErrorSummary errors={[...state.errors]} />
      {answered?.refused.ruling && <RulingPanel ruling={answered.refused.ruling} heading="What the Act says" />}
      {isDone && !answered && <NotificationBanner tone="success" heading="This is recorded." />}
      <PageHeading caption={page.parish.name} title={commitment.what}>
        <a href={commitment.href}>The page that everybody reads, with residents’ reports</a>
      </PageHeading>
      <TwoColumns
        aside={
          <>
            <CommitmentFacts page={page} />
            <CommitmentTimeline page={page} />
          </>
        }
      >
        <h2 className="govuk-heading-m">{commitment.isDone ? "Add to the record" : "Record progress"}</h2>
        <form method="post" encType="multipart/form-data" noValidate>
          <TextArea
            {...textOf(state, "words")}
            label="Say it in a sentence or two"
            labelSize="s"
            rows={3}
            hint="Everybody reads it, with your name and post."
          />
          <EvidenceFields state={state} kinds="all" />
          <ButtonGroup>
            <Button name="intent" value="noted">
              Record progress
            </Button>
            {!commitment.isDone && (
              <Button name="intent" value="done" tone="secondary">
                Record that it is done
              </Button>
            )}
          </ButtonGroup>
        </form>
        {!commitment.isDone && (
          <>
            <h2 className="govuk-heading-m">Move the date</h2>
            <form method="post" noValidate>
              <DateInput
                {...dateOf(state, "dueOn")}
                label="The new day"
                labelSize="s"
                hint="Both days stay on the page."
              />
              <TextInput {...textOf(state, "reason")} label="Why does it move?" labelSize="s" />
              <Button name="intent" value="moved" tone="secondary">
                Move the date
              </Button>
            </form>
          </>
        )}
        {open.length > 0 && <h2 className="govuk-heading-m">Steps on the way that are open</h2>}
        {open.map((one) => (
          <form key={one.id} method="post" noValidate>
            <Hidden name="milestone" value={one.id} />
            <p className="govuk-body">
              <span dir="auto">{one.what}</span>, by {one.dueWords}
            </p>
            <Button name="intent" value="milestone_done" tone="secondary">
              It is done<span className="govuk-visually-hidden">: {one.what}</span>
            </Button>
          </form>
        ))}
        {!commitment.isDone && (
          <>
            <h2 className="govuk-heading-m">Add a step on the way</h2>
            <form method="post" noValidate>
              <TextInput {...textOf(state, "step")} label="What will be done?" labelSize="s" />
              <DateInput {...dateOf(state, "stepOn")} label="By which day?" labelSize="s" />
              <Button name="intent" value="milestone" tone="secondary">
                Add the step
              </Button>
            </form>
          </>
        )}
      </TwoColumns>
    </Main>
  );
}
