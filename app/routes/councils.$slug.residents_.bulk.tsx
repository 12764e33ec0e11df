import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { decideClaims, findCouncil, invalid, mostVerdicts, refusedTo, type VerdictResult } from "#server/container";
import type { Typed } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { formWithFile } from "#server/http/upload";
import { NotificationBanner } from "~/components/content/notification-banner";
import { Table } from "~/components/content/table";
import { Button } from "~/components/forms/button";
import { ButtonGroup } from "~/components/forms/button-group";
import { ErrorSummary } from "~/components/forms/error-summary";
import { FileInput } from "~/components/forms/file-input";
import { TextArea } from "~/components/forms/text-area";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { may } from "~/domain/permissions/may";
import { number, people } from "~/domain/time/words";
import { errorOf, typedText } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled("Decide many claims");

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const allowed = may(actor, "residency.confirm", { councilId: council.id });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  return { council, most: mostVerdicts };
}

/** A list that was sent as a file is shown as text, so that what was tried is what is then done. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const { form, file } = await formWithFile(request, actor);
  const pasted = form.get("list");
  const typed: Typed = { list: typeof pasted === "string" ? pasted : "" };
  if (actor.personId === null) {
    return answerRefused(refusedTo(actor, may(actor, "residency.confirm")).refused, typed);
  }
  if (file?.isTooLarge) {
    return answerRefused(invalid([{ field: "file", message: "This file is too large for a list." }]).refused, typed);
  }
  const list = file ? file.bytes : new TextEncoder().encode(typedText(typed.list));
  if (list.length === 0) {
    return answerRefused(invalid([{ field: "list", message: "Choose a file, or paste the list." }]).refused, typed);
  }
  const isDryRun = form.get("intent") !== "decide" || file !== null;
  const outcome = await decideClaims(app.context, actor, { council: params.slug ?? "", list, isDryRun });
  if (!outcome.ok) {
    const { refused } = outcome;
    // Whatever is wrong with a file is said beside the file.
    const errors = file && refused.errors?.map((error) => ({ ...error, field: "file" }));
    return answerRefused(errors ? { ...refused, errors } : refused, typed);
  }
  const { results, text } = outcome.value;
  return data({ results, isDryRun, errors: [], typed: { list: text } as Typed });
}

const standings: Readonly<Record<VerdictResult["standing"], { tried: string; done: string }>> = {
  confirmed: { tried: "Will be confirmed", done: "Confirmed" },
  refused: { tried: "Will be refused", done: "Refused" },
  already: { tried: "Nothing to do", done: "Nothing to do" },
  not_done: { tried: "Cannot be done", done: "Not done" },
};

export default function BulkPage() {
  const { council, most } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const base = `/councils/${council.slug}`;
  const errors = answered?.errors ?? [];
  const tried = answered && "results" in answered ? answered : null;
  const count = (standing: VerdictResult["standing"]) =>
    tried?.results.filter((result) => result.standing === standing).length ?? 0;
  const toDo = count("confirmed") + count("refused");
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: "Councils", href: "/councils" },
            { text: council.name, href: base },
            { text: "Residents to confirm", href: `${base}/residents` },
            { text: "Decide many claims" },
          ]}
        />
      }
    >
      <ErrorSummary errors={errors} />
      {tried && !tried.isDryRun && (
        <NotificationBanner
          tone="success"
          heading={`${people(count("confirmed"), "claim", "claims")} confirmed, ${number(count("refused"))} refused.`}
        />
      )}
      <PageHeading
        title="Decide many claims"
        lead={`Send a list with up to ${number(most)} verdicts. It is tried first, and nothing is done until you say so.`}
      >
        The first row names the columns: <strong>claim</strong> (its number) or <strong>e-mail</strong>,{" "}
        <strong>verdict</strong> (confirm or refuse) and <strong>reason</strong>, which the person reads when a claim is
        refused. The list of open claims has these columns already. A row without a verdict is passed over.
      </PageHeading>
      {tried && (
        <>
          <h2 className="govuk-heading-m">{tried.isDryRun ? "What would be done" : "What was done"}</h2>
          <p className="govuk-body">
            {number(toDo)} of {number(tried.results.length)} rows, {number(count("already"))} with nothing to do,{" "}
            {number(count("not_done"))} that cannot be done.
          </p>
          <Table
            caption="Row by row"
            isCaptionHidden
            columns={[
              { heading: "Line" },
              { heading: "Claim or e-mail" },
              { heading: "Verdict" },
              { heading: "Result" },
            ]}
            rows={tried.results.map((result) => ({
              key: String(result.line),
              cells: [
                String(result.line),
                result.who,
                result.verdict,
                <span key="result">
                  <strong>{standings[result.standing][tried.isDryRun ? "tried" : "done"]}</strong>
                  <span className="audit-change">{result.words}</span>
                </span>,
              ],
            }))}
          />
        </>
      )}
      <form method="post" action={`${base}/residents/claims.csv`}>
        <Button tone="secondary" reason="The audit log says that you took it.">
          Download the open claims
        </Button>
      </form>
      <form method="post" encType="multipart/form-data">
        <FileInput
          name="file"
          label="A CSV file"
          hint="Separated by commas, semicolons or tabs. A file is always tried first."
          accept=".csv,.txt,text/csv"
          error={errorOf(errors, "file")}
        />
        <TextArea
          name="list"
          label="Or the list itself"
          rows={10}
          value={typedText(answered?.typed.list)}
          error={errorOf(errors, "list")}
        />
        <ButtonGroup>
          <Button tone={tried?.isDryRun && toDo > 0 ? "secondary" : "primary"} name="intent" value="try">
            Try it
          </Button>
          {tried?.isDryRun && toDo > 0 && (
            <Button name="intent" value="decide">
              Decide {people(toDo, "claim", "claims")}
            </Button>
          )}
        </ButtonGroup>
      </form>
    </Main>
  );
}
