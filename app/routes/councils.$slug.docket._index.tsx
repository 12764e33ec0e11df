import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import {
  acknowledgeDuties,
  findCouncil,
  listDocket,
  listVacantParishes,
  nameDuties,
  refusedTo,
} from "#server/container";
import { formOf } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { EmptyState } from "~/components/content/empty-state";
import { NotificationBanner } from "~/components/content/notification-banner";
import { Pagination } from "~/components/content/pagination";
import { DocketFilters } from "~/components/council/docket-filters";
import { DocketTable } from "~/components/council/docket-table";
import { FilterLinks } from "~/components/council/filter-links";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { VacantParishes } from "~/components/parish/vacant-parishes";
import { may } from "~/domain/permissions/may";
import { number, people } from "~/domain/time/words";
import { docketFilterSchema, ticked } from "~/forms/council";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `Docket of ${data?.council.name ?? "a council"}`);

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const allowed = may(actor, "docket.read", { councilId: council.id });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  const filter = docketFilterSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const now = await app.now();
  return {
    council,
    docket: await listDocket(app.db, council.id, filter, now, actor.personId),
    vacant: await listVacantParishes(app.db, { councilId: council.id }, now),
    isOfficer: may(actor, "duty.act", { councilId: council.id }).holds,
  };
}

/** Acknowledges what is ticked, and says row by row what became of it. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const dutyIds = ticked.parse((await formOf(request)).getAll("duty").map(String));
  const outcome = await acknowledgeDuties(app.context, actor, { councilId: council.id, dutyIds });
  if (!outcome.ok) return answerRefused(outcome.refused);
  const names = await nameDuties(app.db, council.id, dutyIds);
  return data({
    errors: [],
    rows: outcome.value.rows.map((row) => ({
      dutyId: row.dutyId,
      title: names.get(row.dutyId) ?? "Something that is not on this docket",
      became: row.became,
      why: row.became === "refused" ? row.refused.message : "",
    })),
  });
}

const emptyWords = {
  open: "Nothing is owed",
  overdue: "Nothing is late",
  answered: "What has been answered will be listed here",
} as const;

const shows = [
  { value: "open", text: "To do" },
  { value: "overdue", text: "Overdue" },
  { value: "answered", text: "Answered" },
] as const;

export default function DocketPage() {
  const { council, docket, vacant, isOfficer } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const { filter, counts, items, options, next, previous } = docket;
  const base = `/councils/${council.slug}`;
  const { after: _after, before: _before, ...chosen } = filter;
  const hrefOf = (more: Partial<Record<keyof typeof filter, string>>) =>
    `${base}/docket?${new URLSearchParams({ ...chosen, ...more })}`;
  const isOwed = filter.show !== "answered";
  const isFiltered =
    filter.words !== "" ||
    filter.ward !== "" ||
    filter.service !== "" ||
    [filter.who, filter.stage, filter.kind].some((one) => one !== "all");
  const mayTick = isOfficer && isOwed && items.some((item) => item.isToAcknowledge);
  // Officers go straight to the work; whoever only reads goes to the page of the decision.
  const rows = isOfficer ? items.map((item) => ({ ...item, href: item.workHref ?? item.href })) : items;
  const table = <DocketTable caption="Docket" rows={rows} mayTick={mayTick} />;
  return (
    <Main before={<Breadcrumbs items={[{ text: council.name, href: base }, { text: "Docket" }]} />}>
      {answered && <ErrorSummary errors={[...answered.errors]} />}
      {answered && "rows" in answered && <Acknowledged rows={answered.rows} />}
      <PageHeading
        caption={council.name}
        title="Docket"
        lead={
          isOwed
            ? "What the council owes its parishes. What is due first comes first."
            : "What the council has answered, the latest first."
        }
      />
      <FilterLinks
        label="Show"
        links={shows.map(({ value, text }) => ({
          text: `${text} (${number(counts[value])})`,
          href: hrefOf({ show: value }),
          isCurrent: filter.show === value,
        }))}
      />
      <DocketFilters action={`${base}/docket`} filter={filter} options={options} isOwed={isOwed} />
      {items.length === 0 ? (
        <EmptyState title={isFiltered ? "Nothing fits these filters" : emptyWords[filter.show]}>
          {isFiltered
            ? "Choose fewer filters, or clear them."
            : "Charters that have enough supporters and decisions that parishes have passed arrive here by themselves."}
        </EmptyState>
      ) : mayTick ? (
        <form method="post" id="duty">
          {table}
          <Button reason="Says in public, of each that is ticked, that the council has received it.">
            Acknowledge what is ticked
          </Button>
        </form>
      ) : (
        table
      )}
      <Pagination
        previous={previous ? { href: hrefOf({ before: previous }) } : null}
        next={next ? { href: hrefOf({ after: next }) } : null}
      />
      <VacantParishes parishes={vacant} />
      {isOfficer && (
        <p className="govuk-body">
          <a href={`${base}/docket/templates`}>Templates for answers</a>
        </p>
      )}
    </Main>
  );
}

interface AcknowledgedRow {
  dutyId: string;
  title: string;
  became: "acknowledged" | "was_already" | "refused";
  why: string;
}

function Acknowledged({ rows }: { rows: readonly AcknowledgedRow[] }) {
  const fresh = rows.filter((row) => row.became === "acknowledged").length;
  const words = { acknowledged: "Acknowledged.", was_already: "It was acknowledged before.", refused: "Not done." };
  return (
    <NotificationBanner
      tone={rows.some((row) => row.became === "refused") ? undefined : "success"}
      heading={`The council has acknowledged ${people(fresh, "thing", "things")}.`}
    >
      <ul className="govuk-list">
        {rows.map((row) => (
          <li key={row.dutyId}>
            {row.title}: {words[row.became]} {row.why}
          </li>
        ))}
      </ul>
    </NotificationBanner>
  );
}
