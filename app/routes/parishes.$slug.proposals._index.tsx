import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listProposals } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { RulingHint } from "~/components/act/ruling-hint";
import { EmptyState } from "~/components/content/empty-state";
import { NotificationBanner } from "~/components/content/notification-banner";
import { Pagination } from "~/components/content/pagination";
import { stateWords } from "~/components/content/state-tag";
import { Button } from "~/components/forms/button";
import { Select } from "~/components/forms/select";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { ProposalCard } from "~/components/proposal/proposal-card";
import { people } from "~/domain/time/words";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `Proposals in ${data?.parish.name ?? "a parish"}`);

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const asked = new URL(request.url).searchParams;
  const wanted = { state: asked.get("state"), page: Number.parseInt(asked.get("page") ?? "1", 10) || 1 };
  const page = await listProposals(app.db, params.slug ?? "", actor, wanted, await app.now());
  if (!page) throwRefused({ code: "not_found", message: "There is no parish at this address." });
  return { ...page, isSaved: asked.has("saved"), isThrownAway: asked.has("gone") };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

const groupWords = {
  deciding: "Being decided",
  seconding: "Gathering seconders",
  council: "With the council",
  done: "Done",
  ended: "Ended",
} as const;

export default function ProposalsPage() {
  const page = useLoaderData<typeof loader>();
  const base = `/parishes/${page.parish.slug}`;
  const address = (number: number) =>
    `${base}/proposals?${new URLSearchParams({ ...(page.chosen ? { state: page.chosen } : {}), page: String(number) })}`;
  return (
    <Main before={<Breadcrumbs items={[{ text: page.parish.name, href: base }, { text: "Proposals" }]} />}>
      {page.isSaved && <NotificationBanner tone="success" heading="Your draft is kept. Only you can see it." />}
      {page.isThrownAway && <NotificationBanner tone="success" heading="The draft is thrown away." />}
      <PageHeading
        caption={page.parish.name}
        title="Proposals"
        lead="Changes to local services that residents have put forward."
      />
      <Write page={page} base={base} />
      <Drafts page={page} base={base} />
      {page.states.length > 0 && <Filter page={page} base={base} />}
      {page.proposals.length === 0 ? (
        <EmptyState title="Proposals will be listed here">
          When a resident puts a proposal forward, neighbours can second it, argue about it and vote on it.
        </EmptyState>
      ) : (
        <Groups page={page} />
      )}
      <Pagination
        previous={page.page > 1 ? { href: address(page.page - 1), label: `${page.page - 1} of ${page.pages}` } : null}
        next={
          page.page < page.pages ? { href: address(page.page + 1), label: `${page.page + 1} of ${page.pages}` } : null
        }
      />
    </Main>
  );
}

function Write({ page, base }: { page: Page; base: string }) {
  if (page.mayWrite.holds) {
    return (
      <p>
        <Button href={`${base}/proposals/new`}>Make a proposal</Button>
      </p>
    );
  }
  return (
    <p>
      <RulingHint ruling={page.mayWrite} />{" "}
      {!page.isSignedIn && <a href={`/sign-in?to=${encodeURIComponent(`${base}/proposals/new`)}`}>Sign in</a>}
    </p>
  );
}

function Drafts({ page, base }: { page: Page; base: string }) {
  if (page.drafts.length === 0) return null;
  return (
    <section aria-labelledby="drafts">
      <h2 className="govuk-heading-m" id="drafts">
        Your drafts
      </h2>
      <ul className="govuk-list">
        {page.drafts.map((draft) => (
          <li key={draft.id}>
            <a href={`${base}/proposals/new?draft=${draft.id}`} dir="auto">
              {draft.title || "Without a title"}
            </a>
            , started {draft.startedOn}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Filter({ page, base }: { page: Page; base: string }) {
  return (
    <form method="get" action={`${base}/proposals`}>
      <Select
        name="state"
        label="Show"
        value={page.chosen ?? ""}
        options={[
          { value: "", text: "All proposals" },
          ...page.states.map(({ state, count }) => ({
            value: state,
            text: `${stateWords({ of: "proposal", state })} (${count})`,
          })),
        ]}
      />
      <Button tone="secondary">Show these</Button>
    </form>
  );
}

function Groups({ page }: { page: Page }) {
  const groups = (Object.keys(groupWords) as (keyof typeof groupWords)[])
    .map((group) => ({ group, items: page.proposals.filter((proposal) => proposal.group === group) }))
    .filter(({ items }) => items.length > 0);
  return (
    <>
      <p className="govuk-body">
        {people(page.total, "proposal", "proposals")}
        {page.pages > 1 && `, page ${page.page} of ${page.pages}`}
      </p>
      {groups.map(({ group, items }) => (
        <section key={group} aria-labelledby={group}>
          <h2 className="govuk-heading-m" id={group}>
            {groupWords[group]}
          </h2>
          {items.map((proposal) => (
            <ProposalCard
              key={proposal.number}
              slug={page.parish.slug}
              proposal={proposal}
              canDo={proposal.canDo}
              headingLevel={3}
            />
          ))}
        </section>
      ))}
    </>
  );
}
