import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listProposals, proposalsAsTheyStood } from "#server/container";
import { answerAsOf } from "#server/http/as-it-stood";
import { RulingHint } from "~/components/act/ruling-hint";
import { AsItStoodBanner, AsItStoodForm } from "~/components/content/as-it-stood";
import { EmptyState } from "~/components/content/empty-state";
import { NotificationBanner } from "~/components/content/notification-banner";
import { Pagination } from "~/components/content/pagination";
import { stateWords } from "~/components/content/state-tag";
import { Button } from "~/components/forms/button";
import { Hidden } from "~/components/forms/hidden";
import { Select } from "~/components/forms/select";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { ProposalCard } from "~/components/proposal/proposal-card";
import { people } from "~/domain/time/words";
import { notToBeIndexed, titled } from "~/page-title";

export const meta = titled<typeof loader>(
  (data) => `Proposals in ${data?.parish.name ?? "a parish"}`,
  (data) => (data?.shown.past ? [notToBeIndexed] : []),
);

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const asked = new URL(request.url).searchParams;
  const wanted = { state: asked.get("state"), page: Number.parseInt(asked.get("page") ?? "1", 10) || 1 };
  const slug = params.slug ?? "";
  const said = { isSaved: asked.has("saved"), isThrownAway: asked.has("gone") };
  const now = await app.now();
  return answerAsOf(request, now, "There is no parish at this address.", {
    now: async () => {
      const page = await listProposals(app.db, slug, actor, wanted, now);
      return page && { ...page, ...said };
    },
    past: async (at) => {
      const outcome = await proposalsAsTheyStood(app.db, slug, wanted, at);
      return outcome.ok ? { ok: true, value: { ...outcome.value, ...said } } : outcome;
    },
  });
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
  const address = (number: number) => {
    const query = new URLSearchParams({ page: String(number) });
    if (page.chosen) query.set("state", page.chosen);
    if (page.shown.past) query.set("asOf", page.shown.typed);
    return `${base}/proposals?${query}`;
  };
  return (
    <Main before={<Breadcrumbs items={[{ text: page.parish.name, href: base }, { text: "Proposals" }]} />}>
      <AsItStoodBanner address={`${base}/proposals`} shown={page.shown} />
      {page.isSaved && <NotificationBanner tone="success" heading="Your draft is kept. Only you can see it." />}
      {page.isThrownAway && <NotificationBanner tone="success" heading="The draft is thrown away." />}
      <PageHeading
        caption={page.parish.name}
        title="Proposals"
        lead="Changes to local services that residents have put forward."
      />
      {!page.shown.past && <Write page={page} base={base} />}
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
      <AsItStoodForm address={`${base}/proposals`} shown={page.shown} />
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
      {page.shown.past && <Hidden name="asOf" value={page.shown.typed} />}
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
