import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listParishes } from "#server/container";
import { EmptyState } from "~/components/content/empty-state";
import { Pagination } from "~/components/content/pagination";
import { Button } from "~/components/forms/button";
import { TextInput } from "~/components/forms/text-input";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { ParishCard } from "~/components/parish/parish-card";
import { titled } from "~/page-title";

export const meta = titled("Parishes");

export async function loader({ context, request }: LoaderFunctionArgs) {
  const asked = new URL(request.url).searchParams;
  const search = (asked.get("search") ?? "").trim().slice(0, 80);
  const now = await context.app.now();
  return { ...(await listParishes(context.app.db, now, { after: asked.get("after"), search })), search };
}

export default function ParishesPage() {
  const { parishes, next, search } = useLoaderData<typeof loader>();
  const query = search ? `&search=${encodeURIComponent(search)}` : "";
  return (
    <Main>
      <PageHeading
        title="Parishes"
        lead="A pop-up parish runs part of its own services, with powers lent by its council, until a set day."
      />
      <form method="get" className="search">
        <TextInput name="search" label="Find a parish by name" value={search} type="search" />
        <Button tone="secondary">Search</Button>
      </form>
      {parishes.length === 0 ? (
        <EmptyState
          title={search ? `No parish has “${search}” in its name` : "Parishes will be listed here"}
          action={{ href: "/parishes/new", text: "Start a pop-up parish" }}
        >
          {search ? "Try a shorter word, or start a parish for your own streets." : "Nobody has started one here yet."}
        </EmptyState>
      ) : (
        <>
          {parishes.map((parish) => (
            <ParishCard key={parish.slug} {...parish} />
          ))}
          <Pagination next={next ? { href: `/parishes?after=${encodeURIComponent(next)}${query}` } : null} />
          <p className="govuk-body">
            <a href="/parishes/new">Start a pop-up parish</a>
          </p>
        </>
      )}
    </Main>
  );
}
