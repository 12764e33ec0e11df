import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listCouncils, pageNumber } from "#server/container";
import { EmptyState } from "~/components/content/empty-state";
import { Pagination } from "~/components/content/pagination";
import { Table } from "~/components/content/table";
import { Button } from "~/components/forms/button";
import { TextInput } from "~/components/forms/text-input";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { number, people } from "~/domain/time/words";
import { titled } from "~/page-title";

export const meta = titled("Councils");

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { app } = context;
  const asked = new URL(request.url).searchParams;
  const search = (asked.get("search") ?? "").trim().slice(0, 80);
  const councils = await listCouncils(app.db, await app.now(), { search, page: pageNumber(asked.get("page")) });
  return { councils, search };
}

export default function CouncilsPage() {
  const { councils, search } = useLoaderData<typeof loader>();
  const pageHref = (page: number) => {
    const query = new URLSearchParams({ page: String(page) });
    if (search) query.set("search", search);
    return `/councils?${query}`;
  };
  return (
    <Main>
      <PageHeading
        title="Councils"
        lead="A council lends a parish its powers, answers its decisions by set days, and confirms who lives where."
      />
      <form method="get" className="search">
        <TextInput name="search" label="Find a council by name" value={search} type="search" />
        <Button tone="secondary">Search</Button>
      </form>
      {councils.items.length === 0 ? (
        <EmptyState
          title={search ? `No council has “${search}” in its name` : "Councils will be listed here"}
          action={search ? { href: "/councils", text: "See every council" } : undefined}
        >
          {search ? "Try a shorter word." : "Nobody has loaded any yet."}
        </EmptyState>
      ) : (
        <>
          <p className="govuk-body">{people(councils.total, "council", "councils")}</p>
          <Table
            caption="Councils"
            isCaptionHidden
            columns={[
              { heading: "Council" },
              { heading: "Wards", isNumeric: true },
              { heading: "Live parishes", isNumeric: true },
            ]}
            rows={councils.items.map((council) => ({
              key: council.slug,
              cells: [
                <a key="name" href={`/councils/${council.slug}`}>
                  {council.name}
                </a>,
                number(council.wardCount),
                number(council.liveParishCount),
              ],
            }))}
          />
          <Pagination
            previous={councils.page > 1 ? { href: pageHref(councils.page - 1) } : null}
            next={councils.hasNext ? { href: pageHref(councils.page + 1) } : null}
          />
        </>
      )}
    </Main>
  );
}
