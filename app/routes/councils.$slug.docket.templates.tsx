import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { findCouncil, getTemplates, refusedTo, removeAnswerTemplate, saveAnswerTemplate } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { EmptyState } from "~/components/content/empty-state";
import { NotificationBanner } from "~/components/content/notification-banner";
import { Table } from "~/components/content/table";
import { type FormState, textOf, unsent } from "~/components/council/form-state";
import { Button } from "~/components/forms/button";
import { ButtonGroup } from "~/components/forms/button-group";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { Radios } from "~/components/forms/radios";
import { TextArea } from "~/components/forms/text-area";
import { TextInput } from "~/components/forms/text-input";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { may } from "~/domain/permissions/may";
import { councilLimits, templateSchema } from "~/forms/council";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((page) => `Templates of ${page?.council.name ?? "a council"}`);

const doneWords = { saved: "The template is saved.", removed: "The template is removed." } as const;

async function councilOf({ context, params }: Pick<LoaderFunctionArgs, "context" | "params">) {
  const council = await findCouncil(context.app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const allowed = may(context.actor, "template.save", { councilId: council.id });
  if (!allowed.holds) throwRefused(refusedTo(context.actor, allowed).refused);
  return council;
}

export async function loader(args: LoaderFunctionArgs) {
  const { app, actor } = args.context;
  const council = await councilOf(args);
  const page = await getTemplates(app.db, council.id, actor);
  const asked = new URL(args.request.url).searchParams;
  const done = asked.get("done");
  return {
    council,
    page: page ?? { templates: [], newTemplateId: "", answers: [], grounds: [], places: [] },
    changing: asked.get("template"),
    done: done === "saved" || done === "removed" ? doneWords[done] : null,
  };
}

export async function action(args: ActionFunctionArgs) {
  const { app, actor } = args.context;
  const council = await councilOf(args);
  const form = await formOf(args.request);
  const here = `/councils/${council.slug}/docket/templates`;
  if (form.get("intent") === "remove") {
    const templateId = String(form.get("templateId"));
    const outcome = await removeAnswerTemplate(app.context, actor, { councilId: council.id, templateId });
    return outcome.ok ? redirect(`${here}?done=removed`) : answerRefused(outcome.refused);
  }
  const read = readForm(templateSchema, form);
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const outcome = await saveAnswerTemplate(app.context, actor, { councilId: council.id, ...read.value });
  return outcome.ok ? redirect(`${here}?done=saved`) : answerRefused(outcome.refused, read.typed);
}

export default function TemplatesPage() {
  const { council, page, changing, done } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const state: FormState = answered ?? unsent;
  const base = `/councils/${council.slug}`;
  const here = `${base}/docket/templates`;
  // A form that was refused is the one that is shown, whichever it was.
  const changed = page.templates.find((one) => one.id === (state.typed.templateId ?? changing));
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: council.name, href: base },
            { text: "Docket", href: `${base}/docket` },
            { text: "Templates" },
          ]}
        />
      }
    >
      <ErrorSummary errors={[...state.errors]} />
      {done && !answered && <NotificationBanner tone="success" heading={done} />}
      <PageHeading
        caption={council.name}
        title="Templates for answers"
        lead="What the council often answers, to begin with. Every answer is still given by an officer, once, in its own words."
      />
      {page.templates.length === 0 ? (
        <EmptyState title="Templates will be listed here">Make the first one below.</EmptyState>
      ) : (
        <Table
          caption="Templates"
          isCaptionHidden
          columns={[{ heading: "Name" }, { heading: "Answer" }, { heading: "Words" }, { heading: "Changed" }]}
          rows={page.templates.map((one) => ({
            key: one.id,
            cells: [
              <a key="name" href={`${here}?template=${one.id}#template`}>
                {one.name}
              </a>,
              <span key="answer" className="whole-words">
                {one.answerWords}
              </span>,
              one.reasons,
              one.changed,
            ],
          }))}
        />
      )}
      <h2 className="govuk-heading-m" id="template">
        {changed ? `Change “${changed.name}”` : "Make a template"}
      </h2>
      <form method="post" key={changed?.id ?? "new"}>
        <Hidden name="templateId" value={changed?.id ?? page.newTemplateId} />
        <Hidden name="revision" value={changed?.revision ?? 0} />
        <TextInput {...textOf(state, "name", changed?.name)} label="Name" labelSize="s" />
        <Radios
          {...textOf(state, "answer", changed?.answer)}
          label="Answer"
          labelSize="s"
          isInline
          options={[...page.answers]}
        />
        <Radios
          {...textOf(state, "ground", changed?.ground ?? "")}
          label="Ground"
          labelSize="s"
          hint="Not for a yes."
          options={[...page.grounds]}
        />
        <TextArea
          {...textOf(state, "reasons", changed?.reasons)}
          label="Words"
          labelSize="s"
          hint={`The reasons, or with a yes what the council promises. Filled in by themselves: ${page.places.map(({ place, words }) => `${place} ${words}`).join("; ")}.`}
          maxCharacters={councilLimits.reasons.max}
        />
        <ButtonGroup>
          <Button>Save this template</Button>
          {changed && (
            <Button name="intent" value="remove" tone="warning">
              Remove it
            </Button>
          )}
          {changed && <a href={here}>Make a new one instead</a>}
        </ButtonGroup>
      </form>
    </Main>
  );
}
