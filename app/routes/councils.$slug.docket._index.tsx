import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findCouncil, listDocket, listVacantParishes, refusedTo } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { EmptyState } from "~/components/content/empty-state";
import { Pagination } from "~/components/content/pagination";
import { DocketItem } from "~/components/council/docket-item";
import { FilterLinks } from "~/components/council/filter-links";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { VacantParishes } from "~/components/parish/vacant-parishes";
import { may } from "~/domain/permissions/may";
import { number } from "~/domain/time/words";
import { docketFilterSchema } from "~/forms/council";
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
    docket: await listDocket(app.db, council.id, filter, now),
    vacant: await listVacantParishes(app.db, { councilId: council.id }, now),
  };
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

const kinds = [
  { value: "all", text: "Everything" },
  { value: "charter_review", text: "Charters only" },
  { value: "renewal", text: "Renewals only" },
  { value: "decision", text: "Decisions only" },
] as const;

export default function DocketPage() {
  const { council, docket, vacant } = useLoaderData<typeof loader>();
  const { filter, counts, items } = docket;
  const base = `/councils/${council.slug}`;
  const hrefOf = ({ show, kind }: Pick<typeof filter, "show" | "kind">) => `${base}/docket?show=${show}&kind=${kind}`;
  const pageHref = (page: number) => `${hrefOf(filter)}&page=${page}`;
  return (
    <Main before={<Breadcrumbs items={[{ text: council.name, href: base }, { text: "Docket" }]} />}>
      <PageHeading
        caption={council.name}
        title="Docket"
        lead={
          filter.show === "answered"
            ? "What the council has answered, the latest first."
            : "What the council owes its parishes. What is due first comes first."
        }
      />
      <FilterLinks
        label="Show"
        links={shows.map(({ value, text }) => ({
          text: `${text} (${number(counts[value])})`,
          href: hrefOf({ ...filter, show: value }),
          isCurrent: filter.show === value,
        }))}
      />
      <FilterLinks
        label="Kind"
        links={kinds.map(({ value, text }) => ({
          text,
          href: hrefOf({ ...filter, kind: value }),
          isCurrent: filter.kind === value,
        }))}
      />
      {items.length === 0 ? (
        <EmptyState title={emptyWords[filter.show]}>
          Charters that have enough supporters and decisions that parishes have passed arrive here by themselves.
        </EmptyState>
      ) : (
        items.map(({ id, ...item }) => <DocketItem key={id} {...item} />)
      )}
      <VacantParishes parishes={vacant} />
      <Pagination
        previous={filter.show === "answered" && filter.page > 1 ? { href: pageHref(filter.page - 1) } : null}
        next={docket.hasNextPage ? { href: pageHref(filter.page + 1) } : null}
      />
    </Main>
  );
}
