import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { appointToPost, endPost, listPeople, refusedTo } from "#server/container";
import { formOf, readForm, type Typed } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { Posts } from "~/components/people/post-pages";
import { may } from "~/domain/permissions/may";
import { deploymentPostForm, endPostForm } from "~/forms/posts";
import { titled } from "~/page-title";

export const meta = titled("Commissioner and operators");

export async function loader({ context }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const allowed = may(actor, "people.appoint_for_all");
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  return listPeople(app.db, { councilId: null, withEmail: true });
}

export async function action({ context, request }: ActionFunctionArgs) {
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
  const read = readForm(deploymentPostForm, form);
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const outcome = await appointToPost(app.context, actor, { ...read.value, mayAppoint: false });
  if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
  const { name, isChanged } = outcome.value;
  return answer(isChanged ? `${name} now holds this post. They have been told.` : `${name} holds this post already.`);
}

export default function OperatorPeoplePage() {
  const people = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  return (
    <Main>
      <Posts
        {...people}
        kinds={[
          { value: "commissioner", label: "Commissioner", hint: "Hears both sides and publishes findings" },
          { value: "operator", label: "Operator", hint: "Runs this service" },
        ]}
        hasAppointers={false}
        state={{ errors: answered?.errors ?? [], typed: answered?.typed ?? {} }}
        done={answered && "done" in answered ? answered.done : null}
      >
        <PageHeading
          title="Commissioner and operators"
          caption="For the operator"
          lead="They serve every council. Officers and councillors are appointed on the page of their council."
        >
          <a href="/councils">Councils</a> · <a href="/operator/audit">Audit log</a>
        </PageHeading>
      </Posts>
    </Main>
  );
}
