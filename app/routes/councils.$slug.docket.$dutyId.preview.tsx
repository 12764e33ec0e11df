import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { answerDecision, findCouncil, getDuty, getDutyDesk, previewAnswer, refusedTo } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { RulingPanel } from "~/components/act/ruling-panel";
import { SummaryList } from "~/components/content/summary-list";
import { WarningText } from "~/components/content/warning-text";
import { CouncilAnswer } from "~/components/council/council-answer";
import { Button } from "~/components/forms/button";
import { ButtonGroup } from "~/components/forms/button-group";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { may } from "~/domain/permissions/may";
import { answerSchema, draftSchema } from "~/forms/council";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((page) => (page ? `Preview: ${page.duty.title}` : "Preview of an answer"));

/** The duty with its draft, and the answer that the draft holds. */
async function readDraft({ context, params }: Pick<LoaderFunctionArgs, "context" | "params">) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const allowed = may(actor, "answer.draft", { councilId: council.id });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  const now = await app.now();
  const duty = await getDuty(app.db, { councilSlug: council.slug, dutyId: params.dutyId ?? "" }, actor, now);
  if (!duty?.decision) throwRefused({ code: "not_found", message: "There is no decision to answer here." });
  const answers = duty.isAnswered ? [] : duty.decision.answers.map(({ value }) => value);
  const desk = await getDutyDesk(app.db, { dutyId: duty.id, councilId: council.id, answers }, actor);
  const draft = desk?.draft ?? null;
  const form = new FormData();
  for (const [name, value] of Object.entries(draft?.typed ?? {})) {
    for (const one of [value].flat()) form.append(name, one);
  }
  return { duty, draft, read: readForm(answerSchema, form), now };
}

export async function loader(args: LoaderFunctionArgs) {
  const { app, actor } = args.context;
  const { duty, draft, read, now } = await readDraft(args);
  const page = `/councils/${duty.council.slug}/docket/${duty.id}`;
  if (!draft) throw redirect(page);
  const preview = read.ok ? await previewAnswer(app.db, { dutyId: duty.id, ...read.value }, actor, now) : null;
  return {
    duty: { title: duty.title, council: duty.council, parish: duty.parish },
    page,
    draft: { revision: draft.revision, saved: draft.saved },
    // What the Act does not take at all is told by its ruling.
    mistakes: read.ok
      ? preview?.ruling.holds
        ? preview.missing.map((message) => ({ message }))
        : []
      : (read.refused.errors ?? []),
    preview,
  };
}

/** Gives exactly the answer that was previewed. */
export async function action(args: ActionFunctionArgs) {
  const { app, actor } = args.context;
  const sent = readForm(draftSchema, await formOf(args.request));
  if (!sent.ok) return answerRefused(sent.refused);
  const { duty, draft, read } = await readDraft(args);
  const page = `/councils/${duty.council.slug}/docket/${duty.id}`;
  // Sent twice: the first has given the answer already.
  if (duty.isAnswered) return redirect(`${page}?done=answer`);
  if (draft?.revision !== sent.value.revision) {
    const message = draft
      ? `${draft.saved}: this draft was saved after you previewed it. Look at it again before you give it.`
      : "This draft was thrown away after you previewed it.";
    return answerRefused({ code: "conflict", message });
  }
  if (!read.ok) return answerRefused(read.refused);
  const outcome = await answerDecision(app.context, actor, { dutyId: duty.id, ...read.value });
  return outcome.ok ? redirect(`${page}?done=answer`) : answerRefused(outcome.refused);
}

export default function AnswerPreviewPage() {
  const { duty, page, draft, mistakes, preview } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const base = `/councils/${duty.council.slug}`;
  // Fields stand on the page of the duty, so that nothing here can be linked to.
  const errors = [...(answered?.errors ?? []), ...mistakes].map(({ message }) => ({ message }));
  const isReady = preview?.ruling.holds && mistakes.length === 0;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: duty.council.name, href: base },
            { text: "Docket", href: `${base}/docket` },
            { text: duty.title, href: page },
            { text: "Preview" },
          ]}
        />
      }
    >
      <ErrorSummary errors={errors} />
      <PageHeading
        caption={`${duty.parish.name}: ${duty.title}`}
        title="Preview of the answer"
        lead={`This is what everybody would see. The draft was saved by ${draft.saved}.`}
      />
      {preview && !preview.ruling.holds && <RulingPanel ruling={preview.ruling} heading="What the Act says" />}
      {preview && <CouncilAnswer view={preview.view} />}
      {preview?.promise && (
        <SummaryList
          rows={[
            { key: "What the council promises", value: preview.promise.what || "Nothing yet" },
            { key: "Who answers for it", value: preview.promise.owner || "Nobody yet" },
            { key: "By", value: preview.promise.by || "No day yet" },
          ]}
        />
      )}
      {isReady && <WarningText>An answer is given once and cannot be changed.</WarningText>}
      <form method="post">
        <Hidden name="revision" value={draft.revision} />
        <ButtonGroup>
          {isReady && <Button>Give this answer</Button>}
          <Button href={page} tone="secondary">
            Change the draft
          </Button>
        </ButtonGroup>
      </form>
    </Main>
  );
}
