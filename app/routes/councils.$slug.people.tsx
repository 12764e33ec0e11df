import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { appointToPost, endPost, findCouncil, listParishOffices, listPeople, refusedTo } from "#server/container";
import { formOf, readForm, type Typed } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { SectionLinks } from "~/components/act/section-links";
import { EmptyState } from "~/components/content/empty-state";
import { Table } from "~/components/content/table";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { Posts } from "~/components/people/post-pages";
import { may } from "~/domain/permissions/may";
import { councilPostForm, endPostForm } from "~/forms/posts";
import { titled } from "~/page-title";

export const meta = titled("People");

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const allowed = may(actor, "people.read", { councilId: council.id });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  const mayAppoint = may(actor, "people.appoint", { councilId: council.id }).holds;
  const people = await listPeople(app.db, { councilId: council.id, withEmail: mayAppoint });
  const parishes = await listParishOffices(app.db, council.id, await app.now());
  return { council, mayAppoint, parishes, ...people };
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const form = await formOf(request);
  const answer = (done: string) => data({ done, errors: [], typed: {} as Typed });
  if (form.get("intent") === "end") {
    const read = readForm(endPostForm, form);
    if (!read.ok) return answerRefused(read.refused, read.typed);
    const outcome = await endPost(app.context, actor, { roleId: read.value.role, reason: read.value.reason });
    if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
    return answer(`The post of ${outcome.value.name} has ended. They have been told.`);
  }
  const read = readForm(councilPostForm, form);
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const outcome = await appointToPost(app.context, actor, { ...read.value, council: params.slug ?? "" });
  if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
  const { name, isChanged } = outcome.value;
  return answer(isChanged ? `${name} now holds this post. They have been told.` : `${name} holds this post already.`);
}

export default function PeoplePage() {
  const { council, mayAppoint, parishes, holders, former } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const base = `/councils/${council.slug}`;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[{ text: "Councils", href: "/councils" }, { text: council.name, href: base }, { text: "People" }]}
        />
      }
    >
      <Posts
        holders={holders}
        former={former}
        kinds={
          mayAppoint
            ? [
                { value: "officer", label: "Officer", hint: "Answers for the council and confirms residents" },
                { value: "councillor", label: "Councillor", hint: "Reads the docket and reviews outcomes" },
              ]
            : []
        }
        hasAppointers
        state={{ errors: answered?.errors ?? [], typed: answered?.typed ?? {} }}
        done={answered && "done" in answered ? answered.done : null}
      >
        <PageHeading
          title="People"
          caption={council.name}
          lead="Officers and councillors. Their names and posts are public; what they do is in the audit log."
        >
          {!mayAppoint && "Officers who may appoint change this list, and the operator does."}{" "}
          <a href={`${base}/audit`}>Audit log</a>
        </PageHeading>
      </Posts>

      <h2 className="govuk-heading-m">Convenors and deputies</h2>
      <p className="govuk-body">
        The council neither appoints nor removes them, and the operator does not either. Residents choose a convenor by
        a vote: with the charter, or when a tenth of the parish roll demands it. A convenor names the deputy, may
        resign, and leaves office on moving away. <SectionLinks sections={["s53"]} />
      </p>
      {parishes.length === 0 ? (
        <EmptyState title="Convenors will be listed here" headingLevel={3}>
          No parish of this council is live.
        </EmptyState>
      ) : (
        <Table
          caption="Convenors and deputies"
          isCaptionHidden
          columns={[{ heading: "Parish" }, { heading: "Convenor" }, { heading: "Deputy" }]}
          rows={parishes.map((parish) => ({
            key: parish.slug,
            cells: [
              <a key="parish" href={`/parishes/${parish.slug}/convenor`} dir="auto">
                {parish.name}
              </a>,
              parish.convenor,
              parish.deputy,
            ],
          }))}
        />
      )}
    </Main>
  );
}
