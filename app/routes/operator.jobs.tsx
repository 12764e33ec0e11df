import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { getOperatorJobs, refused, retryJob } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, valueOrThrow } from "#server/http/respond";
import { InsetText } from "~/components/content/inset-text";
import { SummaryList } from "~/components/content/summary-list";
import { Table } from "~/components/content/table";
import { WarningText } from "~/components/content/warning-text";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { number, people } from "~/domain/time/words";
import { retryForm } from "~/forms/operator";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>("Jobs");

export async function loader({ context }: LoaderFunctionArgs) {
  const { app, actor } = context;
  return { page: valueOrThrow(await getOperatorJobs(app.db, app.jobs, actor)) };
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const read = readForm(retryForm, await formOf(request));
  if (!read.ok) return answerRefused(refused("invalid", "Choose a failed job from the list.").refused, read.typed);
  const outcome = await retryJob(app.context, app.jobs, actor, { jobId: read.value.job });
  return outcome.ok ? redirect("/operator/jobs#failed") : answerRefused(outcome.refused, read.typed);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>["page"];

export default function JobsPage() {
  const { page } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  return (
    <Main>
      <ErrorSummary errors={answered?.errors ?? []} />
      <PageHeading
        title="Jobs"
        caption="For the operator"
        lead="Jobs announce and deliver. They decide nothing: every deadline holds without them."
      />
      <p className="govuk-body">
        <a href="/operator/audit">Audit log</a> · <a href="/operator/people">Commissioner and operators</a>
      </p>
      {!page.areRunning && <WarningText>No jobs run in this process.</WarningText>}
      <Queues page={page} />
      <Failed page={page} />
      <Letters mail={page.mail} />
      <section aria-labelledby="votes">
        <h2 className="govuk-heading-m" id="votes">
          Votes that are due
        </h2>
        {page.votesDue.length === 0 ? (
          <p className="govuk-body">Every vote whose time has come was opened or closed.</p>
        ) : (
          <Table
            caption="Votes to be opened or closed"
            isCaptionHidden
            columns={[{ heading: "Vote" }, { heading: "What is due" }, { heading: "Since" }]}
            rows={page.votesDue.map((vote) => ({
              key: `${vote.id} ${vote.what}`,
              cells: [
                <a key="vote" href={`/votes/${vote.id}`} dir="auto">
                  {vote.question}
                </a>,
                vote.what,
                vote.since,
              ],
            }))}
          />
        )}
      </section>
      <section aria-labelledby="processes">
        <h2 className="govuk-heading-m" id="processes">
          Processes
        </h2>
        <Table
          caption="Processes that run jobs on this database"
          isCaptionHidden
          columns={[{ heading: "Machine" }, { heading: "Process" }, { heading: "Started" }]}
          rows={page.processes.map(({ key, host, pid, started }) => ({ key, cells: [host, String(pid), started] }))}
        />
      </section>
    </Main>
  );
}

function Queues({ page }: { page: Page }) {
  return (
    <section aria-labelledby="queues">
      <h2 className="govuk-heading-m" id="queues">
        Queues
      </h2>
      <Table
        caption="Queues of jobs"
        isCaptionHidden
        columns={[
          { heading: "Queue" },
          { heading: "Waiting", isNumeric: true },
          { heading: "To be tried again", isNumeric: true },
          { heading: "Running", isNumeric: true },
          { heading: "Failed", isNumeric: true },
          { heading: "Last done" },
        ]}
        rows={page.queues.map((queue) => ({
          key: queue.name,
          cells: [
            queue.name,
            number(queue.waiting),
            number(queue.retrying),
            number(queue.active),
            number(queue.failed),
            queue.lastDone,
          ],
        }))}
      />
    </section>
  );
}

function Failed({ page }: { page: Page }) {
  return (
    <section aria-labelledby="failed">
      <h2 className="govuk-heading-m" id="failed">
        Failed jobs
      </h2>
      {page.failed.length === 0 ? (
        <p className="govuk-body">None in the last days.</p>
      ) : (
        <Table
          caption="Failed jobs, newest first"
          isCaptionHidden
          columns={[{ heading: "Job" }, { heading: "Failed" }, { heading: "Why" }, { heading: "Try again" }]}
          rows={page.failed.map((job) => ({
            key: job.id,
            cells: [
              job.queue,
              `${job.when}, after ${people(job.tries, "try", "tries")}`,
              job.reason || "Nothing was said",
              job.mayRetry ? (
                <form key="retry" method="post">
                  <Hidden name="job" value={job.id} />
                  <Button tone="secondary">
                    Try again<span className="govuk-visually-hidden"> the job that failed {job.when}</span>
                  </Button>
                </form>
              ) : (
                "Put away"
              ),
            ],
          }))}
        />
      )}
    </section>
  );
}

function Letters({ mail }: { mail: Page["mail"] }) {
  return (
    <section aria-labelledby="letters">
      <h2 className="govuk-heading-m" id="letters">
        Letters
      </h2>
      <SummaryList
        rows={[
          { key: "Waiting", value: number(mail.waiting) },
          { key: "Waiting after a failure", value: number(mail.waitingAgain) },
          { key: "Oldest that waits", value: mail.oldest || "None waits" },
          { key: "Given up", value: `${number(mail.givenUp)}, among those of the last 30 days` },
        ]}
      />
      {mail.reasons.length > 0 && (
        <Table
          caption="Why letters wait or were given up"
          columns={[{ heading: "What was said" }, { heading: "Letters", isNumeric: true }]}
          rows={mail.reasons.map(({ reason, letters }) => ({ key: reason, cells: [reason, number(letters)] }))}
        />
      )}
      <InsetText>
        <p>
          Nobody’s address and no letter’s text is shown here. Addresses and long figures are taken out of what was
          said.
        </p>
      </InsetText>
    </section>
  );
}
